package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import eu.ttc.grants.engine.CompletedTask;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.screening.AskApplicant;
import eu.ttc.grants.screening.CompletenessCheck;
import eu.ttc.grants.screening.RecordScreening;
import eu.ttc.grants.screening.ScreeningOutcome.QuestionKept;
import eu.ttc.grants.screening.ScreeningOutcome.Screened;
import eu.ttc.grants.screening.ScreeningOutcome.ScreeningNotAllowed;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import eu.ttc.grants.workers.ScreeningWorkers.CompletenessResult;
import eu.ttc.grants.workers.ScreeningWorkers.ScreeningInput;
import eu.ttc.grants.workers.ScreeningWorkers.ScreeningResult;
import eu.ttc.grants.workers.ScreeningWorkers.Verdict;
import io.camunda.client.exception.BpmnError;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreeningWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("V-2026-000123");
  private static final StepKey CHECK = StepKey.of("screening.check-completeness", 7);

  private final Screenings screenings = mock();
  private final TaskCompletions completions = mock();
  private final ScreeningWorkers workers = new ScreeningWorkers(screenings, completions);

  @Test
  void incompleteIsAReasonForTheGateway() {
    var missing = List.of(new FieldProblem("costs", "required", "is required"));
    when(screenings.checkCompleteness(REF, CHECK))
        .thenReturn(new CompletenessCheck(false, missing));

    assertThat(workers.checkCompleteness(new CaseInput(REF.value()), 7))
        .isEqualTo(new CompletenessResult(false, List.of(ReasonCode.INCOMPLETE)));
  }

  @Test
  void completeHasNoReason() {
    when(screenings.checkCompleteness(REF, CHECK))
        .thenReturn(new CompletenessCheck(true, List.of()));

    assertThat(workers.checkCompleteness(new CaseInput(REF.value()), 7))
        .isEqualTo(new CompletenessResult(true, List.of()));
  }

  @Test
  void recordsForThePersonTheEngineNames() {
    completedBy("olga");
    var command =
        new RecordScreening(REF, false, ReasonCode.NOT_SME, "Part of a large group.", "olga");
    when(screenings.recordScreening(command, StepKey.of("screening.record-screening", 8)))
        .thenReturn(new Screened(false, List.of(ReasonCode.NOT_SME)));

    var result =
        workers.recordScreening(
            new ScreeningInput(
                REF.value(), Verdict.NOT_ELIGIBLE, "NOT_SME", " Part of a large group. ", null),
            5,
            8);

    assertThat(result).isEqualTo(new ScreeningResult(false, List.of(ReasonCode.NOT_SME), false));
  }

  @Test
  void hiddenReasonIsNone() {
    completedBy("olga");
    when(screenings.recordScreening(
            new RecordScreening(REF, true, null, "Fine.", "olga"),
            StepKey.of("screening.record-screening", 8)))
        .thenReturn(new Screened(true, List.of()));

    assertThat(
            workers
                .recordScreening(
                    new ScreeningInput(REF.value(), Verdict.ELIGIBLE, "", "Fine.", ""), 5, 8)
                .eligible())
        .isTrue();
  }

  @Test
  void questionIsKeptAndAskedNext() {
    completedBy("olga");
    when(screenings.ask(
            new AskApplicant(REF, "Who did the measurements?", "olga"),
            StepKey.of("screening.record-screening", 8)))
        .thenReturn(new QuestionKept());

    var result =
        workers.recordScreening(
            new ScreeningInput(REF.value(), Verdict.ASK, "", null, " Who did the measurements? "),
            5,
            8);

    assertThat(result).isEqualTo(new ScreeningResult(false, List.of(), true));
  }

  @Test
  void whatIsNotAllowedGoesBackToTheTask() {
    completedBy("max");
    when(screenings.recordScreening(any(), any())).thenReturn(new ScreeningNotAllowed("Only …"));

    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(
            () ->
                workers.recordScreening(
                    new ScreeningInput(REF.value(), Verdict.ELIGIBLE, null, "Fine.", null), 5, 8))
        .satisfies(error -> assertThat(error.getErrorCode()).isEqualTo("SCREENING_NOT_ALLOWED"));
  }

  private void completedBy(String username) {
    when(completions.before(5, "Task_ScreenApplication", 8))
        .thenReturn(new CompletedTask(3, username, OffsetDateTime.parse("2026-11-24T10:00:00Z")));
  }
}
