package eu.ttc.grants.evaluation;

import java.util.List;
import java.util.Optional;

/**
 * The round of evaluation that counts, for staff; scores are there once all experts gave theirs.
 *
 * @param scores by seat; empty while they are sealed
 * @param discrepancy of what was given, before any meeting; empty while it is sealed
 */
public record RoundView(
    int number,
    String ruleset,
    List<SeatScores> scores,
    Optional<Discrepancy> discrepancy,
    List<Meeting> meetings,
    List<ScoreChange> changes,
    Optional<Consolidated> outcome) {}
