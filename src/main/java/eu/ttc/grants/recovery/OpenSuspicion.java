package eu.ttc.grants.recovery;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;

/**
 * A suspicion as a programme manager opens it.
 *
 * @param amount what may have been paid wrongly, or would be
 * @param reason what is suspected and on what grounds; the applicant reads it
 */
public record OpenSuspicion(
    ApplicationRef application, SuspicionKind kind, Cents amount, String reason, String manager) {}
