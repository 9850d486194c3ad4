package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.evaluation.ConsensusOutcome.Closed;
import eu.ttc.grants.evaluation.ConsensusOutcome.ConsensusNotAllowed;
import eu.ttc.grants.evaluation.EvaluationNews.Kind;
import eu.ttc.grants.evaluation.RecordConsensus.AgreedChange;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Meetings of experts whose scores lie too far apart, moderated by a programme officer. What was
 * given stays; each change that is agreed on is kept beside it with its reason and author.
 */
@Service
public class ConsensusMeetings {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);
  private static final int LONGEST_WORDS = 4000;
  private static final int LONGEST_REASON = 1000;

  private final ConsensusRows rows;
  private final RoundRows rounds;
  private final RoundScores roundScores;
  private final EvaluationRulesets rulesets;
  private final Evaluations evaluations;
  private final Applications applications;
  private final Accounts accounts;
  private final EvaluationNewsDesk news;
  private final Steps steps;
  private final Clock clock;

  ConsensusMeetings(
      ConsensusRows rows,
      RoundRows rounds,
      RoundScores roundScores,
      EvaluationRulesets rulesets,
      Evaluations evaluations,
      Applications applications,
      Accounts accounts,
      EvaluationNewsDesk news,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.rounds = rounds;
    this.roundScores = roundScores;
    this.rulesets = rulesets;
    this.evaluations = evaluations;
    this.applications = applications;
    this.accounts = accounts;
    this.news = news;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Opens a meeting, unless one is open already, and tells the experts and who can moderate it.
   *
   * @param dueAt until when it is to be held; if the engine comes only after it, it is due at once
   */
  @Transactional
  public OpenMeeting open(ApplicationRef ref, OffsetDateTime dueAt, StepKey step) {
    return steps.once(
        step,
        OpenMeeting.class,
        () -> {
          applications.requireOpen(ref);
          var round = rounds.require(ref);
          if (rows.open(ref).isEmpty()) {
            var now = clock.instant();
            var due = later(dueAt.toInstant(), now.plus(AT_ONCE));
            var halfTime = now.plus(Duration.between(now, due).dividedBy(2));
            rows.add(ref, round.number(), now, halfTime, due);
            var entry =
                news.tell(ref, "CONSENSUS_SOUGHT", Kind.CONSENSUS_INVITED, evaluations.scored(ref));
            news.alsoTell(ref, entry, Kind.MODERATION_ASKED, moderators(ref));
          }
          var meeting = rows.open(ref).orElseThrow();
          var scores = roundScores.of(ref, round);
          return new OpenMeeting(
              meeting.number(),
              Applications.inProgramme(meeting.remindAt()),
              Applications.inProgramme(meeting.dueAt()),
              scores,
              rulesets
                  .of(round.ruleset())
                  .discrepancy(scores.stream().map(SeatScores::agreed).toList()));
        });
  }

  /**
   * Records what the experts agreed on, or that they did not. They agreed only if they do not
   * differ any more afterwards.
   */
  @Transactional
  public ConsensusOutcome record(RecordConsensus command, StepKey step) {
    return steps.once(
        step,
        ConsensusOutcome.class,
        () -> {
          var ref = command.application();
          applications.requireOpen(ref);
          var meeting = rows.find(ref, command.meeting());
          if (meeting.isEmpty()) {
            return new ConsensusNotAllowed("There is no such meeting.");
          }
          var result = meeting.get().result();
          if (result != null) {
            return new Closed(result);
          }
          var round = rounds.require(ref);
          var rules = rulesets.of(round.ruleset());
          var scores = roundScores.of(ref, round);
          var problem = problemOfModerator(command);
          if (problem.isPresent()) {
            return new ConsensusNotAllowed(problem.get());
          }
          if (scores.size() < rules.experts()) {
            return close(command, MeetingResult.SCORES_MISSING, "CONSENSUS_INTERRUPTED");
          }
          problem = problemOfResult(command, scores, rules);
          if (problem.isPresent()) {
            return new ConsensusNotAllowed(problem.get());
          }
          var now = clock.instant();
          changes(command, scores, now)
              .forEach(change -> rows.change(ref, meeting.get().number(), change));
          return command.agreed()
              ? close(command, MeetingResult.AGREED, "CONSENSUS_REACHED")
              : close(command, MeetingResult.NOT_AGREED, "CONSENSUS_NOT_REACHED");
        });
  }

  /**
   * Asked when it is time to remind the moderators: does so once, if the meeting is open still.
   *
   * @return whether this call did so
   */
  @Transactional
  public boolean remind(ApplicationRef ref, int meeting, StepKey step) {
    return steps.once(
        step,
        Boolean.class,
        () -> {
          if (applications.lockedStatus(ref).ended()
              || !rows.remind(ref, meeting, clock.instant())) {
            return false;
          }
          news.tell(ref, "CONSENSUS_REMINDED", Kind.MODERATION_REMINDED, moderators(ref));
          return true;
        });
  }

  /**
   * Asked when the deadline fires: without a meeting in time there is no consensus, if it is really
   * overdue; never while the application is on hold.
   */
  @Transactional
  public MeetingCheck lapse(ApplicationRef ref, int meeting, StepKey step) {
    return steps.once(
        step,
        MeetingCheck.class,
        () -> {
          applications.lockedDespiteHold(ref);
          var found = require(ref, meeting);
          var now = clock.instant();
          var hold = applications.holdOf(ref);
          if (hold.isPresent() && found.result() == null) {
            return new MeetingCheck(
                null, Applications.inProgramme(hold.get().notBefore(found.dueAt())));
          }
          if (found.result() == null && !now.isBefore(found.dueAt())) {
            rows.close(
                ref,
                meeting,
                MeetingResult.NOT_AGREED,
                "not held in time",
                Applications.SYSTEM,
                now);
            applications.note(ref, "CONSENSUS_NOT_REACHED", Applications.SYSTEM, null);
          }
          var after = require(ref, meeting);
          return new MeetingCheck(after.result(), Applications.inProgramme(after.dueAt()));
        });
  }

  /** Until when the meeting that was sought at this moment is to be held. */
  @Transactional(readOnly = true)
  public Optional<Instant> toBeHeldBy(ApplicationRef ref, Instant at) {
    return rows.all(ref).stream()
        .filter(meeting -> !meeting.openedAt().isAfter(at))
        .reduce((earlier, later) -> later)
        .map(Meeting::dueAt);
  }

  private List<String> moderators(ApplicationRef ref) {
    return accounts.withRole(Role.PROGRAMME_OFFICER).stream()
        .filter(officer -> !isInvolved(ref, officer))
        .toList();
  }

  private boolean isInvolved(ApplicationRef ref, String officer) {
    return evaluations.hasEvaluated(ref, officer)
        || evaluations.isToScore(ref, officer)
        || applications.get(ref).applicant().equals(officer);
  }

  private ConsensusOutcome close(RecordConsensus command, MeetingResult result, String event) {
    var ref = command.application();
    rows.close(
        ref, command.meeting(), result, command.words(), command.moderator(), clock.instant());
    applications.note(ref, event, command.moderator(), null);
    return new Closed(result);
  }

  private Optional<String> problemOfModerator(RecordConsensus command) {
    var ref = command.application();
    if (!accounts.hasRole(command.moderator(), Role.PROGRAMME_OFFICER)) {
      return Optional.of("Only a programme officer moderates a consensus meeting.");
    }
    if (isInvolved(ref, command.moderator())) {
      return Optional.of("Somebody who evaluates the application or applies cannot moderate.");
    }
    return command.words().isBlank() || command.words().length() > LONGEST_WORDS
        ? Optional.of("What came of the meeting needs 1 to %d characters.".formatted(LONGEST_WORDS))
        : Optional.empty();
  }

  private static Optional<String> problemOfResult(
      RecordConsensus command, List<SeatScores> scores, EvaluationRules rules) {
    if (!command.agreed()) {
      return command.changes().isEmpty()
          ? Optional.empty()
          : Optional.of("Without consensus no score is changed: remove the changes, or agree.");
    }
    var changed = new HashSet<String>();
    var agreed = new ArrayList<>(scores);
    for (var change : command.changes()) {
      var problem = problemOf(change, scores);
      if (problem.isPresent()) {
        return problem;
      }
      if (!changed.add(change.seat() + " " + change.criterion())) {
        return Optional.of("A score of expert %d is changed twice.".formatted(change.seat()));
      }
      agreed.replaceAll(one -> one.seat() == change.seat() ? with(one, change) : one);
    }
    return rules.discrepancy(agreed.stream().map(SeatScores::agreed).toList()).exists()
        ? Optional.of(
            "With these scores the experts still differ too much, or stand on both sides of a"
                + " threshold. Agree further, or record that there is no consensus.")
        : Optional.empty();
  }

  private static Optional<String> problemOf(AgreedChange change, List<SeatScores> scores) {
    var seat = scores.stream().filter(one -> one.seat() == change.seat()).findFirst();
    if (seat.isEmpty()) {
      return Optional.of("There is no expert %d.".formatted(change.seat()));
    }
    if (seat.get().agreed().of(change.criterion()).equals(change.score())) {
      return Optional.of(
          "A change of expert %d leaves the score as it is.".formatted(change.seat()));
    }
    return change.reason().isBlank() || change.reason().length() > LONGEST_REASON
        ? Optional.of("Each change needs a reason of 1 to %d characters.".formatted(LONGEST_REASON))
        : Optional.empty();
  }

  private static List<ScoreChange> changes(
      RecordConsensus command, List<SeatScores> scores, Instant now) {
    return command.changes().stream()
        .map(
            change -> {
              var seat =
                  scores.stream()
                      .filter(one -> one.seat() == change.seat())
                      .findFirst()
                      .orElseThrow();
              return new ScoreChange(
                  command.meeting(),
                  seat.evaluation(),
                  change.criterion(),
                  seat.agreed().of(change.criterion()),
                  change.score(),
                  change.reason(),
                  command.moderator(),
                  now);
            })
        .toList();
  }

  private static SeatScores with(SeatScores seat, AgreedChange change) {
    return new SeatScores(
        seat.seat(),
        seat.evaluation(),
        seat.given(),
        seat.agreed().with(change.criterion(), change.score()));
  }

  private Meeting require(ApplicationRef ref, int meeting) {
    return rows.find(ref, meeting)
        .orElseThrow(
            () -> new IllegalStateException("%s has no meeting %d".formatted(ref, meeting)));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
