package eu.ttc.grants.workers;

import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.award.DecisionOutcome.Decided;
import eu.ttc.grants.award.DecisionOutcome.DecisionNotAllowed;
import eu.ttc.grants.award.RecordDecision;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Award decisions and rejections. */
@Component
public class AwardWorkers {

  private final Awards awards;
  private final TaskCompletions completions;

  AwardWorkers(Awards awards, TaskCompletions completions) {
    this.awards = awards;
    this.completions = completions;
  }

  /** What the programme manager typed. */
  public record DecisionInput(
      String applicationRef,
      Decision decision,
      @Nullable String decisionReasons,
      @Nullable String rejectionCode) {}

  /** Whether it was awarded, and why not. */
  public record DecisionResult(boolean awarded, List<ReasonCode> reasonCodes) {}

  /** Why an application is rejected. */
  public record RejectInput(String applicationRef, @Nullable List<ReasonCode> reasonCodes) {}

  @JobWorker(type = JobTypes.AWARD_RECORD_DECISION)
  public DecisionResult recordDecision(
      @VariablesAsType DecisionInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_DecideOnAward", elementInstance);
    var command =
        new RecordDecision(
            ApplicationRef.of(in.applicationRef()),
            in.decision(),
            FormValues.text(in.decisionReasons()),
            FormValues.reason(in.rejectionCode()),
            task.username());
    return switch (awards.record(
        command, StepKey.of(JobTypes.AWARD_RECORD_DECISION, elementInstance))) {
      case Decided(var awarded, var reasons) -> new DecisionResult(awarded, reasons);
      case DecisionNotAllowed(var problem) ->
          throw Refusal.bpmnError("DECISION_NOT_ALLOWED", problem);
    };
  }

  @JobWorker(type = JobTypes.AWARD_REJECT)
  public void reject(@VariablesAsType RejectInput in, @ElementInstanceKey long elementInstance) {
    awards.reject(
        ApplicationRef.of(in.applicationRef()),
        in.reasonCodes() == null ? List.of() : in.reasonCodes(),
        StepKey.of(JobTypes.AWARD_REJECT, elementInstance));
  }
}
