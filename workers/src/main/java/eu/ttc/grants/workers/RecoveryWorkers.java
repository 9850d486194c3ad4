package eu.ttc.grants.workers;

import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.recovery.FindingOutcome.FindingNotAllowed;
import eu.ttc.grants.recovery.FindingOutcome.Founded;
import eu.ttc.grants.recovery.FindingOutcome.Unfounded;
import eu.ttc.grants.recovery.Hearing;
import eu.ttc.grants.recovery.RecordFinding;
import eu.ttc.grants.recovery.Recoveries;
import eu.ttc.grants.recovery.Settlement;
import eu.ttc.grants.recovery.SuspicionKind;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Hearings begun and closed, findings recorded, repayments ordered and reminded of. */
@Component
public class RecoveryWorkers {

  private final Recoveries recoveries;
  private final TaskCompletions completions;
  private final String baseUrl;

  RecoveryWorkers(
      Recoveries recoveries,
      TaskCompletions completions,
      @Value("${grants.base-url}") String baseUrl) {
    this.recoveries = recoveries;
    this.completions = completions;
    this.baseUrl = baseUrl;
  }

  /** Which recovery. */
  public record RecoveryInput(String applicationRef, int recoveryNumber) {}

  /** Until when the applicant may answer. */
  public record HearingInput(String applicationRef, int recoveryNumber, String hearingDeadline) {}

  /** When the hearing really ends, and where people find the dossier. */
  public record HearingBegun(String hearingDeadline, String dossierUrl) {}

  /** Whether the applicant can still answer, and until when. */
  public record HearingResult(boolean hearingOpen, String hearingDeadline) {}

  /** What the form shows. */
  public record Figures(
      SuspicionKind suspicionKind,
      boolean answered,
      long suspectedCents,
      long canBeSetOffCents,
      long canBePaidBackCents) {}

  /** What the programme manager typed. */
  public record FindingInput(
      String applicationRef,
      int recoveryNumber,
      Verdict suspicionVerdict,
      @Nullable BigDecimal correctionEuros,
      @Nullable String settlementChoice,
      @Nullable String findingReasons) {}

  /** Whether the suspicion is founded. */
  public enum Verdict {
    FOUNDED,
    UNFOUNDED
  }

  /** What was found, and how a correction comes back. */
  public record FindingResult(boolean founded, @Nullable Settlement settlement) {}

  /** Until when it is to be paid back. */
  public record RepaymentInput(
      String applicationRef, int recoveryNumber, String repaymentDeadline) {}

  /** Whether something is still open. */
  public record RepaymentResult(boolean repaymentOpen) {}

  @JobWorker(type = JobTypes.RECOVERY_BEGIN_HEARING)
  public HearingBegun beginHearing(
      @VariablesAsType HearingInput in, @ElementInstanceKey long elementInstance) {
    var ref = ApplicationRef.of(in.applicationRef());
    var hearing =
        recoveries.beginHearing(
            ref,
            in.recoveryNumber(),
            OffsetDateTime.parse(in.hearingDeadline()),
            StepKey.of(JobTypes.RECOVERY_BEGIN_HEARING, elementInstance));
    return new HearingBegun(hearing.until().toString(), baseUrl + "/dossiers/" + ref);
  }

  @JobWorker(type = JobTypes.RECOVERY_CLOSE_HEARING)
  public HearingResult closeHearing(
      @VariablesAsType RecoveryInput in, @ElementInstanceKey long elementInstance) {
    Hearing hearing =
        recoveries.closeHearing(
            ApplicationRef.of(in.applicationRef()),
            in.recoveryNumber(),
            StepKey.of(JobTypes.RECOVERY_CLOSE_HEARING, elementInstance));
    return new HearingResult(hearing.open(), hearing.until().toString());
  }

  @JobWorker(type = JobTypes.RECOVERY_PREPARE_FINDING)
  public Figures prepareFinding(@VariablesAsType RecoveryInput in) {
    var ref = ApplicationRef.of(in.applicationRef());
    var recovery = recoveries.get(ref, in.recoveryNumber());
    return new Figures(
        recovery.kind(),
        recovery.answer() != null,
        recovery.suspected().value(),
        recoveries.canBeSetOff(ref).value(),
        recoveries.canBePaidBack(ref).value());
  }

  @JobWorker(type = JobTypes.RECOVERY_RECORD_FINDING)
  public FindingResult recordFinding(
      @VariablesAsType FindingInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_DecideOnSuspicion", elementInstance);
    var founded = in.suspicionVerdict() == Verdict.FOUNDED;
    var command =
        new RecordFinding(
            ApplicationRef.of(in.applicationRef()),
            in.recoveryNumber(),
            founded,
            founded ? FormValues.cents(in.correctionEuros(), "FINDING_NOT_ALLOWED") : null,
            founded ? FormValues.choice(Settlement.class, in.settlementChoice()) : null,
            FormValues.text(in.findingReasons()),
            task.username());
    return switch (recoveries.recordFinding(
        command, StepKey.of(JobTypes.RECOVERY_RECORD_FINDING, elementInstance))) {
      case Unfounded() -> new FindingResult(false, null);
      case Founded(var settlement) -> new FindingResult(true, settlement);
      case FindingNotAllowed(var problem) ->
          throw Refusal.bpmnError("FINDING_NOT_ALLOWED", problem);
    };
  }

  @JobWorker(type = JobTypes.RECOVERY_ORDER_REPAYMENT)
  public void orderRepayment(
      @VariablesAsType RepaymentInput in, @ElementInstanceKey long elementInstance) {
    recoveries.order(
        ApplicationRef.of(in.applicationRef()),
        in.recoveryNumber(),
        OffsetDateTime.parse(in.repaymentDeadline()),
        StepKey.of(JobTypes.RECOVERY_ORDER_REPAYMENT, elementInstance));
  }

  @JobWorker(type = JobTypes.RECOVERY_REMIND)
  public RepaymentResult remind(
      @VariablesAsType RecoveryInput in, @ElementInstanceKey long elementInstance) {
    return new RepaymentResult(
        recoveries.remind(
            ApplicationRef.of(in.applicationRef()),
            in.recoveryNumber(),
            StepKey.of(JobTypes.RECOVERY_REMIND, elementInstance)));
  }
}
