package eu.ttc.grants.appeal;

import eu.ttc.grants.kernel.ApplicationRef;
import org.jspecify.annotations.Nullable;

/**
 * A programme manager's decision on an appeal.
 *
 * @param resumeAt where the case goes on; needed when upheld, ignored otherwise
 * @param decider who completed the task, as the engine recorded it
 */
public record DecideAppeal(
    ApplicationRef application,
    int number,
    Verdict verdict,
    String reasons,
    @Nullable ResumeStep resumeAt,
    String decider) {}
