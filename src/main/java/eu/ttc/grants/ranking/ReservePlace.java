package eu.ttc.grants.ranking;

import java.time.Instant;

/**
 * How a place on the reserve list stands.
 *
 * @param state RESERVE while it waits, MOVED_UP or EXPIRED when that is over
 * @param until when the list really ends for it
 */
public record ReservePlace(RankingState state, Instant until) {}
