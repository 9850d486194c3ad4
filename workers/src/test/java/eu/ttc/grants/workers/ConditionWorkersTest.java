package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import eu.ttc.grants.award.Conditions;
import eu.ttc.grants.award.ConditionsState;
import eu.ttc.grants.award.ConfirmConditions;
import eu.ttc.grants.award.ConfirmConditions.Fulfilled;
import eu.ttc.grants.award.ConfirmationOutcome.ConfirmationNotAllowed;
import eu.ttc.grants.award.ConfirmationOutcome.Recorded;
import eu.ttc.grants.award.OpenCondition;
import eu.ttc.grants.award.ProofCheck;
import eu.ttc.grants.engine.CompletedTask;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import eu.ttc.grants.workers.ConditionWorkers.ConfirmInput;
import eu.ttc.grants.workers.ConditionWorkers.ConfirmResult;
import eu.ttc.grants.workers.ConditionWorkers.ProofInput;
import eu.ttc.grants.workers.ConditionWorkers.ProofResult;
import eu.ttc.grants.workers.ConditionWorkers.Row;
import io.camunda.client.exception.BpmnError;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConditionWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("V-2026-000123");
  private static final OffsetDateTime DUE = OffsetDateTime.parse("2027-02-25T23:10+01:00");
  private static final List<OpenCondition> LEFT = List.of(new OpenCondition(2, "Send a schedule."));

  private final Conditions conditions = mock();
  private final TaskCompletions completions = mock();
  private final ConditionWorkers workers = new ConditionWorkers(conditions, completions);

  @BeforeEach
  void completedByOlga() {
    when(completions.before(5, "Task_ConfirmConditions", 8))
        .thenReturn(new CompletedTask(3, "olga", OffsetDateTime.parse("2026-11-24T10:00:00Z")));
  }

  @Test
  void theDeadlineOfTheDomainCounts() {
    when(conditions.askForProof(REF, DUE.minusDays(1), StepKey.of("award.ask-for-proof", 8)))
        .thenReturn(new ProofCheck(ConditionsState.OPEN, DUE, LEFT));

    assertThat(workers.askForProof(new ProofInput(REF.value(), DUE.minusDays(1).toString()), 8))
        .isEqualTo(new ProofResult(ConditionsState.OPEN, LEFT, DUE.toString()));
  }

  @Test
  void onlyWhatIsTickedIsFulfilledAsFoundByThePersonTheEngineNames() {
    when(conditions.confirm(
            new ConfirmConditions(REF, List.of(new Fulfilled(1, "Signed.")), "olga"),
            StepKey.of("award.confirm-conditions", 8)))
        .thenReturn(new Recorded(ConditionsState.OPEN, LEFT));

    assertThat(
            workers.confirm(
                new ConfirmInput(
                    REF.value(),
                    List.of(
                        new Row(1, true, " Signed. "),
                        new Row(2, false, "Not yet."),
                        new Row(3, null, null))),
                5,
                8))
        .isEqualTo(new ConfirmResult(ConditionsState.OPEN, LEFT, ""));
  }

  @Test
  void whatIsNotAllowedGoesBackToTheTask() {
    when(conditions.confirm(any(), any())).thenReturn(new ConfirmationNotAllowed("Not you."));

    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(() -> workers.confirm(new ConfirmInput(REF.value(), null), 5, 8))
        .satisfies(error -> assertThat(error.getErrorCode()).isEqualTo("CONFIRMATION_NOT_ALLOWED"));
  }

  @Test
  void aLapseIsTold() {
    when(conditions.lapse(REF, StepKey.of("award.lapse", 9)))
        .thenReturn(new ProofCheck(ConditionsState.LAPSED, DUE, LEFT));

    assertThat(workers.lapse(new CaseInput(REF.value()), 9))
        .isEqualTo(new ProofResult(ConditionsState.LAPSED, LEFT, DUE.toString()));
  }
}
