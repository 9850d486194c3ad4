package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import eu.ttc.grants.amendment.ChangeDecision.ChangeNotAllowed;
import eu.ttc.grants.amendment.ChangeDecision.Recorded;
import eu.ttc.grants.amendment.ChangeKind;
import eu.ttc.grants.amendment.ChangeState;
import eu.ttc.grants.amendment.Changes;
import eu.ttc.grants.amendment.ConsentCheck;
import eu.ttc.grants.amendment.Consents;
import eu.ttc.grants.amendment.ConsentsState;
import eu.ttc.grants.amendment.Preparation;
import eu.ttc.grants.cofunding.Cures;
import eu.ttc.grants.engine.CompletedTask;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.withdrawal.Terminate;
import eu.ttc.grants.withdrawal.Withdrawals;
import eu.ttc.grants.workers.AmendmentWorkers.AskInput;
import eu.ttc.grants.workers.AmendmentWorkers.AssessmentInput;
import eu.ttc.grants.workers.AmendmentWorkers.ChangeInput;
import eu.ttc.grants.workers.AmendmentWorkers.ConsentResult;
import eu.ttc.grants.workers.AmendmentWorkers.DecisionInput;
import eu.ttc.grants.workers.AmendmentWorkers.Prepared;
import io.camunda.client.exception.BpmnError;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class AmendmentWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("F-2026-000045");

  private final Changes changes = mock();
  private final Cures cures = mock();
  private final Withdrawals withdrawals = mock();
  private final TaskCompletions completions = mock();
  private final Consents consents = mock();
  private final AmendmentWorkers workers =
      new AmendmentWorkers(changes, consents, completions, "http://x");
  private final CureWorkers cureWorkers =
      new CureWorkers(cures, withdrawals, completions, "http://x");

  @Test
  void aChangeIsTakenUpWithItsProject() {
    when(changes.prepare(REF, 3, StepKey.of("amendment.prepare", 7)))
        .thenReturn(new Preparation(ChangeKind.BUDGET_SHIFT, 2));
    assertThat(workers.prepare(new ChangeInput(REF.value(), 3), 7))
        .isEqualTo(
            new Prepared(ChangeKind.BUDGET_SHIFT, true, 2, "http://x/dossiers/F-2026-000045"));
  }

  @Test
  void partnersAreAskedUntilTheDeadlineAndRemindedAndChecked() {
    var deadline = OffsetDateTime.parse("2026-12-10T23:59+01:00");
    when(consents.ask(REF, 3, deadline, StepKey.of("amendment.ask-consents", 7)))
        .thenReturn(new ConsentCheck(ConsentsState.OPEN, deadline));
    when(consents.check(REF, 3, StepKey.of("amendment.check-consents", 8)))
        .thenReturn(new ConsentCheck(ConsentsState.LAPSED, deadline));

    assertThat(workers.askConsents(new AskInput(REF.value(), 3, "2026-12-10T23:59+01:00"), 7))
        .isEqualTo(new ConsentResult(ConsentsState.OPEN, "2026-12-10T23:59+01:00"));
    assertThat(workers.checkConsents(new ChangeInput(REF.value(), 3), 8).consentState())
        .isEqualTo(ConsentsState.LAPSED);
    workers.remindPartners(new ChangeInput(REF.value(), 3), 9);
    verify(consents).remind(REF, 3, StepKey.of("amendment.remind-partners", 9));
  }

  @Test
  void whoDecidesIsReadFromTheTaskOfTheKind() {
    completed("Task_DecideOnCosts", "max");
    completed("Task_DecideOnChange", "olga");
    when(changes.decide(any(), anyInt(), eq(true), anyString(), anyString(), any()))
        .thenReturn(new Recorded(ChangeState.GRANTED));

    var costs =
        workers.recordDecision(
            new DecisionInput(
                REF.value(), 3, true, AmendmentWorkers.Verdict.GRANTED, " As discussed. "),
            1,
            7);
    workers.recordDecision(
        new DecisionInput(REF.value(), 4, false, AmendmentWorkers.Verdict.GRANTED, "Yes."), 1, 8);

    assertThat(costs.changeState()).isEqualTo(ChangeState.GRANTED);
    verify(changes)
        .decide(REF, 3, true, "As discussed.", "max", StepKey.of("amendment.record-decision", 7));
    verify(changes)
        .decide(REF, 4, true, "Yes.", "olga", StepKey.of("amendment.record-decision", 8));
  }

  @Test
  void whatMayNotStandGoesBackToTheTask() {
    completed("Task_AssessChange", "olga");
    completed("Task_DecideOnCosts", "max");
    when(changes.assess(any(), anyInt(), anyString(), anyString(), any()))
        .thenReturn(new ChangeNotAllowed("You advised the firm."));
    when(changes.decide(any(), anyInt(), eq(false), anyString(), anyString(), any()))
        .thenReturn(new ChangeNotAllowed("Say why."));

    assertThatThrownBy(
            () -> workers.recordAssessment(new AssessmentInput(REF.value(), 3, null), 1, 7))
        .isInstanceOf(BpmnError.class)
        .hasMessageContaining("You advised the firm.");
    assertThatThrownBy(
            () ->
                workers.recordDecision(
                    new DecisionInput(REF.value(), 3, true, AmendmentWorkers.Verdict.REFUSED, null),
                    1,
                    7))
        .isInstanceOf(BpmnError.class)
        .hasMessageContaining("Say why.");
  }

  @Test
  void aGapLeftOpenIsAmendedOrTerminated() {
    completed("Task_AmendOrTerminate", "max");
    var amend =
        cureWorkers.decideCure(
            new CureWorkers.DecisionInput(
                REF.value(), 1, CureWorkers.Verdict.AMEND, "Let it go.", null),
            1,
            7);
    var terminate =
        new CureWorkers.DecisionInput(
            REF.value(), 1, CureWorkers.Verdict.TERMINATE, "Nobody is left.", "Heard.");

    assertThat(amend.agreementTerminated()).isFalse();
    verify(cures)
        .askForAmendment(REF, 1, "Let it go.", "max", StepKey.of("cofunding.decide-cure", 7));
    assertThat(cureWorkers.decideCure(terminate, 1, 8).agreementTerminated()).isTrue();
    verify(withdrawals).terminate(new Terminate(REF, "Nobody is left.", "Heard.", "max"));
    doThrow(new NotNow("Its payment went to the bank.")).when(withdrawals).terminate(any());
    assertThatThrownBy(() -> cureWorkers.decideCure(terminate, 1, 9))
        .isInstanceOf(BpmnError.class)
        .hasMessageContaining("went to the bank");
  }

  private void completed(String task, String person) {
    when(completions.before(anyLong(), eq(task), anyLong()))
        .thenReturn(new CompletedTask(1, person, OffsetDateTime.parse("2026-12-10T23:20+01:00")));
  }
}
