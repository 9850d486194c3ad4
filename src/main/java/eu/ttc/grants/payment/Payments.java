package eu.ttc.grants.payment;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.kernel.Unknown;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Limit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Orders payments, the first time and again after a failure, and lists them. */
@Service
public class Payments {

  private static final int LONGEST_REASON = 500;

  private final InstructionRows rows;
  private final Grounds grounds;
  private final Withholdings withholdings;
  private final Applications applications;
  private final BankAccounts accounts;
  private final Remedies remedies;
  private final PaymentEvents events;
  private final EngineMessages engine;
  private final Steps steps;
  private final JdbcClient jdbc;
  private final Clock clock;

  Payments(
      InstructionRows rows,
      Grounds grounds,
      Withholdings withholdings,
      Applications applications,
      BankAccounts accounts,
      Remedies remedies,
      PaymentEvents events,
      EngineMessages engine,
      Steps steps,
      JdbcClient jdbc,
      Clock clock) {
    this.rows = rows;
    this.grounds = grounds;
    this.withholdings = withholdings;
    this.applications = applications;
    this.accounts = accounts;
    this.remedies = remedies;
    this.events = events;
    this.engine = engine;
    this.steps = steps;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Orders the payment of an accepted claim; one live payment per claim, whoever asks how often.
   * After a payment that the bank rejected or sent back another attempt is ordered as soon as it is
   * decided how: to the same account, or to the one that was approved meanwhile. Nothing reaches
   * the bank before a batch with it is released.
   *
   * @throws PaymentNotPossible when something is missing without which nothing is ever paid
   *     (promise 4), or the account cannot be one of the enterprise
   */
  @Transactional
  public PaymentOrder order(ApplicationRef ref, int claimNumber, StepKey step) {
    return steps.once(
        step,
        PaymentOrder.class,
        () -> {
          var status = applications.lockedStatus(ref);
          var last =
              rows.findFirstByApplicationAndClaimNumberOrderByAttemptDesc(ref.value(), claimNumber);
          if (last.isEmpty()) {
            grounds.require(ref, status, claimNumber, false);
            return first(ref, claimNumber);
          }
          var failed = last.get();
          if (!failed.state().failed()) {
            return PaymentOrder.of(failed, PaymentOrder.Outcome.ORDERED);
          }
          grounds.require(ref, status, claimNumber, true);
          return again(failed);
        });
  }

  private PaymentOrder first(ApplicationRef ref, int claimNumber) {
    int instalment = rows.lastInstalment(ref.value()) + 1;
    if (ref.scheme() == Scheme.VOUCHER && instalment > 1) {
      throw new PaymentNotPossible(
          ref,
          "a voucher is paid in one sum, and that was ordered before",
          "compare the claims; cancel this instance of the payout");
    }
    var amount = withholdings.afterSetOff(ref, instalment, grounds.payable(ref, claimNumber));
    var account = applications.get(ref).dossier().bankAccount();
    return order(
        ref, instalment, 1, claimNumber, amount, account == null ? null : PayeeAccount.of(account));
  }

  private PaymentOrder again(PaymentInstruction failed) {
    var remedy = remedies.of(failed.endToEndId());
    if (remedy.isEmpty()) {
      return PaymentOrder.of(failed, PaymentOrder.Outcome.UNDECIDED);
    }
    var account =
        switch (remedy.get()) {
          case SAME_ACCOUNT -> Optional.of(failed.account());
          case NEW_ACCOUNT -> accounts.approvedFor(failed.endToEndId());
        };
    return account.isEmpty()
        ? PaymentOrder.of(failed, PaymentOrder.Outcome.NEEDS_ACCOUNT)
        : order(
            failed.application(),
            failed.instalment(),
            failed.attempt() + 1,
            failed.claimNumber(),
            failed.amount(),
            account.get());
  }

  private PaymentOrder order(
      ApplicationRef ref,
      int instalment,
      int attempt,
      int claimNumber,
      Cents amount,
      @Nullable PayeeAccount account) {
    var enterprise = applications.get(ref).dossier().enterprise();
    var instruction =
        rows.saveAndFlush(
            new PaymentInstruction(
                ref,
                instalment,
                attempt,
                claimNumber,
                amount,
                enterprise,
                account,
                clock.instant()));
    for (var person : grounds.involved(ref)) {
      jdbc.sql("insert into payment_involved_person (payment, username) values (:payment, :person)")
          .param("payment", instruction.endToEndId())
          .param("person", person)
          .update();
    }
    events.record(instruction, "ORDERED", Applications.SYSTEM);
    applications.note(
        ref,
        "PAYMENT_ORDERED",
        Applications.SYSTEM,
        "%s, instalment %s".formatted(amount, instruction.number()));
    return PaymentOrder.of(instruction, PaymentOrder.Outcome.ORDERED);
  }

  /**
   * A finance officer says how a failed payment is paid all the same, where the bank's reason does
   * not say it; deciding the same again changes nothing.
   *
   * @throws eu.ttc.grants.kernel.Unknown when there is no such payment
   * @throws NotNow when it did not fail, another remedy was decided, or the officer had a part in
   *     the case
   */
  @Transactional
  public void decideRemedy(String endToEndId, Remedy remedy, String reason, String officer) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw InvalidInput.of(
          "reason", "size", "the reason must have 1 to %d characters".formatted(LONGEST_REASON));
    }
    var ref =
        rows.findById(endToEndId)
            .map(PaymentInstruction::application)
            .orElseThrow(() -> new Unknown("payment", endToEndId));
    applications.lockedStatus(ref);
    var failed = rows.lockByEndToEndIds(List.of(endToEndId)).getFirst();
    if (!failed.state().failed()) {
      throw new NotNow(
          "Payment %s is %s; only one that the bank rejected or sent back is ordered again."
              .formatted(endToEndId, failed.state()));
    }
    if (grounds.involved(ref).contains(officer)) {
      throw new NotNow(
          "You took part in %s (as applicant, evaluator, decider or verifier); another finance officer must decide."
              .formatted(ref));
    }
    var decided = remedies.of(endToEndId);
    if (decided.isPresent() && decided.get() != remedy) {
      throw new NotNow(
          "It is decided already how payment %s is paid: %s.".formatted(endToEndId, decided.get()));
    }
    if (decided.isEmpty()) {
      remedies.decide(failed, remedy, reason.strip(), officer);
      events.record(failed, "REMEDY_DECIDED", remedy.name(), reason.strip(), officer);
      applications.note(ref, "PAYMENT_REMEDY_DECIDED", officer, null);
      engine.publish("payment-remedy-decided", ref, failed.messageKey() + "/remedy", Map.of());
    }
  }

  /**
   * Everything about one payment.
   *
   * @throws Unknown when there is none
   */
  @Transactional(readOnly = true)
  public PaymentFile get(String endToEndId) {
    var payment = rows.findById(endToEndId).orElseThrow(() -> new Unknown("payment", endToEndId));
    var remedy = remedies.of(endToEndId).orElse(null);
    var next =
        rows.findByApplicationOrderByInstalmentAscAttemptAsc(payment.application().value()).stream()
            .filter(other -> other.instalment() == payment.instalment())
            .filter(other -> other.attempt() == payment.attempt() + 1)
            .map(PaymentInstruction::endToEndId)
            .findFirst()
            .orElse(null);
    return new PaymentFile(views(List.of(payment)).getFirst(), events.of(endToEndId), remedy, next);
  }

  /** Failed payments of which nobody said yet how they are paid all the same, oldest first. */
  @Transactional(readOnly = true)
  public List<PaymentView> undecided() {
    return views(
        rows.undecided().stream()
            .filter(
                payment ->
                    grounds.dealtWith(
                        payment.application(), applications.get(payment.application()).status()))
            .toList());
  }

  /**
   * Gives up the payments of an application that ends, so that they can never be paid; within the
   * running transaction. A prepared batch that holds one is not released any more. Instalments of a
   * grant that are paid stay paid.
   *
   * @param actor who ends the application
   * @throws NotNow when a bank file with a payment of it was released, and of a grant that the bank
   *     has not answered yet
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void cancel(ApplicationRef ref, String actor) {
    applications.lockedStatus(ref);
    for (var payment : rows.lockByApplication(ref.value())) {
      if (payment.state() != PaymentState.CANCELLED
          && !payment.state().failed()
          && !staysPaid(payment)) {
        payment.cancel();
        events.record(payment, "CANCELLED", actor);
        applications.note(
            ref, "PAYMENT_CANCELLED", actor, "instalment %d".formatted(payment.instalment()));
      }
    }
    rows.flush();
  }

  /**
   * Whether money of the application is paid, or may be any moment, so that it cannot be ended: an
   * instalment of a grant that is paid keeps nobody from that.
   */
  @Transactional(readOnly = true)
  public boolean wasReleased(ApplicationRef ref) {
    return rows.findByApplication(ref.value()).stream()
        .anyMatch(payment -> payment.wasReleased() && !staysPaid(payment));
  }

  private static boolean staysPaid(PaymentInstruction payment) {
    return payment.application().scheme() == Scheme.INNOVATION_FUND
        && payment.state() == PaymentState.BOOKED;
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
                    grounds.over(payment.application(), payment.claimNumber()),
                    withholdings.suspend(payment.application()),
                    applications.holdOf(payment.application()).isPresent()))
        .toList();
  }

  /** The payments of an application, in their order. */
  @Transactional(readOnly = true)
  public List<PaymentView> of(ApplicationRef ref) {
    return views(rows.findByApplicationOrderByInstalmentAscAttemptAsc(ref.value()));
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
