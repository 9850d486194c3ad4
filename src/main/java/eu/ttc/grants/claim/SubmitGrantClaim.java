package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A claim of a grant of the fund, handed in by its lead.
 *
 * @param kind ADVANCE, INTERIM or FINAL; absent when nothing was chosen
 * @param report what was done since the last claim; why the advance is needed; or the final report
 * @param results what came out of the work; with the final claim only
 * @param costs may be empty for the final claim, and when parked costs wait
 */
public record SubmitGrantClaim(
    ApplicationRef application,
    String applicantUsername,
    @Nullable ClaimKind kind,
    String report,
    String results,
    List<GrantCost> costs) {

  public SubmitGrantClaim {
    costs = List.copyOf(costs);
  }
}
