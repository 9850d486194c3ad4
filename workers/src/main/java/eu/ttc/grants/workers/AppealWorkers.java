package eu.ttc.grants.workers;

import eu.ttc.grants.appeal.AppealOutcome.AppealDecisionNotAllowed;
import eu.ttc.grants.appeal.AppealOutcome.Dismissed;
import eu.ttc.grants.appeal.AppealOutcome.Extended;
import eu.ttc.grants.appeal.AppealOutcome.Upheld;
import eu.ttc.grants.appeal.AppealState;
import eu.ttc.grants.appeal.Appeals;
import eu.ttc.grants.appeal.DecideAppeal;
import eu.ttc.grants.appeal.ResumeStep;
import eu.ttc.grants.appeal.Verdict;
import eu.ttc.grants.appeal.Window;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Windows for objections opened and closed, reviews begun, decisions on appeals recorded. */
@Component
public class AppealWorkers {

  private final Appeals appeals;
  private final TaskCompletions completions;

  AppealWorkers(Appeals appeals, TaskCompletions completions) {
    this.appeals = appeals;
    this.completions = completions;
  }

  /** Until when the applicant may object. */
  public record OpenInput(String applicationRef, String appealDeadline) {}

  /** Which appeal. */
  public record AppealInput(String applicationRef, int appealNumber) {}

  /** Which appeal it is, where it stands, and when its window really closes. */
  public record WindowResult(int appealNumber, AppealState appealState, String appealDeadline) {

    static WindowResult of(Window window) {
      return new WindowResult(window.number(), window.state(), window.lodgeBy().toString());
    }
  }

  /** Until when the appeal is to be decided. */
  public record ReviewInput(String applicationRef, int appealNumber, String decisionDeadline) {}

  /** The real date of the decision, and what the form shows. */
  public record ReviewResult(
      String decisionDeadline,
      boolean extensible,
      List<ResumeStep> resumeSteps,
      List<ReasonCode> reasonCodes) {}

  /** What the programme manager typed. */
  public record DecisionInput(
      String applicationRef,
      int appealNumber,
      Verdict appealVerdict,
      @Nullable String appealReasons,
      @Nullable String resumeStep) {}

  /** What was decided, and where an upheld case goes on. */
  public record DecisionResult(Verdict appealOutcome, @Nullable ResumeStep resumeAt) {}

  @JobWorker(type = JobTypes.APPEAL_OPEN_WINDOW)
  public WindowResult openWindow(
      @VariablesAsType OpenInput in, @ElementInstanceKey long elementInstance) {
    return WindowResult.of(
        appeals.openWindow(
            ApplicationRef.of(in.applicationRef()),
            OffsetDateTime.parse(in.appealDeadline()),
            StepKey.of(JobTypes.APPEAL_OPEN_WINDOW, elementInstance)));
  }

  @JobWorker(type = JobTypes.APPEAL_CLOSE_WINDOW)
  public WindowResult closeWindow(
      @VariablesAsType AppealInput in, @ElementInstanceKey long elementInstance) {
    return WindowResult.of(
        appeals.closeWindow(
            ApplicationRef.of(in.applicationRef()),
            in.appealNumber(),
            StepKey.of(JobTypes.APPEAL_CLOSE_WINDOW, elementInstance)));
  }

  @JobWorker(type = JobTypes.APPEAL_BEGIN_REVIEW)
  public ReviewResult beginReview(
      @VariablesAsType ReviewInput in, @ElementInstanceKey long elementInstance) {
    var review =
        appeals.beginReview(
            ApplicationRef.of(in.applicationRef()),
            in.appealNumber(),
            OffsetDateTime.parse(in.decisionDeadline()),
            StepKey.of(JobTypes.APPEAL_BEGIN_REVIEW, elementInstance));
    return new ReviewResult(
        review.decideBy().toString(),
        review.extensible(),
        review.resumeSteps(),
        review.reasonCodes());
  }

  @JobWorker(type = JobTypes.APPEAL_REMIND)
  public void remind(@VariablesAsType AppealInput in, @ElementInstanceKey long elementInstance) {
    appeals.remind(
        ApplicationRef.of(in.applicationRef()),
        in.appealNumber(),
        StepKey.of(JobTypes.APPEAL_REMIND, elementInstance));
  }

  @JobWorker(type = JobTypes.APPEAL_RECORD_DECISION)
  public DecisionResult recordDecision(
      @VariablesAsType DecisionInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_DecideOnAppeal", elementInstance);
    var command =
        new DecideAppeal(
            ApplicationRef.of(in.applicationRef()),
            in.appealNumber(),
            in.appealVerdict(),
            FormValues.text(in.appealReasons()),
            FormValues.choice(ResumeStep.class, in.resumeStep()),
            task.username());
    return switch (appeals.decide(
        command, StepKey.of(JobTypes.APPEAL_RECORD_DECISION, elementInstance))) {
      case Dismissed() -> new DecisionResult(Verdict.DISMISSED, null);
      case Upheld(var resumeAt) -> new DecisionResult(Verdict.UPHELD, resumeAt);
      case Extended() -> new DecisionResult(Verdict.EXTENDED, null);
      case AppealDecisionNotAllowed(var problem) ->
          throw Refusal.bpmnError("APPEAL_DECISION_NOT_ALLOWED", problem);
    };
  }
}
