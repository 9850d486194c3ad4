package eu.ttc.grants.evaluation;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Whether a meeting is still awaited.
 *
 * @param result null while it is
 * @param dueAt until when
 */
public record MeetingCheck(@Nullable MeetingResult result, OffsetDateTime dueAt) {}
