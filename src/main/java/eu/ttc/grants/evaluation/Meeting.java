package eu.ttc.grants.evaluation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A consensus meeting of the experts of one application.
 *
 * @param dueAt until when it is to be held
 * @param result null while it is open
 * @param words of the moderator about the result
 */
public record Meeting(
    int number,
    int round,
    Instant openedAt,
    Instant remindAt,
    Instant dueAt,
    @Nullable MeetingResult result,
    @Nullable String words,
    @Nullable String moderator,
    @Nullable Instant closedAt) {}
