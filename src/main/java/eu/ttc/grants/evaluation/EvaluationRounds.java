package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.evaluation.OutcomeRecord.NotSettled;
import eu.ttc.grants.evaluation.OutcomeRecord.Recorded;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Evaluations of fund applications by several experts: counts what is there, says how far they
 * differ, and makes one outcome of them ({@code domain.md} § 5). A round whose outcome an appeal
 * voided is followed by another one, by other experts.
 */
@Service
public class EvaluationRounds {

  private final RoundRows rounds;
  private final EvaluationRows rows;
  private final ConsensusRows meetings;
  private final RoundScores roundScores;
  private final EvaluationRulesets rulesets;
  private final Evaluations evaluations;
  private final Applications applications;
  private final Steps steps;
  private final Clock clock;

  EvaluationRounds(
      RoundRows rounds,
      EvaluationRows rows,
      ConsensusRows meetings,
      RoundScores roundScores,
      EvaluationRulesets rulesets,
      Evaluations evaluations,
      Applications applications,
      Steps steps,
      Clock clock) {
    this.rounds = rounds;
    this.rows = rows;
    this.meetings = meetings;
    this.roundScores = roundScores;
    this.rulesets = rulesets;
    this.evaluations = evaluations;
    this.applications = applications;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Opens a round by the rules of today, unless one counts already.
   *
   * @return the seats whose scores are missing
   */
  @Transactional
  public ScoreCheck open(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        ScoreCheck.class,
        () -> {
          applications.requireOpen(ref);
          if (rounds.current(ref).isEmpty()) {
            var now = clock.instant();
            rounds.open(ref, rulesets.at(now).ruleset(), now);
            applications.note(ref, "EVALUATION_OPENED", Applications.SYSTEM, null);
          }
          return check(ref, rounds.require(ref));
        });
  }

  /**
   * Looks at the scores that are there: who is missing, whether the experts differ, or both not.
   */
  @Transactional
  public ScoreCheck check(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        ScoreCheck.class,
        () -> {
          applications.requireOpen(ref);
          return check(ref, rounds.require(ref));
        });
  }

  /**
   * Records the outcome, once. The application passes only if the model's table of outcomes and the
   * thresholds of the round agree on it.
   */
  @Transactional
  public OutcomeRecord record(ApplicationRef ref, boolean passed, StepKey step) {
    return steps.once(
        step,
        OutcomeRecord.class,
        () -> {
          applications.requireOpen(ref);
          var round = rounds.require(ref);
          if (round.outcome().isPresent()) {
            return new Recorded(round.outcome().get());
          }
          var check = check(ref, round);
          if (check.method() == null || check.scores() == null) {
            return new NotSettled();
          }
          var scores = check.scores();
          var reached =
              rulesets
                  .of(round.ruleset())
                  .thresholds()
                  .reachedBy(scores.excellence(), scores.impact(), scores.implementation());
          rounds.consolidate(
              ref, round.number(), check.method(), scores, passed && reached, clock.instant());
          applications.move(
              ref, ApplicationStatus.EVALUATED, "EVALUATED", Applications.SYSTEM, null);
          return new Recorded(rounds.require(ref).outcome().orElseThrow());
        });
  }

  /**
   * Moves what is awaited of experts and moderators beyond this moment, because the application is
   * or was on hold; within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    rows.postpone(ref, after, by);
    meetings.postpone(ref, after, by);
  }

  /** The round that counts, for staff. */
  @Transactional(readOnly = true)
  public Optional<RoundView> of(ApplicationRef ref) {
    var sealed = evaluations.work(ref).stream().anyMatch(ExpertWork::sealed);
    return rounds
        .current(ref)
        .map(
            round -> {
              var scores = sealed ? List.<SeatScores>of() : roundScores.of(ref, round);
              return new RoundView(
                  round.number(),
                  round.ruleset(),
                  scores,
                  scores.isEmpty()
                      ? Optional.empty()
                      : Optional.of(
                          rulesets
                              .of(round.ruleset())
                              .discrepancy(scores.stream().map(SeatScores::given).toList())),
                  meetings.all(ref).stream()
                      .filter(meeting -> meeting.round() == round.number())
                      .toList(),
                  sealed ? List.of() : changes(ref, scores),
                  round.outcome());
            });
  }

  private List<ScoreChange> changes(ApplicationRef ref, List<SeatScores> scores) {
    return meetings.changes(ref).stream()
        .filter(
            change -> scores.stream().anyMatch(one -> one.evaluation().equals(change.evaluation())))
        .toList();
  }

  private ScoreCheck check(ApplicationRef ref, Round round) {
    if (round.outcome().isPresent()) {
      var outcome = round.outcome().get();
      return ScoreCheck.settled(outcome.method(), outcome.scores());
    }
    var rules = rulesets.of(round.ruleset());
    var given = roundScores.of(ref, round);
    var results =
        meetings.all(ref).stream()
            .filter(meeting -> meeting.round() == round.number())
            .map(Meeting::result)
            .toList();
    var metInVain = results.contains(MeetingResult.NOT_AGREED);
    var open =
        IntStream.rangeClosed(1, rules.experts() + (metInVain ? 1 : 0))
            .filter(seat -> given.stream().noneMatch(scores -> scores.seat() == seat))
            .boxed()
            .toList();
    if (!open.isEmpty()) {
      return ScoreCheck.missing(open);
    }
    var scores = given.stream().map(SeatScores::agreed).toList();
    if (metInVain) {
      return settled(ConsolidationMethod.MEDIAN, scores);
    }
    if (rules.discrepancy(scores).exists()) {
      return ScoreCheck.different();
    }
    return settled(
        results.contains(MeetingResult.AGREED)
            ? ConsolidationMethod.CONSENSUS
            : ConsolidationMethod.MEAN,
        scores);
  }

  private static ScoreCheck settled(ConsolidationMethod method, List<Scores> scores) {
    return ScoreCheck.settled(method, method.of(scores));
  }
}
