package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.Cents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One cost of a grant with what was found about it.
 *
 * @param findings oldest first: several when it was parked, none while nobody has judged it
 */
public record GrantCostView(CostId id, GrantCost cost, List<Finding> findings) {

  public GrantCostView {
    findings = List.copyOf(findings);
  }

  /**
   * What was found once.
   *
   * @param judgedIn number of the claim with which it was looked at
   * @param by username of the officer; for staff only
   */
  public record Finding(
      int judgedIn,
      CostVerdict.Kind verdict,
      Cents accepted,
      @Nullable ReasonKind kind,
      @Nullable String reason,
      String by,
      Instant at) {}

  /** What stands now; empty while nobody has judged it. */
  public Optional<Finding> latest() {
    return findings.isEmpty() ? Optional.empty() : Optional.of(findings.getLast());
  }

  /** Whether it waits for a later claim. */
  public boolean parked() {
    return latest().filter(one -> one.verdict() == CostVerdict.Kind.PARKED).isPresent();
  }

  /** What counts of it so far. */
  public Cents accepted() {
    return latest().map(Finding::accepted).orElse(Cents.ZERO);
  }

  /** What was found when this claim was verified; empty when it was not looked at then. */
  public Optional<Finding> foundIn(int claim) {
    return findings.stream().filter(one -> one.judgedIn() == claim).findFirst();
  }
}
