package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;
import java.util.UUID;

/**
 * An applicant's claim.
 *
 * @param report what was done and what came out of it
 * @param documentIds evidence, uploaded before as documents of the application
 * @param lines what the money was spent on; none claims the agreed sum as a lump sum
 */
public record SubmitClaim(
    ApplicationRef application,
    String applicantUsername,
    String report,
    List<UUID> documentIds,
    List<CostLine> lines) {

  public SubmitClaim {
    documentIds = List.copyOf(documentIds);
    lines = List.copyOf(lines);
  }

  /** A claim of the agreed sum. */
  public SubmitClaim(
      ApplicationRef application, String applicantUsername, String report, List<UUID> documentIds) {
    this(application, applicantUsername, report, documentIds, List.of());
  }
}
