package eu.ttc.grants.evaluation;

import java.time.Instant;
import java.util.UUID;

/**
 * A score that was changed in a consensus meeting; the one that was given is kept.
 *
 * @param author who recorded the change as moderator
 */
public record ScoreChange(
    int meeting,
    UUID evaluation,
    Criterion criterion,
    Score oldScore,
    Score newScore,
    String reason,
    String author,
    Instant at) {}
