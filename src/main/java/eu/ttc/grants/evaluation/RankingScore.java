package eu.ttc.grants.evaluation;

import java.math.BigDecimal;

/**
 * What applications of one call are ranked by: the weighted total, then impact, then excellence
 * ({@code domain.md} § 5). Thresholds never look at the weights.
 *
 * @param total points of 15, not weighted
 * @param ruleset id of the weights
 */
public record RankingScore(
    BigDecimal weighted,
    BigDecimal impact,
    BigDecimal excellence,
    BigDecimal total,
    String ruleset) {}
