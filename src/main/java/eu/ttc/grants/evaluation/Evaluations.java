package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.evaluation.EvaluationOutcome.Evaluated;
import eu.ttc.grants.evaluation.EvaluationOutcome.EvaluationNotAllowed;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.support.Advisers;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds independent experts, records conflicts and scores. Nobody scores an application twice, and
 * nobody a firm whom they advised as its business support manager.
 */
@Service
public class Evaluations {

  private static final int LONGEST_COMMENT = 8000;

  private final JdbcClient jdbc;
  private final Steps steps;
  private final Applications applications;
  private final Accounts accounts;
  private final Advisers advisers;
  private final Clock clock;

  Evaluations(
      JdbcClient jdbc,
      Steps steps,
      Applications applications,
      Accounts accounts,
      Advisers advisers,
      Clock clock) {
    this.jdbc = jdbc;
    this.steps = steps;
    this.applications = applications;
    this.accounts = accounts;
    this.advisers = advisers;
    this.clock = clock;
  }

  /**
   * Gives the application to an expert of its sector, as {@link ChoiceOfExpert} says. An expert who
   * is to score it already keeps it, unless they became an adviser of the firm meanwhile.
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
          var open = openAssignment(ref);
          if (open.isPresent() && !advisersOfFirm.contains(open.get().expert())) {
            return open.get();
          }
          open.ifPresent(assigned -> takeBack(ref, assigned));
          var expert =
              choose(ref, advisersOfFirm)
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "No expert is free of conflicts for %s. Add one for its sector to table expert (with an account in role EVALUATOR), then retry."
                                  .formatted(ref)));
          var assignment = new Assignment(UUID.randomUUID(), expert);
          jdbc.sql(
                  """
                  insert into evaluation (id, application, expert, state, assigned_at)
                  values (:id, :ref, :expert, 'ASSIGNED', :now)
                  """)
              .param("id", assignment.evaluation())
              .param("ref", ref.value())
              .param("expert", expert)
              .param("now", clock.instant().atOffset(ZoneOffset.UTC))
              .update();
          applications.note(ref, "EVALUATION_ASSIGNED", Applications.SYSTEM, null);
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
          var declared =
              jdbc.sql(
                      """
                      update evaluation
                      set state = 'CONFLICT', conflict_reason = :reason, recorded_at = :now
                      where id = :id and application = :ref and expert = :username
                        and state = 'ASSIGNED'
                      """)
                  .param("reason", reason.isBlank() ? "not stated" : reason)
                  .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                  .param("id", evaluation)
                  .param("ref", ref.value())
                  .param("username", username)
                  .update();
          if (declared == 1) {
            applications.note(ref, "CONFLICT_DECLARED", username, null);
          } else {
            applications.note(
                ref, "CONFLICT_NOT_TAKEN", username, "not declared by the assigned expert");
          }
          return declared == 1;
        });
  }

  /**
   * Records an expert's scores, comments and the outcome. It passes only if the model's table of
   * outcomes and the thresholds kept here agree on it.
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
          var thresholds = thresholds(LocalDate.ofInstant(now, Applications.PROGRAMME_ZONE));
          var passed =
              command.passed()
                  && thresholds.reachedBy(
                      command.excellence(), command.impact(), command.implementation());
          jdbc.sql(
                  """
                  update evaluation
                  set state = 'EVALUATED', excellence = :excellence, impact = :impact,
                      implementation = :implementation, excellence_comment = :excellenceComment,
                      impact_comment = :impactComment, implementation_comment = :implementationComment,
                      passed = :passed, ruleset = :ruleset, recorded_at = :now
                  where id = :id
                  """)
              .param("excellence", command.excellence().halfPoints())
              .param("impact", command.impact().halfPoints())
              .param("implementation", command.implementation().halfPoints())
              .param("excellenceComment", command.excellenceComment())
              .param("impactComment", command.impactComment())
              .param("implementationComment", command.implementationComment())
              .param("passed", passed)
              .param("ruleset", thresholds.ruleset())
              .param("now", now.atOffset(ZoneOffset.UTC))
              .param("id", command.evaluation())
              .update();
          applications.move(ref, ApplicationStatus.EVALUATED, "EVALUATED", command.expert(), null);
          return new Evaluated(
              BigDecimal.valueOf(command.totalHalfPoints()).divide(BigDecimal.valueOf(2)));
        });
  }

  /**
   * Takes the application away from the expert who was to evaluate it, because it ended; within the
   * running transaction. Does nothing when nobody is.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void withdraw(ApplicationRef ref, String reason) {
    applications.lockedStatus(ref);
    voidIn("ASSIGNED", ref, reason);
  }

  /**
   * Voids the recorded evaluation, because an appeal against it was upheld; it is kept, and another
   * expert can evaluate. Within the running transaction.
   *
   * @throws IllegalStateException when there is none
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void voidRecorded(ApplicationRef ref, String reason) {
    applications.lockedStatus(ref);
    if (!voidIn("EVALUATED", ref, reason)) {
      throw new IllegalStateException("%s has no evaluation that could be voided.".formatted(ref));
    }
    applications.note(ref, "EVALUATION_VOIDED", Applications.SYSTEM, reason);
  }

  private boolean voidIn(String state, ApplicationRef ref, String reason) {
    return jdbc.sql(
                """
                update evaluation set state = 'VOIDED', voided_at = :now, void_reason = :reason
                where application = :ref and state = :state
                """)
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .param("reason", reason)
            .param("ref", ref.value())
            .param("state", state)
            .update()
        > 0;
  }

  /** The recorded evaluation of an application; one that was voided counts no more. */
  @Transactional(readOnly = true)
  public Optional<EvaluationSummary> of(ApplicationRef ref) {
    return jdbc.sql("select * from evaluation where application = :ref and state = 'EVALUATED'")
        .param("ref", ref.value())
        .query(Evaluations::summary)
        .optional();
  }

