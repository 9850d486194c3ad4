package eu.ttc.grants.workers;

import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.evaluation.ConsensusMeetings;
import eu.ttc.grants.evaluation.ConsensusOutcome.Closed;
import eu.ttc.grants.evaluation.ConsensusOutcome.ConsensusNotAllowed;
import eu.ttc.grants.evaluation.Criterion;
import eu.ttc.grants.evaluation.Discrepancy;
import eu.ttc.grants.evaluation.MeetingResult;
import eu.ttc.grants.evaluation.OpenMeeting;
import eu.ttc.grants.evaluation.RecordConsensus;
import eu.ttc.grants.evaluation.RecordConsensus.AgreedChange;
import eu.ttc.grants.evaluation.Score;
import eu.ttc.grants.evaluation.SeatScores;
import eu.ttc.grants.evaluation.Spread;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import io.camunda.client.exception.BpmnError;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Consensus meetings opened, reminded of, recorded and given up. */
@Component
public class ConsensusWorkers {

  private static final String OPEN = "OPEN";

  private final ConsensusMeetings meetings;
  private final TaskCompletions completions;

  ConsensusWorkers(ConsensusMeetings meetings, TaskCompletions completions) {
    this.meetings = meetings;
    this.completions = completions;
  }

  /** Whose experts meet, and until when. */
  public record OpenInput(String applicationRef, String consensusDeadline) {}

  /** The meeting, and what the moderator sees: experts are numbers, names stay in the dossier. */
  public record OpenResult(
      int consensusNumber,
      String consensusReminder,
      String consensusDeadline,
      List<ShownScores> consensusScores,
      List<ShownSpread> consensusSpreads) {

    static OpenResult of(OpenMeeting meeting) {
      return new OpenResult(
          meeting.number(),
          meeting.remindAt().toString(),
          meeting.dueAt().toString(),
          meeting.scores().stream().map(ShownScores::of).toList(),
          ShownSpread.of(meeting.discrepancy()));
    }
  }

  /** The scores of one expert as the form shows them. */
  public record ShownScores(
      String expert, String excellence, String impact, String implementation, String total) {

    static ShownScores of(SeatScores seat) {
      var scores = seat.agreed();
      return new ShownScores(
          String.valueOf(seat.seat()),
          shown(scores.excellence().points()),
          shown(scores.impact().points()),
          shown(scores.implementation().points()),
          shown(scores.total()));
    }
  }

  /** How far the experts lie apart, and why that matters. */
  public record ShownSpread(String what, String spread, String why) {

    static List<ShownSpread> of(Discrepancy found) {
      return List.of(
          of("Excellence", found.of(Criterion.EXCELLENCE)),
          of("Impact", found.of(Criterion.IMPACT)),
          of("Implementation", found.of(Criterion.IMPLEMENTATION)),
          of("Total", found.total()));
    }

    private static ShownSpread of(String what, Spread spread) {
      var why =
          Stream.of(
                  spread.tooFar() ? "too far apart" : "",
                  spread.acrossThreshold() ? "on both sides of the threshold" : "")
              .filter(words -> !words.isEmpty())
              .collect(Collectors.joining(", "));
      return new ShownSpread(what, shown(spread.points()), why.isEmpty() ? "–" : why);
    }
  }

  /** Which meeting. */
  public record MeetingInput(String applicationRef, int consensusNumber) {}

  /** Whether the meeting is awaited still, and until when. */
  public record MeetingState(String consensusState, String consensusDeadline) {}

  /** A score that is changed, as typed. */
  public record ChangeInput(
      @Nullable Integer changedExpert,
      @Nullable String changedCriterion,
      @Nullable BigDecimal changedScore,
      @Nullable String changeReason) {}

  /** What the moderator typed. */
  public record ConsensusInput(
      String applicationRef,
      int consensusNumber,
      @Nullable Boolean consensusReached,
      @Nullable List<ChangeInput> agreedChanges,
      @Nullable String consensusWords) {}

  /** What came of the meeting. */
  public record ConsensusResult(String consensusState) {}

  @JobWorker(type = JobTypes.EVALUATION_OPEN_CONSENSUS)
  public OpenResult open(@VariablesAsType OpenInput in, @ElementInstanceKey long elementInstance) {
    return OpenResult.of(
        meetings.open(
            ApplicationRef.of(in.applicationRef()),
            OffsetDateTime.parse(in.consensusDeadline()),
            StepKey.of(JobTypes.EVALUATION_OPEN_CONSENSUS, elementInstance)));
  }

  @JobWorker(type = JobTypes.EVALUATION_REMIND_MODERATOR)
  public void remind(@VariablesAsType MeetingInput in, @ElementInstanceKey long elementInstance) {
    meetings.remind(
        ApplicationRef.of(in.applicationRef()),
        in.consensusNumber(),
        StepKey.of(JobTypes.EVALUATION_REMIND_MODERATOR, elementInstance));
  }

  @JobWorker(type = JobTypes.EVALUATION_LAPSE_CONSENSUS)
  public MeetingState lapse(
      @VariablesAsType MeetingInput in, @ElementInstanceKey long elementInstance) {
    var check =
        meetings.lapse(
            ApplicationRef.of(in.applicationRef()),
            in.consensusNumber(),
            StepKey.of(JobTypes.EVALUATION_LAPSE_CONSENSUS, elementInstance));
    return new MeetingState(state(check.result()), check.dueAt().toString());
  }

  @JobWorker(type = JobTypes.EVALUATION_RECORD_CONSENSUS)
  public ConsensusResult record(
      @VariablesAsType ConsensusInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_ModerateConsensus", elementInstance);
    return switch (meetings.record(
        command(in, task.username()),
        StepKey.of(JobTypes.EVALUATION_RECORD_CONSENSUS, elementInstance))) {
      case Closed(var result) -> new ConsensusResult(result.name());
      case ConsensusNotAllowed(var problem) -> throw notAllowed(problem);
    };
  }

  private static RecordConsensus command(ConsensusInput in, String moderator) {
    var agreed = Boolean.TRUE.equals(in.consensusReached());
    var typed = in.agreedChanges();
    return new RecordConsensus(
        ApplicationRef.of(in.applicationRef()),
        in.consensusNumber(),
        agreed,
        FormValues.text(in.consensusWords()),
        !agreed || typed == null
            ? List.of()
            : typed.stream().map(ConsensusWorkers::change).toList(),
        moderator);
  }

  private static AgreedChange change(ChangeInput typed) {
    var criterion = FormValues.choice(Criterion.class, typed.changedCriterion());
    var expert = typed.changedExpert();
    var score = typed.changedScore();
    if (criterion == null || expert == null || score == null) {
      throw notAllowed("Each change names an expert, a criterion and the new score.");
    }
    try {
      return new AgreedChange(
          expert, criterion, Score.ofPoints(score), FormValues.text(typed.changeReason()));
    } catch (IllegalArgumentException impossible) {
      throw notAllowed(impossible.getMessage());
    }
  }

  private static String state(@Nullable MeetingResult result) {
    return result == null ? OPEN : result.name();
  }

  private static String shown(BigDecimal points) {
    return points.stripTrailingZeros().toPlainString();
  }

  private static BpmnError notAllowed(String problem) {
    return Refusal.bpmnError("CONSENSUS_NOT_ALLOWED", problem);
  }
}
