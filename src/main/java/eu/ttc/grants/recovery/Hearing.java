package eu.ttc.grants.recovery;

import java.time.OffsetDateTime;

/**
 * Whether the applicant can still answer.
 *
 * @param until the real end of the time to answer
 */
public record Hearing(boolean open, OffsetDateTime until) {}
