package eu.ttc.grants.award;

import eu.ttc.grants.kernel.ReasonCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A recorded decision.
 *
 * @param reasons the decider's own words; empty for a rejection by the rules alone
 * @param reasonCodes why it was rejected; empty for an award
 * @param decidedBy username, or {@code system} for a clear formal refusal
 * @param basis facts, figures and scores it rests on
 * @param remedyNotice key of the text that says how to object; empty for an award
 */
public record AwardDecision(
    Decision decision,
    String reasons,
    List<ReasonCode> reasonCodes,
    String decidedBy,
    Instant decidedAt,
    DecisionBasis basis,
    Optional<String> remedyNotice) {}
