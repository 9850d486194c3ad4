package eu.ttc.grants.progress;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One review of the progress of a project.
 *
 * @param milestoneOn the day up to which the lead reports
 * @param overdueAt when the report was found overdue first
 * @param remarks of the officer, for the applicant to read
 */
public record ProgressReview(
    ApplicationRef application,
    int number,
    LocalDate milestoneOn,
    ProgressState state,
    Instant dueAt,
    @Nullable Instant overdueAt,
    @Nullable String report,
    @Nullable Instant reportedAt,
    @Nullable ProgressVerdict verdict,
    @Nullable String remarks,
    @Nullable Instant reviewedAt) {

  /** Whether the report is missing although its time is over. */
  public boolean overdue(Instant now) {
    return state == ProgressState.OPEN && now.isAfter(dueAt);
  }
}
