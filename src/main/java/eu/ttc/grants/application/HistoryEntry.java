package eu.ttc.grants.application;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an application's history; never changed afterwards.
 *
 * @param number running number within the application, from 1
 * @param status the status from then on
 * @param event what happened, such as {@code SUBMITTED} or {@code BUDGET_RESERVED}
 * @param actor username of the person, or {@code system}
 */
public record HistoryEntry(
    int number,
    ApplicationStatus status,
    String event,
    String actor,
    @Nullable String reason,
    Instant at) {}
