package eu.ttc.grants.appeal;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

interface AppealRows extends Repository<Appeal, AppealId> {

  Appeal save(Appeal appeal);

  Optional<Appeal> findByApplicationAndNumber(String application, int number);

  Optional<Appeal> findFirstByApplicationOrderByNumberDesc(String application);

  List<Appeal> findByApplicationOrderByNumber(String application);
}
