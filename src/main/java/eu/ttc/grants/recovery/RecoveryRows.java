package eu.ttc.grants.recovery;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.Arrays;
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

  /** Whether payments of an application are suspended by any of its recoveries. */
  default boolean suspendPayments(ApplicationRef ref) {
    return existsByApplicationAndStateIn(
        ref.value(),
        Arrays.stream(RecoveryState.values()).filter(RecoveryState::suspendsPayments).toList());
  }

  int countByApplication(String application);

  List<Recovery> findByStateInOrderByOpenedAtDesc(Collection<RecoveryState> states, Limit limit);
}
