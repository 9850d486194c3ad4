package eu.ttc.grants.payment;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface InstructionRows extends Repository<PaymentInstruction, String> {

  PaymentInstruction saveAndFlush(PaymentInstruction instruction);

  void flush();

  Optional<PaymentInstruction> findByApplicationAndClaimNumber(String application, int claimNumber);

  Optional<PaymentInstruction> findFirstByApplicationAndStateOrderByInstalmentDesc(
      String application, PaymentState state);

  int countByApplication(String application);

  List<PaymentInstruction> findByApplication(String application);

  List<PaymentInstruction> findByApplicationOrderByInstalment(String application);

  List<PaymentInstruction> findByStateInOrderByOrderedAtDesc(
      Collection<PaymentState> states, Limit limit);

  List<PaymentInstruction> findByEndToEndIdInOrderByEndToEndId(Collection<String> ids);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select p from PaymentInstruction p where p.state = :state order by p.endToEndId")
  List<PaymentInstruction> lockByState(PaymentState state);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query("select p from PaymentInstruction p where p.endToEndId in :ids order by p.endToEndId")
  List<PaymentInstruction> lockByEndToEndIds(Collection<String> ids);

  @Lock(LockModeType.PESSIMISTIC_WRITE)
  @Query(
      "select p from PaymentInstruction p where p.application = :application order by p.endToEndId")
  List<PaymentInstruction> lockByApplication(String application);
}
