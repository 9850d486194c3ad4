package eu.ttc.grants.workers;

import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.evaluation.DeclarationOutcome.Conflicted;
import eu.ttc.grants.evaluation.DeclarationOutcome.DeclarationNotAllowed;
import eu.ttc.grants.evaluation.DeclarationOutcome.Independent;
import eu.ttc.grants.evaluation.DeclareIndependence;
import eu.ttc.grants.evaluation.DrawnExpert;
import eu.ttc.grants.evaluation.EvaluationRounds;
import eu.ttc.grants.evaluation.ExpertDraws;
import eu.ttc.grants.evaluation.OutcomeRecord.NotSettled;
import eu.ttc.grants.evaluation.OutcomeRecord.Recorded;
import eu.ttc.grants.evaluation.ScoreCheck;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Rounds of evaluation by several experts: opened, looked at and concluded; experts drawn, asked
 * for their independence, reminded and replaced.
 */
@Component
public class FundEvaluationWorkers {

  private final EvaluationRounds rounds;
  private final ExpertDraws draws;
  private final TaskCompletions completions;

  FundEvaluationWorkers(EvaluationRounds rounds, ExpertDraws draws, TaskCompletions completions) {
    this.rounds = rounds;
    this.draws = draws;
    this.completions = completions;
  }

  /**
   * What the scores say.
   *
   * @param openSeats seats whose scores are missing
   * @param excellence consolidated, as the two that follow; null until scores are settled
   */
  public record ScoresResult(
      String scoresState,
      List<Integer> openSeats,
      @Nullable BigDecimal excellence,
      @Nullable BigDecimal impact,
      @Nullable BigDecimal implementation) {

    static ScoresResult of(ScoreCheck check) {
      var scores = check.scores();
      return new ScoresResult(
          check.state().name(),
          check.openSeats(),
          scores == null ? null : scores.excellence().points(),
          scores == null ? null : scores.impact().points(),
          scores == null ? null : scores.implementation().points());
    }
  }

  /** Which seat, and until when its expert declares. */
  public record DrawInput(String applicationRef, int seat, String declarationDeadline) {}

  /** Who has the seat, what is awaited of them until when, and what they see before declaring. */
  public record DrawResult(
      String expert,
      String evaluationId,
      String awaited,
      String expertReminder,
      String expertDeadline,
      String projectTitle,
      List<ShownParty> parties) {

    static DrawResult of(DrawnExpert drawn) {
      return new DrawResult(
          drawn.expert(),
          drawn.evaluation().toString(),
          drawn.awaited().name(),
          drawn.remindAt().toString(),
          drawn.dueAt().toString(),
          drawn.title(),
          drawn.parties().stream().map(ShownParty::of).toList());
    }
  }

  /** A party as the form shows it. */
  public record ShownParty(String kind, String name, String country) {

    static ShownParty of(DrawnExpert.Party party) {
      return new ShownParty(
          switch (party.kind()) {
            case LEAD -> "Lead";
            case PARTNER -> "Partner";
            case TIED_TO_LEAD -> "Tied to the lead";
          },
          party.name(),
          party.country());
    }
  }

  /** One piece of work of an expert. */
  public record WorkInput(String applicationRef, String evaluationId) {}

  /** What the expert declared, and until when the scores would be awaited. */
  public record DeclarationInput(
      String applicationRef,
      String evaluationId,
      @Nullable Boolean independent,
      @Nullable String independenceReason,
      String evaluationReminder,
      String evaluationDeadline) {}

  /** Whether the expert evaluates, and until when. */
  public record DeclarationResult(
      boolean independent, @Nullable String expertReminder, @Nullable String expertDeadline) {}

  /** What the table of outcomes says of the consolidated scores. */
  public record OutcomeInput(String applicationRef, boolean evaluationPassed) {}

  /** Whether the application passed, and its points of 15. */
  public record OutcomeResult(boolean evaluationPassed, BigDecimal evaluationTotal) {}

