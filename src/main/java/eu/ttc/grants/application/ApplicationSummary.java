package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;

/** One line in a list of applications. */
public record ApplicationSummary(
    ApplicationRef reference,
    ApplicationStatus status,
    String enterpriseName,
    String projectTitle,
    Instant changedAt) {}
