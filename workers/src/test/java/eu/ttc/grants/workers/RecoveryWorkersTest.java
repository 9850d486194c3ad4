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
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.recovery.FindingOutcome.FindingNotAllowed;
import eu.ttc.grants.recovery.FindingOutcome.Founded;
import eu.ttc.grants.recovery.FindingOutcome.Unfounded;
import eu.ttc.grants.recovery.Hearing;
import eu.ttc.grants.recovery.RecordFinding;
import eu.ttc.grants.recovery.Recoveries;
import eu.ttc.grants.recovery.Settlement;
import eu.ttc.grants.workers.RecoveryWorkers.FindingInput;
import eu.ttc.grants.workers.RecoveryWorkers.FindingResult;
import eu.ttc.grants.workers.RecoveryWorkers.HearingBegun;
import eu.ttc.grants.workers.RecoveryWorkers.HearingInput;
import eu.ttc.grants.workers.RecoveryWorkers.RecoveryInput;
import eu.ttc.grants.workers.RecoveryWorkers.Verdict;
import io.camunda.client.exception.BpmnError;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecoveryWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("V-2026-000123");
  private static final OffsetDateTime UNTIL = OffsetDateTime.parse("2026-12-10T23:20+01:00");

  private final Recoveries recoveries = mock(Recoveries.class);
  private final TaskCompletions completions = mock(TaskCompletions.class);
  private final RecoveryWorkers workers =
      new RecoveryWorkers(recoveries, completions, "http://portal");

  @Test
  void beginsTheHearingAndTellsWhereTheDossierIs() {
    when(recoveries.beginHearing(REF, 1, UNTIL, StepKey.of(JobTypes.RECOVERY_BEGIN_HEARING, 42)))
        .thenReturn(new Hearing(true, UNTIL));

    assertThat(workers.beginHearing(new HearingInput(REF.value(), 1, UNTIL.toString()), 42))
        .isEqualTo(new HearingBegun(UNTIL.toString(), "http://portal/dossiers/V-2026-000123"));
  }

  @Test
  void tellsWhetherSomethingIsOpen() {
    when(recoveries.remind(REF, 1, StepKey.of(JobTypes.RECOVERY_REMIND, 42))).thenReturn(true);

    assertThat(workers.remind(new RecoveryInput(REF.value(), 1), 42).repaymentOpen()).isTrue();
  }

  @Test
  void handsOverWhatWasTypedWithWhoTypedIt() {
    completedBy("max");
    when(recoveries.recordFinding(any(), any()))
        .thenReturn(new Founded(Settlement.REPAYMENT_ORDER));

    var result = workers.recordFinding(found("1000.50", "REPAYMENT_ORDER"), 7, 42);

    assertThat(result).isEqualTo(new FindingResult(true, Settlement.REPAYMENT_ORDER));
    verify(recoveries)
        .recordFinding(
            new RecordFinding(
                REF,
                1,
                true,
                Cents.of(100_050),
                Settlement.REPAYMENT_ORDER,
                "Counted twice.",
                "max"),
            StepKey.of(JobTypes.RECOVERY_RECORD_FINDING, 42));
  }

  @Test
  void leavesOutWhatIsHiddenWhenTheSuspicionIsUnfounded() {
    completedBy("max");
    when(recoveries.recordFinding(any(), any())).thenReturn(new Unfounded());

    var result =
        workers.recordFinding(
            new FindingInput(
                REF.value(), 1, Verdict.UNFOUNDED, new BigDecimal("5"), "OFFSET", " All right. "),
            7,
            42);

    assertThat(result).isEqualTo(new FindingResult(false, null));
    verify(recoveries)
        .recordFinding(
            new RecordFinding(REF, 1, false, null, null, "All right.", "max"),
            StepKey.of(JobTypes.RECOVERY_RECORD_FINDING, 42));
  }

  @Test
  void givesTheTaskBackWithTheProblem() {
    completedBy("max");
    when(recoveries.recordFinding(any(), any()))
        .thenReturn(new FindingNotAllowed("You opened this suspicion."));

    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(() -> workers.recordFinding(found("10", "OFFSET"), 7, 42))
        .satisfies(
            error -> {
              assertThat(error.getErrorCode()).isEqualTo("FINDING_NOT_ALLOWED");
              assertThat(error.getVariables())
                  .isEqualTo(Map.of("problem", "You opened this suspicion."));
            });
    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(() -> workers.recordFinding(found("10.005", "OFFSET"), 7, 42))
        .withMessageContaining("10.005 is no amount");
  }

  private void completedBy(String manager) {
    when(completions.before(7, "Task_DecideOnSuspicion", 42))
        .thenReturn(new CompletedTask(1, manager, UNTIL));
  }

  private static FindingInput found(String euros, String settlement) {
    return new FindingInput(
        REF.value(), 1, Verdict.FOUNDED, new BigDecimal(euros), settlement, "Counted twice.");
  }
}
