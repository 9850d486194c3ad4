package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.payment.ExpectedMoney.Answer;
import eu.ttc.grants.payment.ExpectedMoney.Awaited;
import eu.ttc.grants.payment.ExpectedMoney.Received;
import eu.ttc.grants.payment.ExpectedMoney.Spent;
import eu.ttc.grants.payment.Movement.Verdict;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Movements that are none of our payments, handed to whoever expects them. The same movement counts
 * once, whether a statement tells it, an advice, or both: it is known by the bank's own reference.
 * Without one only the statement counts, and an advice is noted.
 */
@Component
class IncomingMoney {

  private static final Set<String> NO_REFERENCES = Set.of("NONREF", "NOTPROVIDED");

  private final List<ExpectedMoney> expected;

  IncomingMoney(List<ExpectedMoney> expected) {
    this.expected = expected;
  }

  /** Whether somebody expects money with these words. */
  boolean expects(String told) {
    return expected.stream().anyMatch(whoever -> whoever.expects(told));
  }

  /** What is awaited. */
  List<Awaited> awaited(int limit) {
    return expected.stream()
        .flatMap(whoever -> whoever.awaited(limit).stream())
        .limit(limit)
        .toList();
  }

  /** What is or was awaited of an application. */
  List<Awaited> awaitedOf(ApplicationRef application) {
    return expected.stream().flatMap(whoever -> whoever.awaitedOf(application).stream()).toList();
  }

  /**
   * Takes a credit of the bank's message, if it is expected and certain.
   *
   * @param alike how many movements with the same reference and amount came before it in its file
   */
  Verdict take(
      BankMessageKind kind,
      long message,
      int position,
      StatementFile.Item item,
      long alike,
      String by) {
    if (!item.inEuro() || item.unclear() || item.amount().signum() <= 0 || !expects(item.told())) {
      return Verdict.queued(EntryProblem.MONEY_IN);
    }
    var reference =
        Optional.ofNullable(item.entryReference()).filter(given -> !NO_REFERENCES.contains(given));
    if (!item.booked() || reference.isEmpty() && kind == BankMessageKind.NOTIFICATION) {
      return Verdict.of(EntryOutcome.NOTED);
    }
    var key =
        reference
            .map(
                given ->
                    "bank/%s/%s/%s/%d".formatted(given, item.bookedOn(), item.amount(), alike + 1))
            .orElseGet(() -> key(message, position));
    var answer = take(key, item.told(), item.amount(), item.bookedOn(), by);
    return answer == Answer.NOT_EXPECTED
        ? Verdict.queued(EntryProblem.MONEY_IN)
        : verdict(answer, EntryOutcome.RECEIVED);
  }

  /** Whether something that is no payment was sent to the bank under this reference. */
  boolean sent(@Nullable String reference) {
    return reference != null && expected.stream().anyMatch(whoever -> whoever.sent(reference));
  }

  /** Takes a debit that is no payment but was sent by somebody else here; only statements book. */
  Verdict spend(BankMessageKind kind, StatementFile.Item item, String by) {
    var reference = Objects.requireNonNull(item.endToEndId());
    if (item.unclear()) {
      return Verdict.queued(EntryProblem.AMOUNTS_UNCLEAR);
    }
    if (!item.inEuro()) {
      return Verdict.queued(EntryProblem.OTHER_CURRENCY);
    }
    if (!item.booked() || kind != BankMessageKind.STATEMENT) {
      return Verdict.of(EntryOutcome.NOTED);
    }
    var money =
        new Spent(reference, cents(item.amount()), item.counterpartyIban(), item.bookedOn());
    return verdict(first(whoever -> whoever.spend(money, by)), EntryOutcome.SENT_BACK);
  }

  /** Takes a line of a report about a file that holds no payment of ours. */
  Verdict report(StatusReportFile.Line line, String reference, String by) {
    if (!line.status().equals(StatusLine.REJECTED)) {
      return StatusLine.decide(line.status(), List.of());
    }
    return verdict(
        first(whoever -> whoever.reject(reference, line.reason(), by)), EntryOutcome.REJECTED);
  }

  private static Verdict verdict(Answer answer, EntryOutcome taken) {
    return switch (answer) {
      case TAKEN -> Verdict.of(taken);
      case KNOWN -> Verdict.of(EntryOutcome.NOTED);
      case NOT_EXPECTED -> Verdict.queued(EntryProblem.UNKNOWN_REFERENCE);
      case ANOTHER_AMOUNT -> Verdict.queued(EntryProblem.AMOUNT_DIFFERS);
      case ANOTHER_ACCOUNT -> Verdict.queued(EntryProblem.ACCOUNT_DIFFERS);
      case NOT_RELEASED -> Verdict.queued(EntryProblem.NOT_RELEASED);
    };
  }

  private Answer first(Function<ExpectedMoney, Answer> asked) {
    return expected.stream()
        .map(asked)
        .filter(answer -> answer != Answer.NOT_EXPECTED)
        .findFirst()
        .orElse(Answer.NOT_EXPECTED);
  }

  private static Cents cents(BigDecimal euros) {
    return Cents.of(euros.movePointRight(2).longValueExact());
  }

  /** Takes an entry of which two persons said whose money it is. */
  Answer take(BankEntryView entry, String reference, BigDecimal amount, LocalDate day, String by) {
    return take(key(entry.message(), entry.position()), reference, amount, day, by);
  }

  private Answer take(String key, String told, BigDecimal amount, LocalDate day, String by) {
    var money = new Received(key, told, cents(amount), day);
    return first(whoever -> whoever.take(money, by));
  }

  private static String key(long message, int position) {
    return "bank/%d/%d".formatted(message, position);
  }
}
