package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.evaluation.EvaluationNews.Kind;
import eu.ttc.grants.evaluation.EvaluationOutcome.Evaluated;
import eu.ttc.grants.evaluation.EvaluationOutcome.EvaluationNotAllowed;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.support.Advisers;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds the expert of a voucher application, records conflicts and scores, and tells what came of
 * an evaluation, by one expert or by several. Nobody scores an application twice, and nobody a firm
 * whom they advised as its business support manager. Who evaluates for the fund is drawn by {@link
 * ExpertDraws}; {@link EvaluationRounds} makes one outcome of several.
 */
@Service
public class Evaluations {

  private static final int LONGEST_COMMENT = 8000;
  private static final int ONLY_SEAT = 1;

  private static final String OPEN_TO_EXPERT =
      "(state = 'EVALUATED' or state = 'ASSIGNED'"
          + " and (application not like 'F-%' or declared_at is not null))";

  private final JdbcClient jdbc;
  private final EvaluationRows rows;
  private final RoundRows rounds;
  private final ConsensusRows meetings;
  private final ExpertRows experts;
  private final EvaluationRulesets rulesets;
  private final ConflictFinder conflicts;
  private final Steps steps;
  private final Applications applications;
  private final Accounts accounts;
  private final Advisers advisers;
  private final EvaluationNewsDesk news;
  private final Clock clock;

  Evaluations(
      JdbcClient jdbc,
      EvaluationRows rows,
      RoundRows rounds,
      ConsensusRows meetings,
      ExpertRows experts,
      EvaluationRulesets rulesets,
      ConflictFinder conflicts,
      Steps steps,
      Applications applications,
      Accounts accounts,
      Advisers advisers,
      EvaluationNewsDesk news,
      Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.rounds = rounds;
    this.meetings = meetings;
    this.experts = experts;
    this.rulesets = rulesets;
    this.conflicts = conflicts;
    this.steps = steps;
    this.applications = applications;
    this.accounts = accounts;
    this.advisers = advisers;
    this.news = news;
    this.clock = clock;
  }

