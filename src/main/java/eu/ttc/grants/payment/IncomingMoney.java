package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.payment.ExpectedMoney.Answer;
import eu.ttc.grants.payment.ExpectedMoney.Awaited;
import eu.ttc.grants.payment.ExpectedMoney.Received;
import eu.ttc.grants.payment.Movement.Verdict;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Money that came in and is no payment of ours, handed to whoever expects it. The same movement
 * counts once, whether a statement tells it, an advice, or both: it is known by the bank's own
 * reference. Without one only the statement counts, and an advice is noted.
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
    return switch (take(key, item.told(), item.amount(), item.bookedOn(), by)) {
      case TAKEN -> Verdict.of(EntryOutcome.RECEIVED);
      case KNOWN -> Verdict.of(EntryOutcome.NOTED);
      case NOT_EXPECTED -> Verdict.queued(EntryProblem.MONEY_IN);
    };
  }

  /** Takes an entry of which two persons said whose money it is. */
  Answer take(BankEntryView entry, String reference, BigDecimal amount, LocalDate day, String by) {
    return take(key(entry.message(), entry.position()), reference, amount, day, by);
  }

  private Answer take(String key, String told, BigDecimal amount, LocalDate day, String by) {
    var money = new Received(key, told, Cents.of(amount.movePointRight(2).longValueExact()), day);
    return expected.stream()
        .map(whoever -> whoever.take(money, by))
        .filter(answer -> answer != Answer.NOT_EXPECTED)
        .findFirst()
        .orElse(Answer.NOT_EXPECTED);
  }

  private static String key(long message, int position) {
    return "bank/%d/%d".formatted(message, position);
  }
}
