package eu.ttc.grants.evaluation;

import java.time.Instant;

/**
 * What the scores of several experts came to.
 *
 * @param ruleset id of the thresholds, limits and weights
 */
public record Consolidated(
    ConsolidationMethod method, Scores scores, boolean passed, String ruleset, Instant at) {}
