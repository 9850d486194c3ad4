package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import eu.ttc.grants.engine.CompletedTask;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.evaluation.Assignment;
import eu.ttc.grants.evaluation.EvaluationOutcome.Evaluated;
import eu.ttc.grants.evaluation.EvaluationOutcome.EvaluationNotAllowed;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.evaluation.RecordEvaluation;
import eu.ttc.grants.evaluation.Score;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import eu.ttc.grants.workers.EvaluationWorkers.AssignResult;
import eu.ttc.grants.workers.EvaluationWorkers.ConflictInput;
import eu.ttc.grants.workers.EvaluationWorkers.EvaluationInput;
import io.camunda.client.exception.BpmnError;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("V-2026-000123");
  private static final UUID ID = UUID.randomUUID();

  private final Evaluations evaluations = mock();
  private final TaskCompletions completions = mock();
  private final EvaluationWorkers workers = new EvaluationWorkers(evaluations, completions);

  @BeforeEach
  void completedByEva() {
    when(completions.before(5, "Task_EvaluateApplication", 8))
        .thenReturn(new CompletedTask(3, "eva", OffsetDateTime.parse("2026-11-24T10:00:00Z")));
  }

  @Test
  void tellsTheModelWhoEvaluates() {
    when(evaluations.assign(REF, StepKey.of("evaluation.assign-expert", 8)))
        .thenReturn(new Assignment(ID, "eva"));

    assertThat(workers.assign(new CaseInput(REF.value()), 8))
        .isEqualTo(new AssignResult("eva", ID.toString()));
  }

  @Test
  void conflictIsThatOfThePersonTheEngineNames() {
    workers.recordConflict(new ConflictInput(REF.value(), ID.toString(), " cousin "), 5, 8);

    verify(evaluations)
        .recordConflict(REF, ID, "cousin", "eva", StepKey.of("evaluation.record-conflict", 8));
  }

  @Test
  void scoresAreThoseOfThePersonTheEngineNames() {
    var command =
        new RecordEvaluation(
            REF, ID, new Score(8), new Score(7), new Score(6), "a", "b", "c", true, "eva");
    when(evaluations.record(command, StepKey.of("evaluation.record", 8)))
        .thenReturn(new Evaluated(new BigDecimal("10.5")));

    assertThat(workers.record(typed(new BigDecimal("3.5")), 5, 8).evaluationTotal())
        .isEqualByComparingTo("10.5");
  }

  @Test
  void whatIsNotAllowedAssignsAnew() {
    when(evaluations.record(any(), any())).thenReturn(new EvaluationNotAllowed("Only …"));

    assertRefused(new BigDecimal("3.5"));
  }

  @ParameterizedTest
  @CsvSource({"3.3", "6", "-1", ","})
  void impossibleScoresAreRefusedBeforeTheDomain(@Nullable BigDecimal impact) {
    assertRefused(impact);
    verifyNoInteractions(evaluations);
  }

  private void assertRefused(@Nullable BigDecimal impact) {
    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(() -> workers.record(typed(impact), 5, 8))
        .satisfies(error -> assertThat(error.getErrorCode()).isEqualTo("EVALUATION_NOT_ALLOWED"));
  }

  private static EvaluationInput typed(@Nullable BigDecimal impact) {
    return new EvaluationInput(
        REF.value(),
        ID.toString(),
        new BigDecimal("4"),
        impact,
        new BigDecimal("3"),
        "a",
        "b",
        "c",
        true);
  }
}