  /**
   * Gives the application to the one expert of its sector who evaluates it, as {@link
   * ChoiceOfExpert} says. An expert who is to score it already keeps it, unless they became an
   * adviser of the firm meanwhile.
   *
   * @throws IllegalStateException when no expert is free of conflicts; an operator can add one
   */
  @Transactional
  public Assignment assign(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        Assignment.class,
        () -> {
          applications.requireOpen(ref);
          var advisersOfFirm = advisers.ofFirm(ref);
          var open = rows.current(ref, ONLY_SEAT).filter(Work::isOpen);
          if (open.isPresent() && !advisersOfFirm.contains(open.get().expert())) {
            return new Assignment(open.get().id(), open.get().expert());
          }
          open.ifPresent(assigned -> takeBack(ref, assigned));
          experts.lockDraws();
          var expert =
              choose(ref, advisersOfFirm)
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "No expert is free of conflicts for %s. Add one for its sector on the page Experts (with an account in role EVALUATOR), then retry."
                                  .formatted(ref)));
          var assignment = new Assignment(UUID.randomUUID(), expert);
          rows.insert(
              assignment.evaluation(), ref, expert, 1, ONLY_SEAT, clock.instant(), null, null);
          news.tell(ref, "EVALUATION_ASSIGNED", Kind.EXPERT_INVITED, List.of(expert));
          return assignment;
        });
  }

  /**
   * The expert declares a conflict of interest; they never see this application again. A
   * declaration of anybody else changes nothing: the assigned expert keeps the application.
   *
   * @param username who completed the task, as the engine recorded it
   */
  @Transactional
  public void recordConflict(
      ApplicationRef ref, UUID evaluation, String reason, String username, StepKey step) {
    steps.once(
        step,
        Boolean.class,
        () -> {
          applications.requireOpen(ref);
          var words = reason.isBlank() ? "not stated" : reason;
          var declared = rows.conflict(ref, evaluation, username, words, clock.instant());
          if (declared) {
            applications.note(ref, "CONFLICT_DECLARED", username, null);
          } else {
            applications.note(
                ref, "CONFLICT_NOT_TAKEN", username, "not declared by the assigned expert");
          }
          return declared;
        });
  }

  /**
   * Records an expert's scores, comments and the outcome. It passes only if the model's table of
   * outcomes and the thresholds kept here agree on it. Scores for the fund are one part of the
   * evaluation; those for a voucher are all of it.
   */
  @Transactional
  public EvaluationOutcome record(RecordEvaluation command, StepKey step) {
    return steps.once(
        step,
        EvaluationOutcome.class,
        () -> {
          var ref = command.application();
          applications.requireOpen(ref);
          var problem = problem(command);
          if (problem.isPresent()) {
            return new EvaluationNotAllowed(problem.get());
          }
          var now = clock.instant();
          var thresholds = rulesets.at(now).thresholds();
          var passed =
              command.passed()
                  && thresholds.reachedBy(
                      command.excellence(), command.impact(), command.implementation());
          rows.record(command, passed, thresholds.ruleset(), now);
          if (bySeveral(ref)) {
            applications.note(ref, "SCORES_GIVEN", command.expert(), null);
          } else {
            applications.move(
                ref, ApplicationStatus.EVALUATED, "EVALUATED", command.expert(), null);
          }
          return new Evaluated(command.scores().total());
        });
  }

  /**
   * Takes the application away from the experts who were to evaluate it or to meet, because it
   * ended, and tells them; within the running transaction. Does nothing when nobody is.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void withdraw(ApplicationRef ref, String reason) {
    applications.lockedStatus(ref);
    var now = clock.instant();
    var meeting = meetings.open(ref);
    var metAbout = meeting.flatMap(open -> rounds.current(ref));
    var awaited =
        rows.all(ref).stream()
            .filter(work -> work.isOpen() || metAbout.filter(work::scoredIn).isPresent())
            .map(Work::expert)
            .distinct()
            .toList();
    rows.voidAll(ref, WorkState.ASSIGNED, reason, now);
    meeting.ifPresent(
        open ->
            meetings.close(
                ref, open.number(), MeetingResult.ENDED, reason, Applications.SYSTEM, now));
    if (!awaited.isEmpty()) {
      news.tell(ref, "EVALUATION_CANCELLED", Kind.EVALUATION_ENDED, awaited);
    }
  }

  /**
   * Voids the recorded evaluation, because an appeal against it was upheld; it is kept, and other
   * experts can evaluate. Within the running transaction.
   *
   * @throws IllegalStateException when there is none
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void voidRecorded(ApplicationRef ref, String reason) {
    applications.lockedStatus(ref);
    if (of(ref).isEmpty()) {
      throw new IllegalStateException("%s has no evaluation that could be voided.".formatted(ref));
    }
    var now = clock.instant();
    rows.voidAll(ref, WorkState.EVALUATED, reason, now);
    rounds.voidCurrent(ref, reason, now);
    applications.note(ref, "EVALUATION_VOIDED", Applications.SYSTEM, reason);
  }

  /**
   * The evaluation of an application, once it is done; one that was voided counts no more. For the
   * fund it is the consolidated one: no expert's name, and the comments of all of them.
   */
  @Transactional(readOnly = true)
  public Optional<EvaluationSummary> of(ApplicationRef ref) {
    return bySeveral(ref)
        ? rounds
            .current(ref)
            .flatMap(round -> round.outcome().map(outcome -> summary(ref, round, outcome)))
        : rows.all(ref).stream()
            .filter(work -> work.state() == WorkState.EVALUATED)
            .findFirst()
            .flatMap(Work::summary);
  }

  /** What an application of the fund is ranked by, once it is evaluated. */
  @Transactional(readOnly = true)
  public Optional<RankingScore> rankingScore(ApplicationRef ref) {
    return rounds
        .current(ref)
        .flatMap(Round::outcome)
        .map(outcome -> rulesets.of(outcome.ruleset()).ranking(outcome.scores()));
  }

  /**
   * The consolidated scores of an application of the fund, criterion by criterion, with what they
   * are held against; empty until they are known.
   */
  @Transactional(readOnly = true)
  public List<CriterionScore> criteria(ApplicationRef ref) {
    return rounds.current(ref).flatMap(Round::outcome).stream()
        .flatMap(
            outcome -> {
              var rules = rulesets.of(outcome.ruleset());
              return Stream.of(Criterion.values())
                  .map(criterion -> rules.held(criterion, outcome.scores()));
            })
        .toList();
  }

  /**
   * Every expert who had to do with the application, in the order of their assignment. Scores for
   * the fund are sealed until all experts gave theirs.
   */
  @Transactional(readOnly = true)
  public List<ExpertWork> work(ApplicationRef ref) {
    var all = rows.all(ref);
    var seal = !allScored(ref, all);
    return all.stream().map(work -> ExpertWork.of(work, seal)).toList();
  }

  /**
   * As {@link #work}, for an expert who has the application: who is to score sees only what is
   * theirs, who has scored also the scores of others, without names, once all are given.
   */
  @Transactional(readOnly = true)
  public List<ExpertWork> workFor(ApplicationRef ref, String expert) {
    var given = hasEvaluated(ref, expert);
    var all = rows.all(ref);
    var seal = !allScored(ref, all);
    return all.stream()
        .map(work -> ExpertWork.of(work, seal && !work.expert().equals(expert)))
        .filter(work -> work.expert().equals(expert) || given && work.evaluation().isPresent())
        .map(work -> work.expert().equals(expert) ? work : work.withoutName())
        .toList();
  }

  /**
   * Until when this expert is to declare independence or to score; empty when nothing is awaited of
   * them, and for vouchers.
   */
  @Transactional(readOnly = true)
  public Optional<Instant> awaitedUntil(ApplicationRef ref, String expert) {
    return rows.all(ref).stream()
        .filter(work -> work.isOpen() && work.expert().equals(expert))
        .findFirst()
        .map(Work::dueAt);
  }

  /** The applications that this person is to evaluate or has evaluated, and whose dossier opens. */
  @Transactional(readOnly = true)
  public Set<ApplicationRef> assignedTo(String username) {
    return jdbc.sql(
            "select application from evaluation where expert = :username and " + OPEN_TO_EXPERT)
        .param("username", username)
        .query((row, number) -> ApplicationRef.of(row.getString(1)))
        .set();
  }

  /** Whether this person's scores are awaited: until then they see no others. */
  @Transactional(readOnly = true)
  public boolean isToScore(ApplicationRef ref, String username) {
    return has(ref, username, "state = 'ASSIGNED'");
  }

  /**
   * Whether this person is to evaluate the application or has done so, and may open its dossier.
   */
  @Transactional(readOnly = true)
  public boolean isAssigned(ApplicationRef ref, String username) {
    return has(ref, username, OPEN_TO_EXPERT);
  }

  /**
   * Whether this person was drawn for an application of the fund and did not declare yet to be
   * independent: until then its dossier is closed to them, whatever other roles they have.
   */
  @Transactional(readOnly = true)
  public boolean isToDeclare(ApplicationRef ref, String username) {
    return has(
        ref, username, "state = 'ASSIGNED' and application like 'F-%' and declared_at is null");
  }

  /** Whether this person has scored the application, even if the scores were voided. */
  @Transactional(readOnly = true)
  public boolean hasEvaluated(ApplicationRef ref, String username) {
    return has(ref, username, "state in ('EVALUATED', 'VOIDED') and excellence is not null");
  }

  /** The experts whose scores count in the round that counts, in the order of their seats. */
  List<String> scored(ApplicationRef ref) {
    var round = rounds.require(ref);
    return rows.all(ref).stream()
        .filter(work -> work.scoredIn(round))
        .sorted(Comparator.comparingInt(Work::seat))
        .map(Work::expert)
        .toList();
  }

  private static boolean bySeveral(ApplicationRef ref) {
    return ref.scheme() == Scheme.INNOVATION_FUND;
  }

  /** Whether no score of the round is awaited any more. */
  private boolean allScored(ApplicationRef ref, List<Work> all) {
    if (!bySeveral(ref)) {
      return true;
    }
    return rounds
        .current(ref)
        .map(
            round ->
                round.outcome().isPresent()
                    || all.stream().noneMatch(Work::isOpen)
                        && all.stream().filter(work -> work.scoredIn(round)).count()
                            >= rulesets.of(round.ruleset()).experts())
        .orElse(false);
  }

  private EvaluationSummary summary(ApplicationRef ref, Round round, Consolidated outcome) {
    var given =
        rows.all(ref).stream()
            .filter(work -> work.scoredIn(round))
            .map(Work::summary)
            .flatMap(Optional::stream)
            .toList();
    var scores = outcome.scores();
    return new EvaluationSummary(
        "",
        scores.excellence().points(),
        scores.impact().points(),
        scores.implementation().points(),
        scores.total(),
        joined(given, EvaluationSummary::excellenceComment),
        joined(given, EvaluationSummary::impactComment),
        joined(given, EvaluationSummary::implementationComment),
        outcome.passed(),
        outcome.ruleset(),
        outcome.at());
  }

  /** Comments one below the other, each with a number that stands for the same expert. */
  private static String joined(
      List<EvaluationSummary> given, Function<EvaluationSummary, String> comment) {
    var parts = new ArrayList<String>();
    for (var one : given) {
      parts.add("(%d) %s".formatted(parts.size() + 1, comment.apply(one)));
    }
    return String.join("\n\n", parts);
  }

  private Optional<String> problem(RecordEvaluation command) {
    var ref = command.application();
    var work = rows.find(ref, command.evaluation()).filter(Work::isOpen);
    if (work.isEmpty()) {
      return Optional.of("This evaluation is not open any more.");
    }
    if (!work.get().expert().equals(command.expert())) {
      return Optional.of("Only the expert to whom the evaluation was given can complete it.");
    }
    if (bySeveral(ref) && !work.get().isDeclared()) {
      return Optional.of("Scores are taken after the declaration of independence only.");
    }
    if (!bySeveral(ref) && advisers.ofFirm(ref).contains(command.expert())) {
      return Optional.of("Somebody who advises the firm cannot evaluate it.");
    }
    if (bySeveral(ref) && conflict(ref, command.expert()).isPresent()) {
      return Optional.of("A conflict of interest has become known; another expert evaluates.");
    }
    var comments =
        Stream.of(
            command.excellenceComment(), command.impactComment(), command.implementationComment());
    if (comments.anyMatch(text -> text.isBlank() || text.length() > LONGEST_COMMENT)) {
      return Optional.of(
          "Each score needs a comment of 1 to %d characters.".formatted(LONGEST_COMMENT));
    }
    return Optional.empty();
  }

  private Optional<DrawVerdict> conflict(ApplicationRef ref, String expert) {
    return experts.candidate(ref, expert, employedSince()).flatMap(conflicts.of(ref)::of);
  }

  private void takeBack(ApplicationRef ref, Work assigned) {
    rows.conflict(
        ref, assigned.id(), assigned.expert(), DrawVerdict.ADVISES.words(), clock.instant());
    applications.note(ref, "CONFLICT_FOUND", Applications.SYSTEM, "the expert advises the firm");
  }

  private Optional<String> choose(ApplicationRef ref, Set<String> advisersOfFirm) {
    var dossier = applications.get(ref).dossier();
    var actors = applications.history(ref).stream().map(HistoryEntry::actor);
    var involved = Stream.concat(actors, advisersOfFirm.stream()).toList();
    var sector = dossier.sector().map(Sector::name).orElse("");
    var candidates =
        experts.candidates(ref, sector, employedSince()).stream()
            .filter(candidate -> !candidate.hadIt())
            .filter(candidate -> accounts.hasRole(candidate.username(), Role.EVALUATOR))
            .toList();
    return new ChoiceOfExpert(dossier, involved).among(candidates).map(Candidate::username);
  }

  private LocalDate employedSince() {
    var now = clock.instant();
    return LocalDate.ofInstant(now, Applications.PROGRAMME_ZONE)
        .minusYears(rulesets.at(now).formerEmploymentYears());
  }

  private boolean has(ApplicationRef ref, String username, String condition) {
    return jdbc.sql(
                "select count(*) from evaluation where application = :ref and expert = :username"
                    + " and "
                    + condition)
            .param("ref", ref.value())
            .param("username", username)
            .query(Long.class)
            .single()
        > 0;
  }
}
