package eu.ttc.grants.information;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

interface InformationRequests extends Repository<InformationRequest, InformationRequestId> {

  InformationRequest save(InformationRequest request);

  List<InformationRequest> findByApplicationOrderByNumber(String application);

  Optional<InformationRequest> findByApplicationAndNumber(String application, int number);
}
