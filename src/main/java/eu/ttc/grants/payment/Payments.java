package eu.ttc.grants.payment;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Orders payments and lists them. */
@Service
public class Payments {

  private final InstructionRows rows;
  private final Grounds grounds;
  private final List<Withholding> withholdings;
  private final Applications applications;
  private final Steps steps;
  private final JdbcClient jdbc;
  private final Clock clock;

  Payments(
      InstructionRows rows,
      Grounds grounds,
      List<Withholding> withholdings,
      Applications applications,
      Steps steps,
      JdbcClient jdbc,
      Clock clock) {
    this.rows = rows;
    this.grounds = grounds;
    this.withholdings = withholdings;
    this.applications = applications;
    this.steps = steps;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Orders the payment of an accepted claim to the account in the frozen dossier; once per claim,
   * whoever asks. Nothing reaches the bank before a batch with it is released.
   *
   * @return the instalment, counted from 1 within the application
   * @throws PaymentNotPossible when something is missing without which nothing is ever paid
   *     (promise 4), or the account is not the enterprise's
   */
  @Transactional
  public int order(ApplicationRef ref, int claimNumber, StepKey step) {
    return steps.once(
        step,
        Integer.class,
        () -> {
          var status = applications.lockedStatus(ref);
          var ordered = rows.findByApplicationAndClaimNumber(ref.value(), claimNumber);
          if (ordered.isPresent()) {
            return ordered.get().instalment();
          }
          grounds.require(ref, status, claimNumber);
          return orderNow(ref, claimNumber, grounds.payable(ref, claimNumber));
        });
  }

  private int orderNow(ApplicationRef ref, int claimNumber, Cents payable) {
    int instalment = rows.countByApplication(ref.value()) + 1;
    if (ref.scheme() == Scheme.VOUCHER && instalment > 1) {
      throw new PaymentNotPossible(
          ref,
          "a voucher is paid in one sum, and that was ordered before",
          "compare the claims; cancel this instance of the payout");
    }
    var amount = payable;
    for (var withholding : withholdings) {
      amount = amount.minus(withholding.setOff(ref, instalment, amount));
    }
    var dossier = applications.get(ref).dossier();
    var instruction =
        rows.saveAndFlush(
            new PaymentInstruction(ref, instalment, claimNumber, amount, dossier, clock.instant()));
    for (var person : grounds.involved(ref)) {
      jdbc.sql("insert into payment_involved_person (payment, username) values (:payment, :person)")
          .param("payment", instruction.endToEndId())
          .param("person", person)
          .update();
    }
    applications.note(
        ref,
        "PAYMENT_ORDERED",
        Applications.SYSTEM,
        "%s, instalment %d".formatted(amount, instalment));
    return instalment;
  }

  /**
   * Gives up the payments of an application that ends, so that they can never be paid; within the
   * running transaction. A prepared batch that holds one is not released any more.
   *
   * @param actor who ends the application
   * @throws NotNow when a bank file with a payment of it was released
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void cancel(ApplicationRef ref, String actor) {
    applications.lockedStatus(ref);
    for (var payment : rows.lockByApplication(ref.value())) {
      if (payment.state() != PaymentState.CANCELLED) {
        payment.cancel();
        applications.note(
            ref, "PAYMENT_CANCELLED", actor, "instalment %d".formatted(payment.instalment()));
      }
    }
    rows.flush();
  }

  /** Whether a payment of the application went to the bank. */
  @Transactional(readOnly = true)
  public boolean wasReleased(ApplicationRef ref) {
    return rows.findByApplication(ref.value()).stream().anyMatch(PaymentInstruction::wasReleased);
  }

  /** The payments in these states, newest first. */
  @Transactional(readOnly = true)
  public List<PaymentView> list(Set<PaymentState> states, int limit) {
    return views(rows.findByStateInOrderByOrderedAtDesc(states, Limit.of(limit)));
  }

  /** The payments that no batch holds, newest first. */
  @Transactional(readOnly = true)
  public List<WaitingPayment> waiting(int limit) {
    return list(Set.of(PaymentState.ORDERED), limit).stream()
        .map(
            payment ->
                new WaitingPayment(
                    payment,
                    applications.get(payment.application()).status().ended(),
                    suspended(payment.application()),
                    applications.holdOf(payment.application()).isPresent()))
        .toList();
  }

  private boolean suspended(ApplicationRef ref) {
    return withholdings.stream().anyMatch(withholding -> withholding.suspends(ref));
  }

  /** The payments of an application, in their order. */
  @Transactional(readOnly = true)
  public List<PaymentView> of(ApplicationRef ref) {
    return views(rows.findByApplicationOrderByInstalment(ref.value()));
  }

  private List<PaymentView> views(List<PaymentInstruction> found) {
    var batches = batchesOf(found.stream().map(PaymentInstruction::endToEndId).toList());
    return found.stream().map(p -> p.view(batches.get(p.endToEndId()))).toList();
  }

  /** The amount that the bank paid to an applicant last. */
  @Transactional(readOnly = true)
  public Optional<Cents> lastBooked(ApplicationRef ref) {
    return rows.findFirstByApplicationAndStateOrderByInstalmentDesc(
            ref.value(), PaymentState.BOOKED)
        .map(PaymentInstruction::amount);
  }

  private Map<String, String> batchesOf(Collection<String> payments) {
    var batches = new HashMap<String, String>();
    if (!payments.isEmpty()) {
      jdbc.sql(
              "select payment, batch from payment_batch_line"
                  + " where batch_state <> 'REJECTED' and payment in (:payments)")
          .param("payments", payments)
          .query(
              row -> {
                batches.put(row.getString("payment"), row.getString("batch"));
              });
    }
    return batches;
  }
}
