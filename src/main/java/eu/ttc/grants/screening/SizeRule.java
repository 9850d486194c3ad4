package eu.ttc.grants.screening;

import eu.ttc.grants.application.Dossier;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;

/**
 * The size test of Recommendation 2003/361/EC, Annex, Art. 2, 3 and 6: partner enterprises count
 * with their share, linked enterprises in full; the headcount must hold, and one of the two
 * amounts.
 */
final class SizeRule {

  /** Limits of one size class. */
  record Ceiling(
      SmeCategory category, int headcountBelow, long turnoverUpToCents, long balanceUpToCents) {

    boolean holds(GroupFigures group) {
      return group.headcount().compareTo(BigDecimal.valueOf(headcountBelow)) < 0
          && (group.turnoverCents().compareTo(BigDecimal.valueOf(turnoverUpToCents)) <= 0
              || group.balanceTotalCents().compareTo(BigDecimal.valueOf(balanceUpToCents)) <= 0);
    }
  }

  private final List<Ceiling> ceilings;
  private final int partnerFromPercent;
  private final int linkedAbovePercent;

  SizeRule(List<Ceiling> ceilings, int partnerFromPercent, int linkedAbovePercent) {
    this.ceilings = ceilings.stream().sorted(Comparator.comparing(Ceiling::category)).toList();
    this.partnerFromPercent = partnerFromPercent;
    this.linkedAbovePercent = linkedAbovePercent;
  }

  /** The enterprise's own figures with what its holdings add. */
  GroupFigures group(GroupFigures own, List<Dossier.Holding> holdings) {
    var sum = own;
    for (var holding : holdings) {
      sum = sum.plus(added(holding));
    }
    return sum;
  }

  /** The smallest class whose limits the group keeps. */
  SmeCategory category(GroupFigures group) {
    return ceilings.stream()
        .filter(ceiling -> ceiling.holds(group))
        .map(Ceiling::category)
        .findFirst()
        .orElse(SmeCategory.LARGE);
  }

  private GroupFigures added(Dossier.Holding holding) {
    var figures =
        GroupFigures.of(holding.headcount(), holding.turnoverCents(), holding.balanceTotalCents());
    if (holding.percentage() > linkedAbovePercent) {
      return figures;
    }
    return figures.percent(holding.percentage() >= partnerFromPercent ? holding.percentage() : 0);
  }
}
