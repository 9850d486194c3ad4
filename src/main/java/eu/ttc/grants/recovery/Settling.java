package eu.ttc.grants.recovery;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.NotNow;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What makes an open amount smaller: money that comes in, a payment that is cut, a waiver. Ends the
 * recovery when nothing is open. Always within a transaction that has locked the application.
 */
@Component
class Settling {

  private final RecoveryRows rows;
  private final RepaymentAccounts accounts;
  private final RecoveryRules rules;
  private final Budget budget;
  private final Applications applications;
  private final EngineMessages engine;
  private final JdbcClient jdbc;
  private final Clock clock;

  Settling(
      RecoveryRows rows,
      RepaymentAccounts accounts,
      RecoveryRules rules,
      Budget budget,
      Applications applications,
      EngineMessages engine,
      JdbcClient jdbc,
      Clock clock) {
    this.rows = rows;
    this.accounts = accounts;
    this.rules = rules;
    this.budget = budget;
    this.applications = applications;
    this.engine = engine;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Books money that came in: first on interest until the day of the booking, then on what was
   * ordered, as far as it is paid; what is left over is to be sent back.
   *
   * @return false when it was booked before; then nothing is done
   */
  boolean receive(
      ApplicationRef ref,
      int number,
      String key,
      Cents amount,
      LocalDate bookedOn,
      String officer) {
    if (accounts.posted(ref, number, key)) {
      return false;
    }
    accounts.charge(ref, number, bookedOn, key, officer);
    var account = accounts.get(ref, number);
    var interest = amount.min(account.interestOpen());
    var principal = amount.minus(interest).min(account.open()).min(budget.paid(ref));
    var rest = amount.minus(interest).minus(principal);
    var reason = "%s of %s".formatted(account.reference(), bookedOn);
    accounts.post(
        ref, number, PostingKind.RECEIVE_INTEREST, interest, bookedOn, key, null, officer);
    accounts.post(ref, number, PostingKind.RECEIVE, principal, bookedOn, key, null, officer);
    accounts.post(ref, number, PostingKind.OVERPAY, rest, bookedOn, key, null, officer);
    if (principal.value() > 0) {
      budget.recover(ref, "repayment/%d/%s".formatted(number, key), principal, reason, officer);
    }
    applications.note(ref, "REPAYMENT_RECEIVED", officer, "%s on %s".formatted(amount, bookedOn));
    endIfNothingIsOpen(require(ref, number), officer);
    return true;
  }

  /**
   * Cuts a payment that is about to be ordered, once per instalment; tells by how much. Of another
   * application only what was already paid is set off: the rest is cut from its own payments.
   *
   * @param paying the application whose payment is cut
   * @param payable what is left of the payment; at least a cent of it is paid
   */
  Cents setOff(Recovery recovery, ApplicationRef paying, int instalment, Cents payable) {
    var owed = recovery.application();
    int number = recovery.number();
    var own = owed.equals(paying);
    if (!own) {
      applications.lockedStatus(owed);
    }
    var account = accounts.get(owed, number);
    var open = own ? account.open() : account.open().min(budget.paid(owed));
    var cut = open.min(payable.minus(Cents.of(1)));
    if (cut.value() == 0) {
      return cut;
    }
    var key = RepaymentAccounts.keyOf(paying, instalment);
    accounts.post(
        owed, number, PostingKind.OFFSET, cut, accounts.today(), key, null, Applications.SYSTEM);
    budget.setOff(
        paying,
        "offset/%s/%d".formatted(account.reference(), instalment),
        cut,
        "%s is set off".formatted(account.reference()),
        Applications.SYSTEM);
    var told = "%s, instalment %d of %s".formatted(cut, instalment, paying);
    applications.note(paying, "REPAYMENT_SET_OFF", Applications.SYSTEM, told);
    if (!own) {
      applications.note(owed, "REPAYMENT_SET_OFF", Applications.SYSTEM, told);
    }
    endIfNothingIsOpen(recovery, Applications.SYSTEM);
    return cut;
  }

  /** Settles what was never paid and never will be, for its application is over. */
  void notPaid(Recovery recovery, Cents neverPaid, String manager) {
    var ref = recovery.application();
    int number = recovery.number();
    var cut = accounts.get(ref, number).open().min(neverPaid);
    accounts.post(
        ref,
        number,
        PostingKind.OFFSET,
        cut,
        accounts.today(),
        "not-paid",
        "never paid, and the application is over",
        manager);
    endIfNothingIsOpen(recovery, manager);
  }

  /**
   * Waives what is open, interest until today included.
   *
   * @throws NotNow when nothing is open, or it is no trifle
   */
  void waive(Recovery recovery, String manager, String reason) {
    var ref = recovery.application();
    int number = recovery.number();
    if (recovery.state() != RecoveryState.ORDERED && recovery.state() != RecoveryState.OFFSET) {
      throw new NotNow(
          "Recovery %d of %s is %s; there is nothing to waive."
              .formatted(number, ref, recovery.state()));
    }
    var today = accounts.today();
    var open = accounts.get(ref, number).open();
    var ruleset = rules.on(today);
    var weight = ruleset.weigh(open);
    if (!weight.waivable()) {
      throw new NotNow(
          "The Fund's part of what is open is %s; up to %s can be waived."
              .formatted(weight.fundShare(), ruleset.waivableUpTo()));
    }
    accounts.charge(ref, number, today, "waiver", manager);
    var interest = accounts.get(ref, number).interestOpen();
    jdbc.sql(
            """
            insert into repayment_waiver (application, number, open_cents, interest_cents,
              fund_share_cents, reason, ordered_by, decided_by, decided_at)
            values (:ref, :number, :open, :interest, :share, :reason, :orderedBy, :decidedBy, :at)
            """)
        .param("ref", ref.value())
        .param("number", number)
        .param("open", open.value())
        .param("interest", interest.value())
        .param("share", weight.fundShare().value())
        .param("reason", reason)
        .param("orderedBy", Optional.ofNullable(recovery.foundBy()).orElseThrow())
        .param("decidedBy", manager)
        .param("at", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    accounts.post(ref, number, PostingKind.WAIVE, open, today, "waiver", reason, manager);
    accounts.post(
        ref, number, PostingKind.WAIVE_INTEREST, interest, today, "waiver", reason, manager);
    recovery.end(RecoveryState.WAIVED, clock.instant());
    ended(recovery, "REPAYMENT_WAIVED", manager, reason);
  }

  private void endIfNothingIsOpen(Recovery recovery, String actor) {
    if (!recovery.state().ended()
        && accounts.get(recovery.application(), recovery.number()).settled()) {
      recovery.end(RecoveryState.SETTLED, clock.instant());
      ended(recovery, "REPAYMENT_SETTLED", actor, null);
    }
  }

  private void ended(Recovery recovery, String event, String actor, @Nullable String reason) {
    var ref = recovery.application();
    applications.note(ref, event, actor, reason);
    engine.publish(
        "repayment-settled", ref, Recoveries.key(ref, recovery.number()) + "/settlement", Map.of());
  }

  private Recovery require(ApplicationRef ref, int number) {
    return rows.findByApplicationAndNumber(ref.value(), number)
        .orElseThrow(
            () -> new IllegalStateException("%s has no recovery %d".formatted(ref, number)));
  }
}
