package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What finance officers make of entries that settled nothing: one matches an entry to a payment, or
 * to money that is expected, and another one confirms it, or one closes it with a reason. Amount
 * and currency must fit; what is decided by a person is only whose money it is.
 */
@Service
public class EntrySolutions {

  private static final int LONGEST_REASON = 500;
  private static final String BOOKED = "BOOK";

  private final BankEntries entries;
  private final InstructionRows payments;
  private final LockedPayments locked;
  private final Grounds grounds;
  private final Settlement settlement;
  private final IncomingMoney incoming;
  private final JdbcClient jdbc;
  private final Clock clock;

  EntrySolutions(
      BankEntries entries,
      InstructionRows payments,
      LockedPayments locked,
      Grounds grounds,
      Settlement settlement,
      IncomingMoney incoming,
      JdbcClient jdbc,
      Clock clock) {
    this.entries = entries;
    this.payments = payments;
    this.locked = locked;
    this.grounds = grounds;
    this.settlement = settlement;
    this.incoming = incoming;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * One entry.
   *
   * @throws Unknown when there is none
   */
  @Transactional(readOnly = true)
  public BankEntryView get(long message, int position) {
    return entries
        .find(message, position)
        .orElseThrow(() -> new Unknown("bank entry", "%d/%d".formatted(message, position)));
  }

  /**
   * Proposes to settle a payment by an entry, or to take it as money that is expected; nothing is
   * booked before another officer confirms.
   *
   * @param payment end-to-end id, or reference of what is expected
   * @throws InvalidInput when reason or payment are impossible
   * @throws NotNow when the entry does not wait, or cannot be a movement of this payment
   */
  @Transactional
  public BankEntryView match(
      long message, int position, String payment, String reason, String officer) {
    requireReason(reason);
    var entry = waiting(message, position);
    var reference = payment.strip();
    var found = locked.withReferences(List.of(reference)).stream().findFirst();
    if (found.isPresent()) {
      requireMatch(entry, found.get(), officer);
    } else if (incoming.expects(reference)) {
      requireExpected(entry);
    } else {
      throw InvalidInput.of(
          "payment", "unknown", "is no reference of one of our payments, or of expected money");
    }
    insert(
        entry,
        EntrySolution.State.PROPOSED,
        found.map(PaymentInstruction::endToEndId).orElse(null),
        found.isPresent() ? null : reference,
        reason,
        officer);
    return get(message, position);
  }

  /**
   * Confirms a proposed match: the payment is settled by the entry, as if the bank had named it.
   *
   * @throws NotNow when nothing is proposed, this person proposed it or had a part in the case, or
   *     the payment changed meanwhile
   */
  @Transactional
  public BankEntryView confirm(long message, int position, String officer) {
    var entry = locked(message, position);
    var proposed = entry.solution();
    if (proposed != null
        && proposed.state() == EntrySolution.State.MATCHED
        && officer.equals(proposed.decidedBy())) {
      return entry;
    }
    var solution = requireProposed(entry);
    if (officer.equals(solution.proposedBy())) {
      throw new NotNow(
          "You proposed this match; another finance officer must confirm entry %d of message %d."
              .formatted(position, message));
    }
    decide(entry, EntrySolution.State.MATCHED, officer);
    if (solution.expected() != null) {
      receive(entry, solution.expected(), officer);
    } else {
      var reference = Objects.requireNonNull(solution.payment());
      var payment = this.locked.withReferences(List.of(reference)).getFirst();
      requireMatch(entry, payment, officer);
      settle(entry, payment, officer);
      payments.flush();
    }
    return get(message, position);
  }

  /** Does not confirm a proposed match; the entry waits again. Who proposed it may do so too. */
  @Transactional
  public BankEntryView dismiss(long message, int position, String officer) {
    var entry = locked(message, position);
    requireProposed(entry);
    decide(entry, EntrySolution.State.DISMISSED, officer);
    return get(message, position);
  }

  /**
   * Closes an entry that concerns no payment, or was cleared up with the bank; nothing is booked.
   *
   * @param reason how it was cleared up
   */
  @Transactional
  public BankEntryView close(long message, int position, String reason, String officer) {
    requireReason(reason);
    var entry = waiting(message, position);
    insert(entry, EntrySolution.State.CLOSED, null, null, reason, officer);
    return get(message, position);
  }

  private void settle(BankEntryView entry, PaymentInstruction payment, String officer) {
    var source = "entry %d of message %d".formatted(entry.position(), entry.message());
    var day = Objects.requireNonNull(entry.bookedOn());
    if ("DEBIT".equals(entry.direction())) {
      settlement.book(payment, day, source, officer);
    } else if (payment.state() == PaymentState.BOOKED) {
      settlement.giveBack(payment, day, entry.bankReason(), source, officer);
    } else {
      settlement.reject(payment, entry.bankReason(), source, officer);
    }
  }

  private void receive(BankEntryView entry, String reference, String officer) {
    requireExpected(entry);
    var amount = Objects.requireNonNull(entry.amount());
    var day = Objects.requireNonNull(entry.bookedOn());
    if (incoming.take(entry, reference, amount, day, officer) != ExpectedMoney.Answer.TAKEN) {
      throw new NotNow(
          "Nothing is expected under %s any more; dismiss the match of entry %d of message %d."
              .formatted(reference, entry.position(), entry.message()));
    }
  }

  private static void requireExpected(BankEntryView entry) {
    var problem = entry.problem();
    if (problem != EntryProblem.MONEY_IN && problem != EntryProblem.RECOVERED_BEFORE
        || !BOOKED.equals(entry.bankStatus())
        || entry.kind() != BankMessageKind.STATEMENT
        || !"EUR".equals(entry.currency())) {
      throw new NotNow(
          "Only money in euros that a statement shows as booked can be taken for expected money;"
              + " wait for the statement.");
    }
  }

  private void requireMatch(BankEntryView entry, PaymentInstruction payment, String officer) {
    var problem = entry.problem();
    if (problem == null || !problem.canBeMatched() || entry.level() != null) {
      throw new NotNow(
          "Entry %d of message %d cannot be matched by hand (%s); clear it up with the bank and close it."
              .formatted(entry.position(), entry.message(), problem));
    }
    var debit = "DEBIT".equals(entry.direction());
    if (!BOOKED.equals(entry.bankStatus()) || debit && entry.kind() != BankMessageKind.STATEMENT) {
      throw new NotNow(
          "Only a movement that is booked on a statement is proof of a payment; wait for the"
              + " statement.");
    }
    var amount = Objects.requireNonNull(entry.amount());
    if (!"EUR".equals(entry.currency()) || amount.compareTo(payment.amount().inEuros()) != 0) {
      throw InvalidInput.of(
          "payment",
          "amount",
          "has another amount (%s) than this movement (%s %s)"
              .formatted(payment.amount(), amount, entry.currency()));
    }
    if (!debit && payment.state() == PaymentState.BOOKED && settlement.recoveredBefore(payment)) {
      throw new NotNow(
          "Part of payment %s was recovered before it came back; match this movement to the repayment of %s."
              .formatted(payment.endToEndId(), payment.application()));
    }
    var fits = payment.state().atTheBank() || !debit && payment.state() == PaymentState.BOOKED;
    if (!fits) {
      throw new NotNow(
          "Payment %s is %s; this movement cannot settle it."
              .formatted(payment.endToEndId(), payment.state()));
    }
    if (grounds.involved(payment.application()).contains(officer)) {
      throw new NotNow(
          "You took part in %s (as applicant, evaluator, decider or verifier); another finance officer must match its payments."
              .formatted(payment.application()));
    }
  }

  /** What is awaited and can be matched to an entry by hand. */
  @Transactional(readOnly = true)
  public List<ExpectedMoney.Awaited> awaited(BankEntryView entry, int limit) {
    var payment = entry.payment();
    if (entry.problem() != EntryProblem.RECOVERED_BEFORE || payment == null) {
      return incoming.awaited(limit);
    }
    return payments
        .findById(payment)
        .map(PaymentInstruction::application)
        .map(incoming::awaitedOf)
        .orElse(List.of());
  }

  private BankEntryView waiting(long message, int position) {
    var entry = locked(message, position);
    if (!entry.waits()
        || entry.solution() != null && entry.solution().state() == EntrySolution.State.PROPOSED) {
      throw new NotNow(
          "Entry %d of message %d does not wait: it is settled, closed, or waits for the confirmation of a match."
              .formatted(position, message));
    }
    return entry;
  }

  /** The lock is on the entry, which itself never changes. */
  private BankEntryView locked(long message, int position) {
    jdbc.sql(
            "select 1 from bank_entry where message = :message and position = :position for update")
        .param("message", message)
        .param("position", position)
        .query(Integer.class)
        .optional();
    return get(message, position);
  }

  private static EntrySolution requireProposed(BankEntryView entry) {
    var solution = entry.solution();
    if (solution == null || solution.state() != EntrySolution.State.PROPOSED) {
      throw new NotNow(
          "No match of entry %d of message %d waits for a confirmation."
              .formatted(entry.position(), entry.message()));
    }
    return solution;
  }

  private static void requireReason(String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw InvalidInput.of(
          "reason", "size", "the reason must have 1 to %d characters".formatted(LONGEST_REASON));
    }
  }

  private void insert(
      BankEntryView entry,
      EntrySolution.State state,
      @Nullable String payment,
      @Nullable String expected,
      String reason,
      String officer) {
    jdbc.sql(
            """
            insert into bank_entry_solution
              (message, position, number, state, payment, expected, reason, proposed_by, proposed_at)
            values (:message, :position,
              1 + (select count(*) from bank_entry_solution
                   where message = :message and position = :position),
              :state, :payment, :expected, :reason, :officer, :now)
            """)
        .param("message", entry.message())
        .param("position", entry.position())
        .param("state", state.name())
        .param("payment", payment)
        .param("expected", expected)
        .param("reason", reason.strip())
        .param("officer", officer)
        .param("now", now())
        .update();
  }

  private void decide(BankEntryView entry, EntrySolution.State state, String officer) {
    jdbc.sql(
            """
            update bank_entry_solution set state = :state, decided_by = :officer, decided_at = :now
            where message = :message and position = :position and state = 'PROPOSED'
            """)
        .param("state", state.name())
        .param("officer", officer)
        .param("now", now())
        .param("message", entry.message())
        .param("position", entry.position())
        .update();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