  @JobWorker(type = JobTypes.EVALUATION_OPEN_ROUND)
  public ScoresResult openRound(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    return ScoresResult.of(
        rounds.open(
            ApplicationRef.of(in.applicationRef()),
            StepKey.of(JobTypes.EVALUATION_OPEN_ROUND, elementInstance)));
  }

  @JobWorker(type = JobTypes.EVALUATION_CHECK_SCORES)
  public ScoresResult checkScores(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    return ScoresResult.of(
        rounds.check(
            ApplicationRef.of(in.applicationRef()),
            StepKey.of(JobTypes.EVALUATION_CHECK_SCORES, elementInstance)));
  }

  @JobWorker(type = JobTypes.EVALUATION_RECORD_OUTCOME)
  public OutcomeResult recordOutcome(
      @VariablesAsType OutcomeInput in, @ElementInstanceKey long elementInstance) {
    return switch (rounds.record(
        ApplicationRef.of(in.applicationRef()),
        in.evaluationPassed(),
        StepKey.of(JobTypes.EVALUATION_RECORD_OUTCOME, elementInstance))) {
      case Recorded(var outcome) -> new OutcomeResult(outcome.passed(), outcome.scores().total());
      case NotSettled() ->
          throw Refusal.bpmnError(
              "SCORES_NOT_SETTLED",
              "A score was voided meanwhile; the scores are looked at again.");
    };
  }

  @JobWorker(type = JobTypes.EVALUATION_DRAW_EXPERT)
  public DrawResult draw(@VariablesAsType DrawInput in, @ElementInstanceKey long elementInstance) {
    return DrawResult.of(
        draws.draw(
            ApplicationRef.of(in.applicationRef()),
            in.seat(),
            OffsetDateTime.parse(in.declarationDeadline()),
            StepKey.of(JobTypes.EVALUATION_DRAW_EXPERT, elementInstance)));
  }

  @JobWorker(type = JobTypes.EVALUATION_RECORD_DECLARATION)
  public DeclarationResult recordDeclaration(
      @VariablesAsType DeclarationInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_DeclareIndependence", elementInstance);
    var command =
        new DeclareIndependence(
            ApplicationRef.of(in.applicationRef()),
            UUID.fromString(in.evaluationId()),
            Boolean.TRUE.equals(in.independent()),
            FormValues.text(in.independenceReason()),
            OffsetDateTime.parse(in.evaluationReminder()),
            OffsetDateTime.parse(in.evaluationDeadline()),
            task.username());
    return switch (draws.declare(
        command, StepKey.of(JobTypes.EVALUATION_RECORD_DECLARATION, elementInstance))) {
      case Independent(var remindAt, var dueAt) ->
          new DeclarationResult(true, remindAt.toString(), dueAt.toString());
      case Conflicted() -> new DeclarationResult(false, null, null);
      case DeclarationNotAllowed(var problem) ->
          throw Refusal.bpmnError("DECLARATION_NOT_ALLOWED", problem);
    };
  }

  @JobWorker(type = JobTypes.EVALUATION_REMIND_EXPERT)
  public void remind(@VariablesAsType WorkInput in, @ElementInstanceKey long elementInstance) {
    draws.remind(
        ApplicationRef.of(in.applicationRef()),
        UUID.fromString(in.evaluationId()),
        StepKey.of(JobTypes.EVALUATION_REMIND_EXPERT, elementInstance));
  }

  @JobWorker(type = JobTypes.EVALUATION_REPLACE_SILENT_EXPERT)
  public void replaceSilent(
      @VariablesAsType WorkInput in, @ElementInstanceKey long elementInstance) {
    draws.replaceSilent(
        ApplicationRef.of(in.applicationRef()),
        UUID.fromString(in.evaluationId()),
        StepKey.of(JobTypes.EVALUATION_REPLACE_SILENT_EXPERT, elementInstance));
  }
}
