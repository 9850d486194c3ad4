package eu.ttc.grants.recovery;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A rate of default interest and the days for which it holds.
 *
 * @param to the last day; open while no other rate is known
 * @param base per cent a year, as published
 * @param points added to it
 */
public record InterestRate(
    LocalDate from, @Nullable LocalDate to, BigDecimal base, BigDecimal points) {

  /** Per cent a year. */
  public BigDecimal yearly() {
    return base.add(points);
  }

  boolean holdsOn(LocalDate day) {
    return !day.isBefore(from) && (to == null || !day.isAfter(to));
  }
}
