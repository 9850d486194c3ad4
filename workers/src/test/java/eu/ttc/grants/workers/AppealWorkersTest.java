package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import eu.ttc.grants.appeal.AppealOutcome;
import eu.ttc.grants.appeal.AppealOutcome.AppealDecisionNotAllowed;
import eu.ttc.grants.appeal.AppealOutcome.Dismissed;
import eu.ttc.grants.appeal.AppealOutcome.Extended;
import eu.ttc.grants.appeal.AppealOutcome.Upheld;
import eu.ttc.grants.appeal.AppealState;
import eu.ttc.grants.appeal.Appeals;
import eu.ttc.grants.appeal.DecideAppeal;
import eu.ttc.grants.appeal.ResumeStep;
import eu.ttc.grants.appeal.Review;
import eu.ttc.grants.appeal.Verdict;
import eu.ttc.grants.appeal.Window;
import eu.ttc.grants.engine.CompletedTask;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.AppealWorkers.AppealInput;
import eu.ttc.grants.workers.AppealWorkers.DecisionInput;
import eu.ttc.grants.workers.AppealWorkers.DecisionResult;
import eu.ttc.grants.workers.AppealWorkers.OpenInput;
import eu.ttc.grants.workers.AppealWorkers.ReviewInput;
import eu.ttc.grants.workers.AppealWorkers.ReviewResult;
import eu.ttc.grants.workers.AppealWorkers.WindowResult;
import io.camunda.client.exception.BpmnError;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppealWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("V-2026-000123");
  private static final OffsetDateTime DEADLINE = OffsetDateTime.parse("2027-01-06T23:07:00+01:00");

  private final Appeals appeals = mock();
  private final TaskCompletions completions = mock();
  private final AppealWorkers workers = new AppealWorkers(appeals, completions);

  @BeforeEach
  void completedByMax() {
    when(completions.before(5, "Task_DecideOnAppeal", 8))
        .thenReturn(new CompletedTask(3, "max", OffsetDateTime.parse("2026-11-24T10:00:00Z")));
  }

  @Test
  void opensAWindowAndHandsOnWhatTheDomainKeeps() {
    when(appeals.openWindow(REF, DEADLINE.minusDays(1), StepKey.of("appeal.open-window", 8)))
        .thenReturn(new Window(2, AppealState.OPEN, DEADLINE));

    assertThat(workers.openWindow(new OpenInput(REF.value(), DEADLINE.minusDays(1).toString()), 8))
        .isEqualTo(new WindowResult(2, AppealState.OPEN, "2027-01-06T23:07+01:00"));
  }

  @Test
  void asksTheDomainWhetherTheWindowIsOver() {
    when(appeals.closeWindow(REF, 2, StepKey.of("appeal.close-window", 8)))
        .thenReturn(new Window(2, AppealState.EXPIRED, DEADLINE));

    assertThat(workers.closeWindow(new AppealInput(REF.value(), 2), 8))
        .isEqualTo(new WindowResult(2, AppealState.EXPIRED, "2027-01-06T23:07+01:00"));
  }

  @Test
  void beginsTheReviewWithWhatTheFormShows() {
    when(appeals.beginReview(REF, 1, DEADLINE, StepKey.of("appeal.begin-review", 8)))
        .thenReturn(
            new Review(DEADLINE, true, List.of(ResumeStep.STATE_AID), List.of(ReasonCode.NOT_SME)));

    assertThat(workers.beginReview(new ReviewInput(REF.value(), 1, DEADLINE.toString()), 8))
        .isEqualTo(
            new ReviewResult(
                "2027-01-06T23:07+01:00",
                true,
                List.of(ResumeStep.STATE_AID),
                List.of(ReasonCode.NOT_SME)));
  }

  @Test
  void reminds() {
    workers.remind(new AppealInput(REF.value(), 1), 8);

    verify(appeals).remind(REF, 1, StepKey.of("appeal.remind", 8));
  }

  @Test
  void decisionIsThatOfThePersonTheEngineNames() {
    when(appeals.decide(
            new DecideAppeal(REF, 1, Verdict.UPHELD, "It is right.", ResumeStep.SCREENING, "max"),
            StepKey.of("appeal.record-decision", 8)))
        .thenReturn(new Upheld(ResumeStep.SCREENING));

    assertThat(record(Verdict.UPHELD, " It is right. ", "SCREENING"))
        .isEqualTo(new DecisionResult(Verdict.UPHELD, ResumeStep.SCREENING));
  }

  @Test
  void aHiddenOrEmptyStepIsNone() {
    answer(new Dismissed());
    assertThat(record(Verdict.DISMISSED, "No.", ""))
        .isEqualTo(new DecisionResult(Verdict.DISMISSED, null));
    verify(appeals)
        .decide(
            new DecideAppeal(REF, 1, Verdict.DISMISSED, "No.", null, "max"),
            StepKey.of("appeal.record-decision", 8));

    answer(new Extended());
    assertThat(record(Verdict.EXTENDED, null, null))
        .isEqualTo(new DecisionResult(Verdict.EXTENDED, null));
  }

  @Test
  void whatIsNotAllowedGoesBackToTheTask() {
    answer(new AppealDecisionNotAllowed("You had a part in it."));

    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(() -> record(Verdict.DISMISSED, "No.", null))
        .satisfies(
            error -> assertThat(error.getErrorCode()).isEqualTo("APPEAL_DECISION_NOT_ALLOWED"));
  }

  private void answer(AppealOutcome outcome) {
    when(appeals.decide(any(), any())).thenReturn(outcome);
  }

  private DecisionResult record(
      Verdict verdict, @Nullable String reasons, @Nullable String resumeStep) {
    return workers.recordDecision(
        new DecisionInput(REF.value(), 1, verdict, reasons, resumeStep), 5, 8);
  }
}
