package eu.ttc.grants.evaluation;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;

/**
 * How far experts lie apart on one criterion, or with their totals.
 *
 * @param halfPoints between the highest and the lowest
 * @param tooFar whether the limit is reached
 * @param acrossThreshold whether some are above the threshold and some below
 */
public record Spread(int halfPoints, boolean tooFar, boolean acrossThreshold) {

  static Spread of(Collection<Integer> given, int limit, int threshold) {
    if (given.isEmpty()) {
      return new Spread(0, false, false);
    }
    int highest = Collections.max(given);
    int lowest = Collections.min(given);
    return new Spread(
        highest - lowest, highest - lowest >= limit, lowest < threshold && highest >= threshold);
  }

  /** The spread in points. */
  public BigDecimal points() {
    return BigDecimal.valueOf(halfPoints).divide(BigDecimal.valueOf(2));
  }

  /** Whether the experts must meet because of it. */
  public boolean matters() {
    return tooFar || acrossThreshold;
  }
}
