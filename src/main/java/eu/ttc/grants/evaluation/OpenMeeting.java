package eu.ttc.grants.evaluation;

import java.time.OffsetDateTime;
import java.util.List;

/**
 * A meeting that is to be moderated, with what the experts differ on.
 *
 * @param dueAt until when it is to be held
 */
public record OpenMeeting(
    int number,
    OffsetDateTime remindAt,
    OffsetDateTime dueAt,
    List<SeatScores> scores,
    Discrepancy discrepancy) {}
