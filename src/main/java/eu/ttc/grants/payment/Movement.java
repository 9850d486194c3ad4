package eu.ttc.grants.payment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a movement on the account does to a payment. Only a statement books one; money that comes
 * back counts from whichever file tells it first; the same movement in another file, or in an
 * advice and a statement, counts once.
 */
final class Movement {

  private Movement() {}

  /** What to do with an entry. */
  record Verdict(EntryOutcome outcome, @Nullable EntryProblem problem) {

    static Verdict of(EntryOutcome outcome) {
      return new Verdict(outcome, null);
    }

    static Verdict queued(EntryProblem problem) {
      return new Verdict(EntryOutcome.QUEUED, problem);
    }
  }

  /**
   * An entry of the same payment that was taken before.
   *
   * @param settling whether it changed the payment
   */
  record Known(
      BankMessageKind kind, boolean debit, @Nullable String entryReference, boolean settling) {}

  /**
   * Decides on one movement.
   *
   * @param payment the one with its reference, if there is one
   * @param known what was taken before for that payment
   */
  static Verdict decide(
      BankMessageKind kind,
      StatementFile.Item item,
      @Nullable PaymentInstruction payment,
      List<Known> known) {
    if (payment == null) {
      return Verdict.queued(unmatched(item));
    }
    if (item.unclear()) {
      return Verdict.queued(EntryProblem.AMOUNTS_UNCLEAR);
    }
    if (!item.inEuro()) {
      return Verdict.queued(EntryProblem.OTHER_CURRENCY);
    }
    if (item.amount().compareTo(payment.amount().inEuros()) != 0) {
      return Verdict.queued(EntryProblem.AMOUNT_DIFFERS);
    }
    if (!isOfAccount(item, payment.iban())) {
      return Verdict.queued(EntryProblem.ACCOUNT_DIFFERS);
    }
    if (!payment.wasSent()) {
      return Verdict.queued(EntryProblem.NOT_RELEASED);
    }
    if (!item.booked()) {
      return Verdict.of(EntryOutcome.NOTED);
    }
    return item.debit() ? debit(kind, item, payment, known) : credit(kind, item, payment, known);
  }

  private static EntryProblem unmatched(StatementFile.Item item) {
    if (!item.debit()) {
      return EntryProblem.MONEY_IN;
    }
    if (!item.booked()) {
      return EntryProblem.NOT_BOOKED;
    }
    return item.endToEndId() == null ? EntryProblem.NO_REFERENCE : EntryProblem.UNKNOWN_REFERENCE;
  }

  /** Of money that comes back some banks do not repeat where it had gone. */
  private static boolean isOfAccount(StatementFile.Item item, String iban) {
    return iban.equals(item.counterpartyIban()) || !item.debit() && item.counterpartyIban() == null;
  }

  private static Verdict debit(
      BankMessageKind kind,
      StatementFile.Item item,
      PaymentInstruction payment,
      List<Known> known) {
    return switch (payment.state()) {
      case RELEASED, ACCEPTED ->
          Verdict.of(kind == BankMessageKind.STATEMENT ? EntryOutcome.BOOKED : EntryOutcome.NOTED);
      case BOOKED, RETURNED -> knownOr(EntryProblem.BOOKED_BEFORE, kind, item, known);
      case REJECTED ->
          cameBack(known) && (isNew(kind, true, known) || isSame(kind, item, known))
              ? Verdict.of(EntryOutcome.NOTED)
              : Verdict.queued(EntryProblem.REJECTED_BEFORE);
      case ORDERED, BATCHED, CANCELLED -> Verdict.queued(EntryProblem.NOT_RELEASED);
    };
  }

  private static Verdict credit(
      BankMessageKind kind,
      StatementFile.Item item,
      PaymentInstruction payment,
      List<Known> known) {
    return switch (payment.state()) {
      case RELEASED, ACCEPTED -> Verdict.of(EntryOutcome.REJECTED);
      case BOOKED -> Verdict.of(EntryOutcome.RETURNED);
      case RETURNED -> knownOr(EntryProblem.RETURNED_BEFORE, kind, item, known);
      case REJECTED -> knownOr(EntryProblem.REJECTED_BEFORE, kind, item, known);
      case ORDERED, BATCHED, CANCELLED -> Verdict.queued(EntryProblem.NOT_RELEASED);
    };
  }

  private static Verdict knownOr(
      EntryProblem problem, BankMessageKind kind, StatementFile.Item item, List<Known> known) {
    return isSame(kind, item, known) ? Verdict.of(EntryOutcome.NOTED) : Verdict.queued(problem);
  }

  /**
   * Whether the movement was told before: under the bank's own reference, or, when the bank gives
   * none, once in the other kind of file.
   */
  private static boolean isSame(BankMessageKind kind, StatementFile.Item item, List<Known> known) {
    var alike = known.stream().filter(before -> before.debit() == item.debit()).toList();
    var reference = item.entryReference();
    if (reference != null
        && alike.stream().anyMatch(before -> reference.equals(before.entryReference()))) {
      return true;
    }
    return isNew(kind, item.debit(), known)
        && alike.stream().anyMatch(before -> reference == null || before.entryReference() == null);
  }

  private static boolean isNew(BankMessageKind kind, boolean debit, List<Known> known) {
    return known.stream().noneMatch(before -> before.kind() == kind && before.debit() == debit);
  }

  private static boolean cameBack(List<Known> known) {
    return known.stream().anyMatch(before -> before.settling() && !before.debit());
  }
}
