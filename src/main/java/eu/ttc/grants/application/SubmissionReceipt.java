package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import java.time.Instant;
import java.util.List;

/**
 * Confirms that an application was received.
 *
 * @param submittedAt the moment that counts
 * @param dossierSha256 fingerprint of the frozen dossier
 * @param missing what a complete application would also hold; empty when it is complete
 */
public record SubmissionReceipt(
    ApplicationRef reference,
    Instant submittedAt,
    String dossierSha256,
    List<FieldProblem> missing) {}
