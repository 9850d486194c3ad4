package eu.ttc.grants.workers;

import eu.ttc.grants.award.Conditions;
import eu.ttc.grants.award.ConditionsState;
import eu.ttc.grants.award.ConfirmConditions;
import eu.ttc.grants.award.ConfirmConditions.Fulfilled;
import eu.ttc.grants.award.ConfirmationOutcome.ConfirmationNotAllowed;
import eu.ttc.grants.award.ConfirmationOutcome.Recorded;
import eu.ttc.grants.award.OpenCondition;
import eu.ttc.grants.award.ProofCheck;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Conditions of awards. */
@Component
public class ConditionWorkers {

  private final Conditions conditions;
  private final TaskCompletions completions;

  ConditionWorkers(Conditions conditions, TaskCompletions completions) {
    this.conditions = conditions;
    this.completions = completions;
  }

  /** Until when proof is asked for. */
  public record ProofInput(String applicationRef, String conditionsDeadline) {}

  /** Where the conditions stand, what is left to confirm, and the real deadline. */
  public record ProofResult(
      ConditionsState conditionsState,
      List<OpenCondition> openConditions,
      String conditionsDeadline) {

    static ProofResult of(ProofCheck check) {
      return new ProofResult(check.state(), check.open(), check.proveBy().toString());
    }
  }

  /** A row of the officer's form. */
  public record Row(int number, @Nullable Boolean fulfilled, @Nullable String note) {}

  /** What the officer found. */
  public record ConfirmInput(String applicationRef, @Nullable List<Row> openConditions) {}

  /** What is left to confirm; nothing to complain about. */
  public record ConfirmResult(
      ConditionsState conditionsState, List<OpenCondition> openConditions, String problem) {}

  @JobWorker(type = JobTypes.AWARD_ASK_FOR_PROOF)
  public ProofResult askForProof(
      @VariablesAsType ProofInput in, @ElementInstanceKey long elementInstance) {
    return ProofResult.of(
        conditions.askForProof(
            ApplicationRef.of(in.applicationRef()),
            OffsetDateTime.parse(in.conditionsDeadline()),
            StepKey.of(JobTypes.AWARD_ASK_FOR_PROOF, elementInstance)));
  }

  @JobWorker(type = JobTypes.AWARD_CONFIRM_CONDITIONS)
  public ConfirmResult confirm(
      @VariablesAsType ConfirmInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_ConfirmConditions", elementInstance);
    var command =
        new ConfirmConditions(
            ApplicationRef.of(in.applicationRef()),
            in.openConditions() == null ? List.of() : fulfilled(in.openConditions()),
            task.username());
    return switch (conditions.confirm(
        command, StepKey.of(JobTypes.AWARD_CONFIRM_CONDITIONS, elementInstance))) {
      case Recorded(var state, var open) -> new ConfirmResult(state, open, "");
      case ConfirmationNotAllowed(var problem) ->
          throw Refusal.bpmnError("CONFIRMATION_NOT_ALLOWED", problem);
    };
  }

  @JobWorker(type = JobTypes.AWARD_LAPSE)
  public ProofResult lapse(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    return ProofResult.of(
        conditions.lapse(
            ApplicationRef.of(in.applicationRef()),
            StepKey.of(JobTypes.AWARD_LAPSE, elementInstance)));
  }

  private static List<Fulfilled> fulfilled(List<Row> rows) {
    return rows.stream()
        .filter(row -> Boolean.TRUE.equals(row.fulfilled()))
        .map(row -> new Fulfilled(row.number(), FormValues.text(row.note())))
        .toList();
  }
}
