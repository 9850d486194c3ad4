package eu.ttc.grants.accounting;

import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import java.util.List;

/**
 * Whether ledger, payments, bank and engine agreed at the end of a day.
 *
 * @param ended whether the day is over; until then it is told as far as it has come
 */
public record DayReport(
    LocalDate day, boolean ended, List<LineFigures> lines, List<Difference> differences) {

  public DayReport {
    lines = List.copyOf(lines);
    differences = List.copyOf(differences);
  }

  /** Whether nothing differs. */
  public boolean agrees() {
    return differences.isEmpty();
  }

  /** In one line, in English. */
  public String summary() {
    var figures =
        "%s in payment, %s paid, %d processes wait"
            .formatted(Cents.of(inPaymentCents()), Cents.of(paidCents()), waiting());
    return agrees()
        ? "%s: ledger, payments, bank and engine agree: %s.".formatted(day, figures)
        : "%s: ledger, payments, bank and engine disagree in %d %s; by the ledger %s."
            .formatted(
                day, differences.size(), differences.size() == 1 ? "place" : "places", figures);
  }

  /** In payment on all lines, by the ledger. */
  public long inPaymentCents() {
    return lines.stream().mapToLong(LineFigures::ledgerInPaymentCents).sum();
  }

  /** Paid on all lines, by the ledger. */
  public long paidCents() {
    return lines.stream().mapToLong(LineFigures::ledgerPaidCents).sum();
  }

  /** Process instances that wait for a payment. */
  public int waiting() {
    return lines.stream().mapToInt(LineFigures::waiting).sum();
  }
}
