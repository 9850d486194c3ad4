package eu.ttc.grants.agreement;

import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * In which steps a grant is paid ({@code domain.md} § 6).
 *
 * @param advancePercent of the grant, paid before any cost is verified
 * @param capBeforeFinalPercent of the grant, the most that is paid before the final claim
 */
public record PaymentPlan(
    BigDecimal advancePercent, BigDecimal capBeforeFinalPercent, Cents grant) {

  /** The advance, rounded down to the cent. */
  public Cents advance() {
    return part(advancePercent);
  }

  /** The most that is paid before the final claim, rounded down to the cent. */
  public Cents capBeforeFinal() {
    return part(capBeforeFinalPercent);
  }

  private Cents part(BigDecimal percent) {
    return Cents.of(
        BigDecimal.valueOf(grant.value())
            .multiply(percent)
            .movePointLeft(2)
            .setScale(0, RoundingMode.DOWN)
            .longValueExact());
  }
}
