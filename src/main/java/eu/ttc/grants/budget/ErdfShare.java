package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Which part of a budget line the ERDF pays. A sum is rounded half to even, never its single
 * amounts, so that nothing drifts apart however many there are ({@code domain.md} § 8).
 *
 * @param value between 0 and 1
 */
record ErdfShare(BigDecimal value) {

  ErdfShare {
    if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("a share is between 0 and 1, not " + value);
    }
  }

  /** The ERDF's part of a sum. */
  Cents of(Cents sum) {
    return Cents.of(
        BigDecimal.valueOf(sum.value())
            .multiply(value)
            .setScale(0, RoundingMode.HALF_EVEN)
            .longValueExact());
  }
}
