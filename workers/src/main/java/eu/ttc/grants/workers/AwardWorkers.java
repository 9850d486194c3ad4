package eu.ttc.grants.workers;

import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.award.DecisionOutcome.AwardedOnConditions;
import eu.ttc.grants.award.DecisionOutcome.Decided;
import eu.ttc.grants.award.DecisionOutcome.DecisionNotAllowed;
import eu.ttc.grants.award.DecisionOutcome.Drafted;
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

  /** Whether the applicant is told now. */
  public enum Release {
    COMMUNICATE,
    DRAFT
  }

  /** A row of the list of conditions. */
  public record ConditionRow(@Nullable String condition) {}

  /**
   * What the programme manager typed.
   *
   * @param release absent in models that know no drafts; they communicate
   */
  public record DecisionInput(
      String applicationRef,
      Decision decision,
      @Nullable String decisionReasons,
      @Nullable String rejectionCode,
      @Nullable List<ConditionRow> conditions,
      @Nullable String release) {}

  /**
   * Whether it is communicated; then whether it was awarded, on conditions, and why not. Otherwise
   * whose draft it is, and {@code problem} when there is something to say about it.
   */
  public record DecisionResult(
      boolean communicated,
      boolean awarded,
      boolean conditional,
      List<ReasonCode> reasonCodes,
      @Nullable String draftAuthor,
      @Nullable Integer draftNumber,
      String problem) {}

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
            task.username(),
            conditions(in.conditions()),
            FormValues.choice(Release.class, in.release()) != Release.DRAFT);
    return switch (awards.record(
        command, StepKey.of(JobTypes.AWARD_RECORD_DECISION, elementInstance))) {
      case Decided(var awarded, var reasons) -> communicated(awarded, false, reasons);
      case AwardedOnConditions(var conditions) -> communicated(true, true, List.of());
      case Drafted(var author, var number, var takenOverFrom) ->
          new DecisionResult(
              false,
              false,
              false,
              List.of(),
              author,
              number,
              takenOverFrom.map(AwardWorkers::takenOver).orElse(""));
      case DecisionNotAllowed(var problem) ->
          throw Refusal.bpmnError("DECISION_NOT_ALLOWED", problem);
    };
  }

  private static DecisionResult communicated(
      boolean awarded, boolean conditional, List<ReasonCode> reasons) {
    return new DecisionResult(true, awarded, conditional, reasons, null, null, "");
  }

  private static String takenOver(String author) {
    return "This was a draft of %s, so it was not communicated. It is your draft now: read it once more, then communicate it or change it."
        .formatted(author);
  }

  private static List<String> conditions(@Nullable List<ConditionRow> rows) {
    return rows == null
        ? List.of()
        : rows.stream().map(row -> FormValues.text(row.condition())).toList();
  }

  @JobWorker(type = JobTypes.AWARD_REJECT)
  public void reject(@VariablesAsType RejectInput in, @ElementInstanceKey long elementInstance) {
    awards.reject(
        ApplicationRef.of(in.applicationRef()),
        in.reasonCodes() == null ? List.of() : in.reasonCodes(),
        StepKey.of(JobTypes.AWARD_REJECT, elementInstance));
  }
}
