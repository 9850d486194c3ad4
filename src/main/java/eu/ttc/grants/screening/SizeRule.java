package eu.ttc.grants.screening;

import eu.ttc.grants.application.Dossier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The size test of Recommendation 2003/361/EC, Annex, Art. 2, 3 and 6: partner enterprises count
 * with their share, linked enterprises in full; the headcount must hold, and one of the two
 * amounts.
 */
final class SizeRule {

  private static final int WHOLE = 100;

  private final List<SizeLimits> ceilings;
  private final int partnerFromPercent;
  private final int linkedAbovePercent;

  SizeRule(List<SizeLimits> ceilings, int partnerFromPercent, int linkedAbovePercent) {
    this.ceilings = ceilings.stream().sorted(Comparator.comparing(SizeLimits::category)).toList();
    this.partnerFromPercent = partnerFromPercent;
    this.linkedAbovePercent = linkedAbovePercent;
  }

  /** What the enterprise and each of its holdings count for. */
  List<GroupPart> parts(String name, GroupFigures own, List<Dossier.Holding> holdings) {
    var parts = new ArrayList<GroupPart>();
    parts.add(new GroupPart(name, null, WHOLE, own));
    holdings.forEach(holding -> parts.add(part(holding)));
    return parts;
  }

  /** The enterprise's own figures with what its holdings add. */
  GroupFigures group(GroupFigures own, List<Dossier.Holding> holdings) {
    return parts("", own, holdings).stream()
        .map(GroupPart::counted)
        .reduce(GroupFigures::plus)
        .orElse(own);
  }

  /** The smallest class whose limits the group keeps. */
  SmeCategory category(GroupFigures group) {
    return ceilings.stream()
        .filter(ceiling -> ceiling.hold(group))
        .map(SizeLimits::category)
        .findFirst()
        .orElse(SmeCategory.LARGE);
  }

  /** The limits of a class; of the largest class of SMEs when it is none. */
  SizeLimits limits(SmeCategory category) {
    return ceilings.stream()
        .filter(ceiling -> ceiling.category() == category)
        .findFirst()
        .orElse(ceilings.getLast());
  }

  /** Whether this holding makes the two enterprises one (Art. 3(3)): it counts in full. */
  boolean isLinked(Dossier.Holding holding) {
    return holding.percentage() > linkedAbovePercent;
  }

  private GroupPart part(Dossier.Holding holding) {
    var figures =
        GroupFigures.of(holding.headcount(), holding.turnoverCents(), holding.balanceTotalCents());
    if (isLinked(holding)) {
      return new GroupPart(holding.name(), holding.percentage(), WHOLE, figures);
    }
    var counted = holding.percentage() >= partnerFromPercent ? holding.percentage() : 0;
    return new GroupPart(holding.name(), holding.percentage(), counted, figures.percent(counted));
  }
}
