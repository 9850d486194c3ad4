package eu.ttc.grants.recovery;

import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Default interest: one row for each rate that held while the principal was open. */
final class InterestRule {

  private InterestRule() {}

  /**
   * The rows for a principal that stayed the same.
   *
   * @param freeUntil the last day without interest: the due date, or what is charged already
   * @param until the last day with interest
   * @throws IllegalStateException when no rate is known for one of the days
   */
  static List<InterestPeriod> rows(
      Cents principal, LocalDate freeUntil, LocalDate until, List<InterestRate> rates) {
    var rows = new ArrayList<InterestPeriod>();
    var from = freeUntil.plusDays(1);
    while (principal.value() > 0 && !from.isAfter(until)) {
      var rate = rate(from, rates);
      var to = rate.to() == null || rate.to().isAfter(until) ? until : rate.to();
      rows.add(InterestPeriod.of(from, to, principal, rate.yearly()));
      from = to.plusDays(1);
    }
    return List.copyOf(rows);
  }

  private static InterestRate rate(LocalDate day, List<InterestRate> rates) {
    return rates.stream()
        .filter(rate -> rate.holdsOn(day))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No rate of interest is known for %s. Add it to repayment_interest_rate and try again."
                        .formatted(day)));
  }
}
