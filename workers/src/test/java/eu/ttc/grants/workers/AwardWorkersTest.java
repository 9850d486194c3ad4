package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.award.DecisionOutcome.AwardedOnConditions;
import eu.ttc.grants.award.DecisionOutcome.Decided;
import eu.ttc.grants.award.DecisionOutcome.DecisionNotAllowed;
import eu.ttc.grants.award.DecisionOutcome.Drafted;
import eu.ttc.grants.award.RecordDecision;
import eu.ttc.grants.engine.CompletedTask;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.AwardWorkers.ConditionRow;
import eu.ttc.grants.workers.AwardWorkers.DecisionInput;
import eu.ttc.grants.workers.AwardWorkers.DecisionResult;
import eu.ttc.grants.workers.AwardWorkers.RejectInput;
import io.camunda.client.exception.BpmnError;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
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
                new DecisionInput(REF.value(), Decision.AWARD, " Convincing. ", "", null, null),
                5,
                8))
        .isEqualTo(new DecisionResult(true, true, false, List.of(), null, null, ""));
  }

  @Test
  void conditionsAreTheRowsOfTheForm() {
    when(awards.record(
            new RecordDecision(
                REF, Decision.AWARD, "Convincing.", null, "max", List.of("Send the letter."), true),
            StepKey.of("award.record-decision", 8)))
        .thenReturn(new AwardedOnConditions(1));

    assertThat(
            workers.recordDecision(
                new DecisionInput(
                    REF.value(),
                    Decision.AWARD,
                    "Convincing.",
                    null,
                    List.of(new ConditionRow(" Send the letter. "), new ConditionRow(null)),
                    "COMMUNICATE"),
                5,
                8))
        .isEqualTo(new DecisionResult(true, true, true, List.of(), null, null, ""));
  }

  @Test
  void aDraftIsNotCommunicated() {
    when(awards.record(
            new RecordDecision(
                REF, Decision.REJECT, "", ReasonCode.NOT_SME, "max", List.of(), false),
            StepKey.of("award.record-decision", 8)))
        .thenReturn(new Drafted("max", 2, Optional.empty()));

    assertThat(workers.recordDecision(drafted(), 5, 8))
        .isEqualTo(new DecisionResult(false, false, false, List.of(), "max", 2, ""));
  }

  @Test
  void whoTookOverADraftIsToldSo() {
    when(awards.record(any(), any())).thenReturn(new Drafted("max", 2, Optional.of("mia")));

    var result = workers.recordDecision(drafted(), 5, 8);

    assertThat(result.communicated()).isFalse();
    assertThat(result.problem()).contains("a draft of mia", "your draft now");
  }

  private static DecisionInput drafted() {
    return new DecisionInput(REF.value(), Decision.REJECT, null, "NOT_SME", null, "DRAFT");
  }

  @Test
  void whatIsNotAllowedGoesBackToTheTask() {
    when(awards.record(any(), any())).thenReturn(new DecisionNotAllowed("Below."));

    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(
            () ->
                workers.recordDecision(
                    new DecisionInput(
                        REF.value(), Decision.AWARD, "Convincing.", null, null, "COMMUNICATE"),
                    5,
                    8))
        .satisfies(error -> assertThat(error.getErrorCode()).isEqualTo("DECISION_NOT_ALLOWED"));
  }

  @Test
  void rejectsWithTheReasonsOfTheModel() {
    workers.reject(new RejectInput(REF.value(), List.of(ReasonCode.NOT_SME)), 9);

    verify(awards).reject(REF, List.of(ReasonCode.NOT_SME), StepKey.of("award.reject", 9));
  }
}
