package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.award.DecisionOutcome.Decided;
import eu.ttc.grants.award.DecisionOutcome.DecisionNotAllowed;
import eu.ttc.grants.award.RecordDecision;
import eu.ttc.grants.engine.CompletedTask;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.AwardWorkers.DecisionInput;
import eu.ttc.grants.workers.AwardWorkers.DecisionResult;
import eu.ttc.grants.workers.AwardWorkers.RejectInput;
import io.camunda.client.exception.BpmnError;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AwardWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("V-2026-000123");

  private final Awards awards = mock();
  private final TaskCompletions completions = mock();
  private final AwardWorkers workers = new AwardWorkers(awards, completions);

  @BeforeEach
  void completedByMax() {
    when(completions.before(5, "Task_DecideOnAward", 8))
        .thenReturn(new CompletedTask(3, "max", OffsetDateTime.parse("2026-11-24T10:00:00Z")));
  }

  @Test
  void decisionIsThatOfThePersonTheEngineNames() {
    when(awards.record(
            new RecordDecision(REF, Decision.AWARD, "Convincing.", null, "max"),
            StepKey.of("award.record-decision", 8)))
        .thenReturn(new Decided(true, List.of()));

    assertThat(
            workers.recordDecision(
                new DecisionInput(REF.value(), Decision.AWARD, " Convincing. ", ""), 5, 8))
        .isEqualTo(new DecisionResult(true, List.of()));
  }

  @Test
  void whatIsNotAllowedGoesBackToTheTask() {
    when(awards.record(any(), any())).thenReturn(new DecisionNotAllowed("Below."));

    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(
            () ->
                workers.recordDecision(
                    new DecisionInput(REF.value(), Decision.AWARD, "Convincing.", null), 5, 8))
        .satisfies(error -> assertThat(error.getErrorCode()).isEqualTo("DECISION_NOT_ALLOWED"));
  }

  @Test
  void rejectsWithTheReasonsOfTheModel() {
    workers.reject(new RejectInput(REF.value(), List.of(ReasonCode.NOT_SME)), 9);

    verify(awards).reject(REF, List.of(ReasonCode.NOT_SME), StepKey.of("award.reject", 9));
  }
}
