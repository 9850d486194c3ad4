package eu.ttc.grants.workers;

import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.recovery.DecideOverpayment;
import eu.ttc.grants.recovery.OverpaymentOutcome.OverpaymentNotAllowed;
import eu.ttc.grants.recovery.OverpaymentOutcome.RecoveryOpened;
import eu.ttc.grants.recovery.Overpayments;
import eu.ttc.grants.recovery.Settlement;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What was paid in advance and not earned. */
@Component
public class OverpaymentWorkers {

  private final Overpayments overpayments;
  private final TaskCompletions completions;

  OverpaymentWorkers(Overpayments overpayments, TaskCompletions completions) {
    this.overpayments = overpayments;
    this.completions = completions;
  }

  /** What the form shows. */
  public record Figures(long overpaidCents, long canBeSetOffCents) {}

  /** What the programme manager typed. */
  public record DecisionInput(
      String applicationRef,
      @Nullable String settlementChoice,
      @Nullable String overpaymentReasons) {}

  /** The recovery that is open now. */
  public record DecisionResult(int recoveryNumber, Settlement settlement) {}

  @JobWorker(type = JobTypes.RECOVERY_PREPARE_OVERPAYMENT)
  public Figures prepare(@VariablesAsType CaseInput in) {
    var ref = ApplicationRef.of(in.applicationRef());
    return new Figures(overpayments.of(ref).value(), overpayments.canBeSetOff(ref).value());
  }

  @JobWorker(type = JobTypes.RECOVERY_RECORD_OVERPAYMENT)
  public DecisionResult record(
      @VariablesAsType DecisionInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_DecideOnOverpayment", elementInstance);
    var command =
        new DecideOverpayment(
            ApplicationRef.of(in.applicationRef()),
            FormValues.choice(Settlement.class, in.settlementChoice()),
            FormValues.text(in.overpaymentReasons()),
            task.username());
    return switch (overpayments.decide(
        command, StepKey.of(JobTypes.RECOVERY_RECORD_OVERPAYMENT, elementInstance))) {
      case RecoveryOpened(var number, var settlement) -> new DecisionResult(number, settlement);
      case OverpaymentNotAllowed(var problem) ->
          throw Refusal.bpmnError("OVERPAYMENT_NOT_ALLOWED", problem);
    };
  }
}
