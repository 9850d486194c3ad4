package eu.ttc.grants.recovery;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface RecoveryRows extends Repository<Recovery, RecoveryId> {

  Recovery saveAndFlush(Recovery recovery);

  void flush();

  Optional<Recovery> findByApplicationAndNumber(String application, int number);

  List<Recovery> findByApplicationOrderByNumber(String application);

  List<Recovery> findByApplicationAndStateOrderByNumber(String application, RecoveryState state);

  boolean existsByApplicationAndStateIn(String application, Collection<RecoveryState> states);

  int countByApplication(String application);

  List<Recovery> findByStateInOrderByOpenedAtDesc(Collection<RecoveryState> states, Limit limit);
}
