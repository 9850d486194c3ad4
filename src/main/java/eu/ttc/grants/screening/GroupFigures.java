package eu.ttc.grants.screening;

import java.math.BigDecimal;

/**
 * Figures of an enterprise together with its partner and linked enterprises. Pro-rata parts are
 * exact, so these have decimals.
 *
 * @param headcount annual work units
 */
public record GroupFigures(
    BigDecimal headcount, BigDecimal turnoverCents, BigDecimal balanceTotalCents) {

  static GroupFigures of(long headcount, long turnoverCents, long balanceTotalCents) {
    return new GroupFigures(
        BigDecimal.valueOf(headcount),
        BigDecimal.valueOf(turnoverCents),
        BigDecimal.valueOf(balanceTotalCents));
  }

  GroupFigures plus(GroupFigures other) {
    return new GroupFigures(
        headcount.add(other.headcount),
        turnoverCents.add(other.turnoverCents),
        balanceTotalCents.add(other.balanceTotalCents));
  }

  GroupFigures percent(int percentage) {
    var share = BigDecimal.valueOf(percentage, 2);
    return new GroupFigures(
        headcount.multiply(share),
        turnoverCents.multiply(share),
        balanceTotalCents.multiply(share));
  }
}
