package eu.ttc.grants.agreement;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface AgreementRows extends Repository<Agreement, String> {

  Agreement save(Agreement agreement);

  void flush();

  Optional<Agreement> findByApplication(String application);
}
