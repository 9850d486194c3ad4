package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.Cents;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What an officer looks at.
 *
 * @param lines costs of this claim and those that earlier ones parked
 * @param reportsOverdue numbers of progress reports that keep an interim claim from being accepted
 */
public record ClaimToVerify(
    ClaimView claim, List<Line> lines, List<Integer> reportsOverdue, Instant payBy) {

  /** One cost, with what a machine noticed. */
  public record Line(GrantCostView cost, String partnerName, Set<CostCheck> checks) {}

  /** What is claimed and waits for a verdict. */
  public Cents total() {
    return lines.stream().map(line -> line.cost().cost().amount()).reduce(Cents.ZERO, Cents::plus);
  }
}
