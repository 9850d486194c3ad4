package eu.ttc.grants.ranking;

import org.jspecify.annotations.Nullable;

/**
 * What a decision on the award of an application rests on.
 *
 * @param call in which it competes
 * @param place in the ranking of the call; null when it has none
 * @param ranked how many have a place
 */
public record AwardFigures(String call, Figures figures, @Nullable Integer place, int ranked) {}