  /** Every expert who had to do with the application, in the order of their assignment. */
  @Transactional(readOnly = true)
  public List<ExpertWork> work(ApplicationRef ref) {
    return jdbc.sql("select * from evaluation where application = :ref order by assigned_at, id")
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new ExpertWork(
                    row.getString("expert"),
                    row.getTimestamp("assigned_at").toInstant(),
                    row.getString("conflict_reason"),
                    row.getString("state").equals("EVALUATED")
                        ? Optional.of(summary(row, number))
                        : Optional.empty()))
        .list();
  }

  /** The applications that this person is to evaluate or has evaluated. */
  @Transactional(readOnly = true)
  public Set<ApplicationRef> assignedTo(String username) {
    return jdbc.sql(
            "select application from evaluation"
                + " where expert = :username and state in ('ASSIGNED', 'EVALUATED')")
        .param("username", username)
        .query((row, number) -> ApplicationRef.of(row.getString(1)))
        .set();
  }

  /** Whether this person's scores are awaited: until then they see no others. */
  @Transactional(readOnly = true)
  public boolean isToScore(ApplicationRef ref, String username) {
    return has(ref, username, "('ASSIGNED')");
  }

  /** Whether this person is to evaluate the application or has done so. */
  @Transactional(readOnly = true)
  public boolean isAssigned(ApplicationRef ref, String username) {
    return has(ref, username, "('ASSIGNED', 'EVALUATED')");
  }

  /** Whether this person has scored the application, even if the scores were voided. */
  @Transactional(readOnly = true)
  public boolean hasEvaluated(ApplicationRef ref, String username) {
    return has(ref, username, "('EVALUATED', 'VOIDED') and excellence is not null");
  }

  private static EvaluationSummary summary(ResultSet row, int number) throws SQLException {
    var excellence = new Score(row.getInt("excellence"));
    var impact = new Score(row.getInt("impact"));
    var implementation = new Score(row.getInt("implementation"));
    return new EvaluationSummary(
        row.getString("expert"),
        excellence.points(),
        impact.points(),
        implementation.points(),
        excellence.points().add(impact.points()).add(implementation.points()),
        row.getString("excellence_comment"),
        row.getString("impact_comment"),
        row.getString("implementation_comment"),
        row.getBoolean("passed"),
        row.getString("ruleset"),
        row.getTimestamp("recorded_at").toInstant());
  }

  private Optional<String> problem(RecordEvaluation command) {
    var open = openAssignment(command.application());
    if (open.isEmpty() || !open.get().evaluation().equals(command.evaluation())) {
      return Optional.of("This evaluation is not open any more.");
    }
    if (!open.get().expert().equals(command.expert())) {
      return Optional.of("Only the expert to whom the evaluation was given can complete it.");
    }
    if (advisers.ofFirm(command.application()).contains(command.expert())) {
      return Optional.of("Somebody who advises the firm cannot evaluate it.");
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

  private Optional<Assignment> openAssignment(ApplicationRef ref) {
    return jdbc.sql(
            "select id, expert from evaluation where application = :ref and state = 'ASSIGNED'")
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new Assignment(row.getObject("id", UUID.class), row.getString("expert")))
        .optional();
  }

  private void takeBack(ApplicationRef ref, Assignment assigned) {
    jdbc.sql(
            """
            update evaluation
            set state = 'CONFLICT', conflict_reason = 'advises the firm', recorded_at = :now
            where id = :id
            """)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("id", assigned.evaluation())
        .update();
    applications.note(ref, "CONFLICT_FOUND", Applications.SYSTEM, "the expert advises the firm");
  }

  private Optional<String> choose(ApplicationRef ref, Set<String> advisersOfFirm) {
    var dossier = applications.get(ref).dossier();
    var actors = applications.history(ref).stream().map(HistoryEntry::actor);
    var involved = Stream.concat(actors, advisersOfFirm.stream()).toList();
    var sector = dossier.sector().map(Sector::name).orElse("");
    var candidates =
        candidates(ref, sector).stream()
            .filter(candidate -> accounts.hasRole(candidate.username(), Role.EVALUATOR))
            .toList();
    return new ChoiceOfExpert(dossier, involved).among(candidates).map(Candidate::username);
  }

  /** Experts of the sector who never had to do with the application. */
  private List<Candidate> candidates(ApplicationRef ref, String sector) {
    return jdbc.sql(
            """
            select e.username, e.employer, e.languages,
                   (select count(*) from evaluation o where o.expert = e.username
                      and o.state = 'ASSIGNED') open_work
            from expert e
            where :sector = any (e.sectors)
              and not exists (select 1 from evaluation v where v.application = :ref
                                and v.expert = e.username)
            """)
        .param("sector", sector)
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new Candidate(
                    row.getString("username"),
                    row.getString("employer"),
                    Set.of((String[]) row.getArray("languages").getArray()),
                    row.getLong("open_work")))
        .list();
  }

  private Thresholds thresholds(LocalDate day) {
    return jdbc.sql(
            "select * from evaluation_ruleset"
                + " where :day between valid_from and coalesce(valid_to, 'infinity')")
        .param("day", day)
        .query(
            (row, number) ->
                new Thresholds(
                    row.getString("id"),
                    row.getInt("criterion_from_half_points"),
                    row.getInt("total_from_half_points")))
        .optional()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No thresholds hold on %s: add them to table evaluation_ruleset, then retry."
                        .formatted(day)));
  }

  private boolean has(ApplicationRef ref, String username, String states) {
    return jdbc.sql(
                "select count(*) from evaluation where application = :ref and expert = :username"
                    + " and state in "
                    + states)
            .param("ref", ref.value())
            .param("username", username)
            .query(Long.class)
            .single()
        > 0;
  }
}
