package eu.ttc.grants.recovery;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.payment.BankFile;
import eu.ttc.grants.payment.ExpectedMoney.Answer;
import eu.ttc.grants.payment.SingleTransfers;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends back what was paid back too much: ordered by one finance officer, released by another who
 * had no part in the case, booked by the bank's statement; or kept, for a reason. It is the payer's
 * money and never was in the ledger.
 */
@Service
public class Refunds {

  private static final int LONGEST_REASON = 500;

  private final RefundRows rows;
  private final RepaymentAccounts accounts;
  private final RecoveryRows recoveries;
  private final SingleTransfers transfers;
  private final Applications applications;
  private final Accounts people;
  private final Clock clock;

  Refunds(
      RefundRows rows,
      RepaymentAccounts accounts,
      RecoveryRows recoveries,
      SingleTransfers transfers,
      Applications applications,
      Accounts people,
      Clock clock) {
    this.rows = rows;
    this.accounts = accounts;
    this.recoveries = recoveries;
    this.transfers = transfers;
    this.applications = applications;
    this.people = people;
    this.clock = clock;
  }

  /** The account that an officer names, and why this one. */
  public record OrderRefund(
      ApplicationRef application,
      int number,
      @Nullable String iban,
      @Nullable String bic,
      @Nullable String holder,
      String reason,
      String officer) {}

  /** The refunds of a repayment, oldest first. */
  @Transactional(readOnly = true)
  public List<RefundView> of(ApplicationRef ref, int number) {
    return rows.of(ref, number);
  }

  /**
   * Orders to send back all that is left over. An account to which nothing was paid before cools
   * down first.
   *
   * @throws InvalidInput when account or reason do not do
   * @throws NotNow when nothing is left over, something is still owed, or it is under way already
   */
  @Transactional
  public RefundView order(OrderRefund command) {
    var ref = command.application();
    var account = locked(ref, command.number(), command.officer());
    requireLeftOver(account);
    if (!account.settled()) {
      throw new NotNow(
          "Of repayment %s something is still open; what comes in is for that first."
              .formatted(account.reference()));
    }
    var payee = transfers.payee(ref, command.iban(), command.bic(), command.holder());
    requireReason(command.reason());
    rows.add(
        account,
        rows.of(ref, command.number()).size() + 1,
        account.leftOver(),
        payee,
        command.reason().strip(),
        command.officer(),
        clock.instant());
    applications.note(
        ref, "REPAYMENT_REFUND_ORDERED", command.officer(), account.leftOver().toString());
    return last(ref, command.number());
  }

  /**
   * Releases a refund and writes its bank file; releasing it again answers the same.
   *
   * @throws Unknown when there is none
   * @throws NotNow when it does not wait for that, its account still cools down, or this person
   *     ordered it or had a part in the case
   */
  @Transactional
  public RefundView release(ApplicationRef ref, int number, int attempt, String officer) {
    locked(ref, number, officer);
    var refund = require(ref, number, attempt);
    if (refund.state() == RefundState.RELEASED && officer.equals(refund.releasedBy())) {
      return refund;
    }
    requireOrdered(refund);
    if (officer.equals(refund.orderedBy())) {
      throw new NotNow(
          "You ordered refund %s; another finance officer releases it."
              .formatted(refund.reference()));
    }
    if (transfers.involved(ref).contains(officer)) {
      throw new NotNow(
          "You took part in %s (as applicant, evaluator, decider or verifier); another finance officer releases its refunds."
              .formatted(ref));
    }
    var now = clock.instant();
    if (now.isBefore(refund.notBefore())) {
      throw new NotNow(
          "Nothing was paid to this account before; refund %s can be released from %s on."
              .formatted(
                  refund.reference(),
                  Applications.inProgramme(refund.notBefore().truncatedTo(ChronoUnit.MINUTES))));
    }
    var written =
        transfers.write(
            refund.reference(),
            refund.amount(),
            rows.payee(refund.reference()),
            "Repayment %s-R%d, paid too much".formatted(ref, number));
    rows.release(refund.reference(), officer, now, written);
    applications.note(ref, "REPAYMENT_REFUND_RELEASED", officer, "bank file " + refund.reference());
    return require(ref, number, attempt);
  }

  /** Gives up a refund before its release. */
  @Transactional
  public RefundView cancel(
      ApplicationRef ref, int number, int attempt, String reason, String officer) {
    locked(ref, number, officer);
    requireReason(reason);
    var refund = require(ref, number, attempt);
    requireOrdered(refund);
    rows.end(
        refund.reference(), RefundState.CANCELLED, null, reason.strip(), officer, clock.instant());
    applications.note(ref, "REPAYMENT_REFUND_CANCELLED", officer, reason.strip());
    return require(ref, number, attempt);
  }

