package eu.ttc.grants.ranking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where an application stands, for its applicant: nothing of the others.
 *
 * @param place in the ranking of the call; null before the decision, and below the threshold
 * @param ranked how many have a place
 * @param reservePosition 1 for the next who moves up; null for who does not wait
 * @param reserveUntil until when it can move up; null where that is not known or it does not wait
 */
public record Standing(
    RankingState state,
    @Nullable Integer place,
    int ranked,
    @Nullable Integer reservePosition,
    @Nullable Instant reserveUntil) {}
