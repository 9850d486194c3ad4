package eu.ttc.grants.stateaid;

import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Arithmetic with rates in per cent of an amount. */
final class Percent {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Percent() {}

  /** The part of an amount, rounded down to the cent. */
  static Cents of(BigDecimal percent, Cents amount) {
    return Cents.of(
        BigDecimal.valueOf(amount.value())
            .multiply(percent)
            .divide(HUNDRED, 0, RoundingMode.FLOOR)
            .longValueExact());
  }

  /** Which part of the whole this is, to two decimals: for people to read, not to reckon with. */
  static BigDecimal share(Cents part, Cents whole) {
    return whole.equals(Cents.ZERO)
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(part.value())
            .multiply(HUNDRED)
            .divide(BigDecimal.valueOf(whole.value()), 2, RoundingMode.HALF_UP);
  }

  /** Whether a part is more than this percentage of the whole, exactly. */
  static boolean exceeds(Cents part, int percent, Cents whole) {
    return BigDecimal.valueOf(part.value())
            .multiply(HUNDRED)
            .compareTo(BigDecimal.valueOf(whole.value()).multiply(BigDecimal.valueOf(percent)))
        > 0;
  }

  /** The same rate without zeros that say nothing, so that equal rates are equal. */
  static BigDecimal plain(BigDecimal percent) {
    var stripped = percent.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Whether this can be a rate: between nothing and everything, to two decimals. */
  static boolean isRate(BigDecimal percent) {
    return percent.signum() >= 0
        && percent.compareTo(HUNDRED) <= 0
        && percent.stripTrailingZeros().scale() <= 2;
  }
}
