package eu.ttc.grants.stateaid;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.ReasonCode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the decision tables say about one partner's costs of one category.
 *
 * @param intensity null when the costs may not be supported
 */
public record AidAnswer(
    int partner, AidCategory category, Basis basis, @Nullable Intensity intensity) {

  /**
   * Result of decision {@code aid-basis}.
   *
   * @param rule number of the row, such as B8
   * @param source where the rule stands
   */
  public record Basis(
      String rule, AidBasis basis, @Nullable ReasonCode reasonCode, String source) {}

  /**
   * Result of decision {@code aid-intensity}; all rates in per cent of the costs.
   *
   * @param ground of the bonus; null when there is none
   * @param cap most that the bonuses may lead to
   * @param maximum most that all aid for these costs together may be
   */
  public record Intensity(
      BigDecimal base,
      BigDecimal sizeBonus,
      BigDecimal bonus,
      @Nullable BonusGround ground,
      BigDecimal cap,
      BigDecimal maximum,
      String source) {}
}
