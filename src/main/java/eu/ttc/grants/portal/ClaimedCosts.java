package eu.ttc.grants.portal;

import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.ClaimView;
import eu.ttc.grants.claim.CostCategory;
import eu.ttc.grants.claim.CostLineView;
import eu.ttc.grants.kernel.Cents;
import java.util.List;
import java.util.stream.Stream;

/**
 * A claim with its cost lines.
 *
 * @param agreed the most that is paid, whatever the lines come to
 */
public record ClaimedCosts(ClaimView claim, List<CostLineView> lines, Cents agreed) {

  public ClaimedCosts {
    lines = List.copyOf(lines);
  }

  /** Whether costs were listed; else the agreed sum was claimed as it is. */
  public boolean listsCosts() {
    return lines.stream().anyMatch(line -> line.category() != CostCategory.LUMP_SUM);
  }

  public boolean isAccepted() {
    return claim.state() == ClaimState.ACCEPTED;
  }

  /** What the lines come to. */
  public Cents claimedTotal() {
    return sum(lines.stream().map(CostLineView::claimed));
  }

  /** What the lines are accepted for; nothing before the claim is accepted. */
  public Cents acceptedTotal() {
    return sum(lines.stream().flatMap(line -> line.accepted().stream()));
  }

  private static Cents sum(Stream<Cents> amounts) {
    return amounts.reduce(Cents.ZERO, Cents::plus);
  }
}
