package eu.ttc.grants.engine;

import java.time.OffsetDateTime;

/**
 * A user task that a person completed.
 *
 * @param key the engine's key of the task
 * @param username who held the task when it was completed
 */
public record CompletedTask(long key, String username, OffsetDateTime completedAt) {}
