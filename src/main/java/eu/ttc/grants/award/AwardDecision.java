package eu.ttc.grants.award;

import eu.ttc.grants.kernel.ReasonCode;
import java.time.Instant;
import java.util.List;

/**
 * A recorded decision.
 *
 * @param reasons the decider's own words; empty for a rejection by the rules alone
 * @param reasonCodes why it was rejected; empty for an award
 * @param decidedBy username, or {@code system} for a clear formal refusal
 */
public record AwardDecision(
    Decision decision,
    String reasons,
    List<ReasonCode> reasonCodes,
    String decidedBy,
    Instant decidedAt) {}
