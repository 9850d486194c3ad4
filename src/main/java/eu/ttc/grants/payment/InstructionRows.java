package eu.ttc.grants.payment;

import jakarta.persistence.LockModeType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface InstructionRows extends Repository<PaymentInstruction, String> {

  PaymentInstruction saveAndFlush(PaymentInstruction instruction);

  void flush();

  Optional<PaymentInstruction> findById(String endToEndId);

  Optional<PaymentInstruction> findFirstByApplicationAndClaimNumberOrderByAttemptDesc(
      String application, int claimNumber);

  /** The last payment to this name and account of which the bank said whether they match. */
  @NativeQuery(
      """
      select * from payment_instruction
      where beneficiary_iban = :iban and beneficiary_name = :name and payee_check is not null
      order by ordered_at desc limit 1
      """)
  Optional<PaymentInstruction> lastVerified(String iban, String name);

  Optional<PaymentInstruction> findFirstByApplicationAndStateOrderByInstalmentDesc(
      String application, PaymentState state);

  @Query(
      "select coalesce(max(p.instalment), 0) from PaymentInstruction p"
          + " where p.application = :application")
  int lastInstalment(String application);

  List<PaymentInstruction> findByApplication(String application);

  List<PaymentInstruction> findByApplicationOrderByInstalmentAscAttemptAsc(String application);

  List<PaymentInstruction> findByStateInOrderByOrderedAtDesc(
      Collection<PaymentState> states, Limit limit);

  List<PaymentInstruction> findByEndToEndIdInOrderByEndToEndId(Collection<String> ids);

  @NativeQuery(
      """
      select p.* from payment_instruction p
      where p.state in ('REJECTED', 'RETURNED')
        and not exists (select 1 from payment_remedy r where r.payment = p.end_to_end_id)
      order by p.ordered_at
      """)
  List<PaymentInstruction> undecided();

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
