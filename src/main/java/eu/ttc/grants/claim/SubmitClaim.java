package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;
import java.util.UUID;

/**
 * An applicant's claim.
 *
 * @param report what was done and what came out of it
 * @param documentIds evidence, uploaded before as documents of the application
 */
public record SubmitClaim(
    ApplicationRef application, String applicantUsername, String report, List<UUID> documentIds) {

  public SubmitClaim {
    documentIds = List.copyOf(documentIds);
  }
}
