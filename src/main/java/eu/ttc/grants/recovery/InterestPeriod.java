package eu.ttc.grants.recovery;

import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A row of the computation sheet: simple interest on what was open, actual days of 365, rounded
 * half up to the cent.
 *
 * @param from the first day with interest
 * @param to the last day with interest
 * @param ratePercent a year
 */
public record InterestPeriod(
    LocalDate from, LocalDate to, Cents principal, BigDecimal ratePercent, Cents interest) {

  private static final BigDecimal PERCENT_DAYS_OF_A_YEAR = BigDecimal.valueOf(100 * 365);

  static InterestPeriod of(LocalDate from, LocalDate to, Cents principal, BigDecimal ratePercent) {
    var days = BigDecimal.valueOf(days(from, to));
    var interest =
        BigDecimal.valueOf(principal.value())
            .multiply(ratePercent)
            .multiply(days)
            .divide(PERCENT_DAYS_OF_A_YEAR, 0, RoundingMode.HALF_UP);
    return new InterestPeriod(
        from, to, principal, ratePercent, Cents.of(interest.longValueExact()));
  }

  /** How many days it has. */
  public long days() {
    return days(from, to);
  }

  private static long days(LocalDate from, LocalDate to) {
    return ChronoUnit.DAYS.between(from, to) + 1;
  }
}
