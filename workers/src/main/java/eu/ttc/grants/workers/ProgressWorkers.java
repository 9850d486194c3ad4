package eu.ttc.grants.workers;

import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.progress.ProgressReviews;
import eu.ttc.grants.progress.ProgressState;
import eu.ttc.grants.progress.ProgressVerdict;
import eu.ttc.grants.progress.RecordReview;
import eu.ttc.grants.progress.ReviewOutcome.ReviewNotAllowed;
import eu.ttc.grants.progress.ReviewOutcome.Reviewed;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Progress reports asked for, reminded of and reviewed. */
@Component
public class ProgressWorkers {

  private final ProgressReviews reviews;
  private final TaskCompletions completions;

  ProgressWorkers(ProgressReviews reviews, TaskCompletions completions) {
    this.reviews = reviews;
    this.completions = completions;
  }

  /** The next milestone; number 0 and no day when there is none. */
  public record MilestoneResult(int milestoneNumber, @Nullable String milestoneAt) {}

  /** Which report, up to when, and until when it is due. */
  public record AskInput(
      String applicationRef, int milestoneNumber, String milestoneAt, String reportDeadline) {}

  /** Which report. */
  public record ReportInput(String applicationRef, int milestoneNumber) {}

  /** Where the report stands, and when it is really due. */
  public record RemindResult(
      ProgressState reportState, boolean reportOverdue, String reportDeadline) {}

  /** What the officer found. */
  public record ReviewInput(
      String applicationRef,
      int milestoneNumber,
      @Nullable String progressVerdict,
      @Nullable String progressRemarks) {}

  @JobWorker(type = JobTypes.PROGRESS_NEXT_MILESTONE)
  public MilestoneResult nextMilestone(@VariablesAsType CaseInput in) {
    return reviews
        .next(ApplicationRef.of(in.applicationRef()))
        .map(next -> new MilestoneResult(next.number(), next.at().toString()))
        .orElseGet(() -> new MilestoneResult(0, null));
  }

  @JobWorker(type = JobTypes.PROGRESS_ASK)
  public void ask(@VariablesAsType AskInput in, @ElementInstanceKey long elementInstance) {
    reviews.ask(
        ApplicationRef.of(in.applicationRef()),
        in.milestoneNumber(),
        OffsetDateTime.parse(in.milestoneAt()),
        OffsetDateTime.parse(in.reportDeadline()),
        StepKey.of(JobTypes.PROGRESS_ASK, elementInstance));
  }

  @JobWorker(type = JobTypes.PROGRESS_REMIND)
  public RemindResult remind(
      @VariablesAsType ReportInput in, @ElementInstanceKey long elementInstance) {
    var check =
        reviews.remind(
            ApplicationRef.of(in.applicationRef()),
            in.milestoneNumber(),
            StepKey.of(JobTypes.PROGRESS_REMIND, elementInstance));
    return new RemindResult(check.state(), check.overdue(), check.dueAt().toString());
  }

  @JobWorker(type = JobTypes.PROGRESS_RECORD_REVIEW)
  public void recordReview(
      @VariablesAsType ReviewInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_ReviewProgress", elementInstance);
    var command =
        new RecordReview(
            ApplicationRef.of(in.applicationRef()),
            in.milestoneNumber(),
            FormValues.choice(ProgressVerdict.class, in.progressVerdict()),
            FormValues.text(in.progressRemarks()),
            task.username());
    switch (reviews.record(command, StepKey.of(JobTypes.PROGRESS_RECORD_REVIEW, elementInstance))) {
      case Reviewed(var verdict) -> {}
      case ReviewNotAllowed(var problem) -> throw Refusal.bpmnError("REVIEW_NOT_ALLOWED", problem);
    }
  }
}
