package eu.ttc.grants.workers;

import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.evaluation.EvaluationOutcome.Evaluated;
import eu.ttc.grants.evaluation.EvaluationOutcome.EvaluationNotAllowed;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.evaluation.RecordEvaluation;
import eu.ttc.grants.evaluation.Score;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import io.camunda.client.exception.BpmnError;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Experts assigned, conflicts and scores recorded. */
@Component
public class EvaluationWorkers {

  private static final String TASK = "Task_EvaluateApplication";

  private final Evaluations evaluations;
  private final TaskCompletions completions;

  EvaluationWorkers(Evaluations evaluations, TaskCompletions completions) {
    this.evaluations = evaluations;
    this.completions = completions;
  }

  /** Who evaluates, and the piece of work. */
  public record AssignResult(String expert, String evaluationId) {}

  /** A declared conflict. */
  public record ConflictInput(
      String applicationRef, String evaluationId, @Nullable String conflictReason) {}

  /** What the expert typed, and what the table of outcomes says of it. */
  public record EvaluationInput(
      String applicationRef,
      String evaluationId,
      @Nullable BigDecimal excellence,
      @Nullable BigDecimal impact,
      @Nullable BigDecimal implementation,
      @Nullable String excellenceComment,
      @Nullable String impactComment,
      @Nullable String implementationComment,
      boolean evaluationPassed) {}

  /** Points of 15. */
  public record EvaluationResult(BigDecimal evaluationTotal) {}

  @JobWorker(type = JobTypes.EVALUATION_ASSIGN_EXPERT)
  public AssignResult assign(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    var assignment =
        evaluations.assign(
            ApplicationRef.of(in.applicationRef()),
            StepKey.of(JobTypes.EVALUATION_ASSIGN_EXPERT, elementInstance));
    return new AssignResult(assignment.expert(), assignment.evaluation().toString());
  }

  @JobWorker(type = JobTypes.EVALUATION_RECORD_CONFLICT)
  public void recordConflict(
      @VariablesAsType ConflictInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, TASK, elementInstance);
    evaluations.recordConflict(
        ApplicationRef.of(in.applicationRef()),
        UUID.fromString(in.evaluationId()),
        FormValues.text(in.conflictReason()),
        task.username(),
        StepKey.of(JobTypes.EVALUATION_RECORD_CONFLICT, elementInstance));
  }

  @JobWorker(type = JobTypes.EVALUATION_RECORD)
  public EvaluationResult record(
      @VariablesAsType EvaluationInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, TASK, elementInstance);
    return switch (evaluations.record(
        command(in, task.username()), StepKey.of(JobTypes.EVALUATION_RECORD, elementInstance))) {
      case Evaluated(var total) -> new EvaluationResult(total);
      case EvaluationNotAllowed(var problem) -> throw notAllowed(problem);
    };
  }

  private static RecordEvaluation command(EvaluationInput in, String expert) {
    try {
      return new RecordEvaluation(
          ApplicationRef.of(in.applicationRef()),
          UUID.fromString(in.evaluationId()),
          score("excellence", in.excellence()),
          score("impact", in.impact()),
          score("implementation", in.implementation()),
          FormValues.text(in.excellenceComment()),
          FormValues.text(in.impactComment()),
          FormValues.text(in.implementationComment()),
          in.evaluationPassed(),
          expert);
    } catch (IllegalArgumentException impossible) {
      throw notAllowed(impossible.getMessage());
    }
  }

  private static Score score(String criterion, @Nullable BigDecimal points) {
    if (points == null) {
      throw new IllegalArgumentException("the score for %s is missing".formatted(criterion));
    }
    return Score.ofPoints(points);
  }

  private static BpmnError notAllowed(String problem) {
    return Refusal.bpmnError("EVALUATION_NOT_ALLOWED", problem);
  }
}
