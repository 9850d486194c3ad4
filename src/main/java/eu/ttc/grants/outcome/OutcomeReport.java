package eu.ttc.grants.outcome;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One report of results.
 *
 * @param number 1 after the payment, 2 a year later
 * @param indicators absent while nothing was reported
 */
public record OutcomeReport(
    int number,
    OutcomeState state,
    Instant askedAt,
    @Nullable Instant reportedAt,
    @Nullable ReportOutcome indicators) {}
