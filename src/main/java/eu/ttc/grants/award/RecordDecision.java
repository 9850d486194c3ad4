package eu.ttc.grants.award;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.ReasonCode;
import org.jspecify.annotations.Nullable;

/**
 * A programme manager's decision.
 *
 * @param rejectionCode needed for a rejection only
 * @param decider who completed the task, as the engine recorded it
 */
public record RecordDecision(
    ApplicationRef application,
    Decision decision,
    String reasons,
    @Nullable ReasonCode rejectionCode,
    String decider) {}
