package eu.ttc.grants.evaluation;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * What an expert declares before the dossier is opened to them.
 *
 * @param reason what the conflict of interest is; not asked of the independent
 * @param remindAt when to remind an independent expert of the scores
 * @param dueAt until when the scores of an independent expert are awaited
 * @param expert who completed the task, as the engine recorded it
 */
public record DeclareIndependence(
    ApplicationRef application,
    UUID evaluation,
    boolean independent,
    String reason,
    OffsetDateTime remindAt,
    OffsetDateTime dueAt,
    String expert) {}
