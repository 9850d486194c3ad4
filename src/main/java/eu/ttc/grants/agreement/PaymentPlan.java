package eu.ttc.grants.agreement;

import com.fasterxml.jackson.annotation.JsonProperty;
import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How a grant is paid: something at once, then what is earned, and the rest with the final report.
 *
 * @param advancePercent part of the grant that is paid before anything was spent
 * @param capBeforeFinalPercent most of the grant that is paid before the final report, the advance
 *     included
 * @param grant the whole grant, as the plan in force has it
 */
public record PaymentPlan(
    BigDecimal advancePercent,
    BigDecimal capBeforeFinalPercent,
    @JsonProperty("grantCents") Cents grant) {

  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  public PaymentPlan {
    if (advancePercent.signum() < 0
        || advancePercent.compareTo(capBeforeFinalPercent) > 0
        || capBeforeFinalPercent.compareTo(WHOLE) > 0) {
      throw new IllegalArgumentException(
          "An advance of %s %% cannot go before a limit of %s %%."
              .formatted(advancePercent, capBeforeFinalPercent));
    }
  }

  /** What is paid at once, rounded down to the cent. */
  public Cents advance() {
    return part(advancePercent);
  }

  /** The most that is paid before the final payment, rounded down to the cent. */
  public Cents capBeforeFinal() {
    return part(capBeforeFinalPercent);
  }

  private Cents part(BigDecimal percent) {
    return Cents.of(
        BigDecimal.valueOf(grant.value())
            .multiply(percent)
            .divide(WHOLE, 0, RoundingMode.DOWN)
            .longValueExact());
  }
}
