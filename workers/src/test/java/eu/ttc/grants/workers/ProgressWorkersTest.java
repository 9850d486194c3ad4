package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import eu.ttc.grants.engine.CompletedTask;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.progress.Milestone;
import eu.ttc.grants.progress.ProgressReviews;
import eu.ttc.grants.progress.ProgressState;
import eu.ttc.grants.progress.ProgressVerdict;
import eu.ttc.grants.progress.RecordReview;
import eu.ttc.grants.progress.ReportCheck;
import eu.ttc.grants.progress.ReviewOutcome.ReviewNotAllowed;
import eu.ttc.grants.progress.ReviewOutcome.Reviewed;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import eu.ttc.grants.workers.ProgressWorkers.MilestoneResult;
import eu.ttc.grants.workers.ProgressWorkers.RemindResult;
import eu.ttc.grants.workers.ProgressWorkers.ReportInput;
import eu.ttc.grants.workers.ProgressWorkers.ReviewInput;
import io.camunda.client.exception.BpmnError;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("F-2026-000045");
  private static final OffsetDateTime DAY = OffsetDateTime.parse("2027-06-01T00:00+02:00");

  private final ProgressReviews reviews = mock(ProgressReviews.class);
  private final TaskCompletions completions = mock(TaskCompletions.class);
  private final ProgressWorkers workers = new ProgressWorkers(reviews, completions);

  @Test
  void tellsTheNextMilestoneOrThatThereIsNone() {
    when(reviews.next(REF)).thenReturn(Optional.of(new Milestone(2, DAY)), Optional.empty());

    assertThat(workers.nextMilestone(new CaseInput(REF.value())))
        .isEqualTo(new MilestoneResult(2, DAY.toString()));
    assertThat(workers.nextMilestone(new CaseInput(REF.value())))
        .isEqualTo(new MilestoneResult(0, null));
  }

  @Test
  void tellsWhetherAReportIsOverdue() {
    when(reviews.remind(REF, 2, StepKey.of(JobTypes.PROGRESS_REMIND, 42)))
        .thenReturn(new ReportCheck(ProgressState.OPEN, true, DAY));

    assertThat(workers.remind(new ReportInput(REF.value(), 2), 42))
        .isEqualTo(new RemindResult(ProgressState.OPEN, true, DAY.toString()));
  }

  @Test
  void handsOverTheReviewAndGivesTheTaskBack() {
    when(completions.before(7, "Task_ReviewProgress", 42))
        .thenReturn(new CompletedTask(1, "olga", DAY));
    when(reviews.record(any(), any()))
        .thenReturn(
            new Reviewed(ProgressVerdict.AT_RISK), new ReviewNotAllowed("Remarks are needed."));
    var input = new ReviewInput(REF.value(), 2, "AT_RISK", " Parts come late. ");

    workers.recordReview(input, 7, 42);

    verify(reviews)
        .record(
            new RecordReview(REF, 2, ProgressVerdict.AT_RISK, "Parts come late.", "olga"),
            StepKey.of(JobTypes.PROGRESS_RECORD_REVIEW, 42));
    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(() -> workers.recordReview(input, 7, 42))
        .satisfies(
            error -> {
              assertThat(error.getErrorCode()).isEqualTo("REVIEW_NOT_ALLOWED");
              assertThat(error.getVariables()).isEqualTo(Map.of("problem", "Remarks are needed."));
            });
  }
}
