package eu.ttc.grants.ranking;

import eu.ttc.grants.kernel.ReasonCode;
import java.time.Instant;
import java.util.List;

/**
 * What the ranking says of one application.
 *
 * @param reasonCodes why it is rejected; empty when it is not
 * @param decidedAt when the panel decided on the call
 */
public record RankingOutcome(RankingState state, List<ReasonCode> reasonCodes, Instant decidedAt) {}
