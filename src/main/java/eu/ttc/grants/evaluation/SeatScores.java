package eu.ttc.grants.evaluation;

import java.util.UUID;

/**
 * What the expert in one seat scored.
 *
 * @param given as given
 * @param agreed as it stands after consensus meetings; the same while none changed it
 */
public record SeatScores(int seat, UUID evaluation, Scores given, Scores agreed) {}
