package eu.ttc.grants.evaluation;

import org.jspecify.annotations.Nullable;

/**
 * What a draw said of one expert, as it was then.
 *
 * @param rank from 1, for those who could be drawn; the first was
 * @param reads whether the expert reads the language of the lead's region, or one of the call
 * @param openWork evaluations that were awaited of the expert
 * @param earlierWork evaluations that the expert had given
 */
public record DrawnCandidate(
    String expert,
    DrawVerdict verdict,
    @Nullable Integer rank,
    String country,
    boolean reads,
    int openWork,
    int earlierWork) {}
