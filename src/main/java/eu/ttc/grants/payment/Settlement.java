package eu.ttc.grants.payment;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.engine.EngineMessages;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the bank did, made good in payment, ledger, history and lifecycle together. Application and
 * payment are locked by the caller, in whose transaction all of it happens.
 */
@Component
class Settlement {

  private static final String NO_REASON = "NONE";

  private final Applications applications;
  private final Budget budget;
  private final EngineMessages engine;
  private final PaymentEvents events;
  private final Remedies remedies;

  Settlement(
      Applications applications,
      Budget budget,
      EngineMessages engine,
      PaymentEvents events,
      Remedies remedies) {
    this.applications = applications;
    this.budget = budget;
    this.engine = engine;
    this.events = events;
    this.remedies = remedies;
  }

  /** Whether part of it was recovered since: less is paid for its application than it was. */
  boolean recoveredBefore(PaymentInstruction payment) {
    return payment.amount().exceeds(budget.paid(payment.application()));
  }

  /** A status that settles nothing: it is shown, and at most makes a payment accepted. */
  void note(PaymentInstruction payment, String status, boolean accepted, String source, String by) {
    payment.note(status, PayeeCheck.of(status).orElse(null));
    if (accepted) {
      payment.accept();
    }
    events.record(payment, "BANK_STATUS", status, source, by);
  }

  /** The bank booked it: it is paid. */
  void book(PaymentInstruction payment, LocalDate day, String source, String by) {
    var ref = payment.application();
    payment.book(day);
    budget.pay(ref, payment.instalment(), payment.attempt(), payment.amount(), by);
    applications.note(ref, "PAYMENT_BOOKED", by, "%s on %s".formatted(payment.amount(), day));
    events.record(payment, "BOOKED", null, source, by);
    engine.publish("payment-booked", ref, payment.messageKey(), Map.of());
  }

  /** The bank did not execute it, or took it back before it was booked: committed again. */
  void reject(PaymentInstruction payment, @Nullable String code, String source, String by) {
    var ref = payment.application();
    payment.reject(code);
    budget.reject(ref, payment.instalment(), payment.attempt(), payment.amount(), reason(code), by);
    applications.note(ref, "PAYMENT_REJECTED", by, code);
    events.record(payment, "REJECTED", code, source, by);
    remedies.decideByRule(payment, code);
    engine.publish("payment-failed", ref, payment.messageKey() + "/failure", Map.of());
  }

  /** The money came back after it was booked: committed again, and the lifecycle goes back. */
  void giveBack(
      PaymentInstruction payment, LocalDate day, @Nullable String code, String source, String by) {
    var ref = payment.application();
    payment.giveBack(day, code);
    budget.returned(
        ref, payment.instalment(), payment.attempt(), payment.amount(), reason(code), by);
    applications.note(ref, "PAYMENT_RETURNED", by, code);
    events.record(payment, "RETURNED", code, source, by);
    remedies.decideByRule(payment, code);
    engine.publish(
        "payment-returned",
        ref,
        ref.value() + "/payment/returned",
        Map.of("claimNumber", payment.claimNumber()));
  }

  /** As the ledger keeps it: a code, which people read in their language. */
  private static String reason(@Nullable String code) {
    return code == null ? NO_REASON : code;
  }
}