  /**
   * Closes what is left over without sending it back.
   *
   * @param reason what became of the money
   * @throws NotNow when nothing is left over, or it is under way to the payer
   */
  @Transactional
  public void keep(ApplicationRef ref, int number, String reason, String officer) {
    var account = locked(ref, number, officer);
    requireReason(reason);
    requireLeftOver(account);
    accounts.post(
        ref,
        number,
        PostingKind.KEEP,
        account.leftOver(),
        accounts.today(),
        "kept/" + clock.instant(),
        reason.strip(),
        officer);
    applications.note(ref, "REPAYMENT_REFUND_WAIVED", officer, reason.strip());
  }

  /**
   * The bank file of a released refund.
   *
   * @throws NotNow when it was not released
   */
  @Transactional(readOnly = true)
  public BankFile file(ApplicationRef ref, int number, int attempt) {
    var refund = require(ref, number, attempt);
    return rows.file(refund.reference())
        .orElseThrow(
            () ->
                new NotNow(
                    "Refund %s is %s; it has no bank file before its release."
                        .formatted(refund.reference(), refund.state())));
  }

  /** Whether a refund of this reference was ever ordered. */
  boolean sent(String reference) {
    return rows.find(reference).isPresent();
  }

  /** A statement shows that a refund was paid; within the transaction that takes it. */
  @Transactional(propagation = Propagation.MANDATORY)
  Answer booked(
      String reference, Cents amount, @Nullable String iban, LocalDate day, String officer) {
    var found = locked(reference);
    if (found.isEmpty()) {
      return Answer.NOT_EXPECTED;
    }
    var refund = found.get();
    if (!amount.equals(refund.amount())) {
      return Answer.ANOTHER_AMOUNT;
    }
    if (iban != null && !refund.iban().equals(iban)) {
      return Answer.ANOTHER_ACCOUNT;
    }
    return switch (refund.state()) {
      case BOOKED -> Answer.KNOWN;
      case ORDERED, FAILED, CANCELLED -> Answer.NOT_RELEASED;
      case RELEASED -> {
        var ref = refund.application();
        rows.end(reference, RefundState.BOOKED, day, null, officer, clock.instant());
        accounts.post(
            ref, refund.number(), PostingKind.SEND_BACK, amount, day, reference, null, officer);
        applications.note(ref, "REPAYMENT_REFUNDED", officer, "%s on %s".formatted(amount, day));
        yield Answer.TAKEN;
      }
    };
  }

  /** The bank did not execute a refund; within the transaction that takes its report. */
  @Transactional(propagation = Propagation.MANDATORY)
  Answer rejected(String reference, @Nullable String code, String officer) {
    var found = locked(reference);
    if (found.isEmpty()) {
      return Answer.NOT_EXPECTED;
    }
    var refund = found.get();
    return switch (refund.state()) {
      case FAILED -> Answer.KNOWN;
      case ORDERED, BOOKED, CANCELLED -> Answer.NOT_RELEASED;
      case RELEASED -> {
        var told = code == null ? "NONE" : code;
        rows.end(reference, RefundState.FAILED, null, told, officer, clock.instant());
        applications.note(refund.application(), "REPAYMENT_REFUND_FAILED", officer, told);
        yield Answer.TAKEN;
      }
    };
  }

  /** A refund as it stands once its application is locked. */
  private Optional<RefundView> locked(String reference) {
    return rows.find(reference)
        .flatMap(
            refund -> {
              applications.lockedDespiteHold(refund.application());
              return rows.find(reference);
            });
  }

  private RepaymentAccounts.Account locked(ApplicationRef ref, int number, String officer) {
    if (!people.hasRole(officer, Role.FINANCE_OFFICER)) {
      throw new NotNow("Only a finance officer sends money back.");
    }
    applications.lockedStatus(ref);
    return recoveries
        .findByApplicationAndNumber(ref.value(), number)
        .filter(recovery -> recovery.settlement() != null)
        .map(recovery -> accounts.get(ref, number))
        .orElseThrow(() -> new Unknown("repayment of " + ref, number));
  }

  private void requireLeftOver(RepaymentAccounts.Account account) {
    var underWay =
        rows.of(account.application(), account.number()).stream()
            .anyMatch(refund -> refund.state().live());
    if (underWay) {
      throw new NotNow(
          "What was paid too much for %s is on its way back already."
              .formatted(account.reference()));
    }
    if (account.leftOver().value() == 0) {
      throw new NotNow("Nothing was paid too much for %s.".formatted(account.reference()));
    }
  }

  private static void requireOrdered(RefundView refund) {
    if (refund.state() != RefundState.ORDERED) {
      throw new NotNow(
          "Refund %s is %s; it does not wait for its release."
              .formatted(refund.reference(), refund.state()));
    }
  }

  private static void requireReason(String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw InvalidInput.of(
          "reason", "size", "the reason must have 1 to %d characters".formatted(LONGEST_REASON));
    }
  }

  private RefundView require(ApplicationRef ref, int number, int attempt) {
    return rows.of(ref, number).stream()
        .filter(refund -> refund.attempt() == attempt)
        .findFirst()
        .orElseThrow(() -> new Unknown("refund of %s-R%d".formatted(ref, number), attempt));
  }

  private RefundView last(ApplicationRef ref, int number) {
    return rows.of(ref, number).getLast();
  }
}
