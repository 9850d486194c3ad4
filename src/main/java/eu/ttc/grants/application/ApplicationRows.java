package eu.ttc.grants.application;

import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

interface ApplicationRows extends Repository<Application, String> {

  void flush();

  Application save(Application application);

  Optional<Application> findByReference(String reference);

  List<Application> findByApplicantOrderByCreatedAtDesc(String applicant);

  List<Application> findByStatusNotOrderByChangedAtDesc(ApplicationStatus status, Limit limit);

  @NativeQuery("select nextval('application_number')")
  long nextNumber();
}
