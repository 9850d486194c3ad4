package eu.ttc.grants.progress;

import eu.ttc.grants.kernel.ApplicationRef;
import org.jspecify.annotations.Nullable;

/**
 * What an officer found about a progress report.
 *
 * @param verdict absent when nothing was chosen
 * @param remarks needed unless the project is on track; the applicant reads them
 * @param officer who completed the task, as the engine recorded it
 */
public record RecordReview(
    ApplicationRef application,
    int number,
    @Nullable ProgressVerdict verdict,
    String remarks,
    String officer) {}
