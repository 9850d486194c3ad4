package eu.ttc.grants.evaluation;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.UUID;

/**
 * A conflict of interest came to light after an expert was given the application.
 *
 * @param reason what it is, for staff only
 * @param officer who says so
 */
public record VoidScores(
    ApplicationRef application, UUID evaluation, String reason, String officer) {}
