package eu.ttc.grants.evaluation;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.evaluation.EvaluationOutcome.Evaluated;
import eu.ttc.grants.evaluation.EvaluationOutcome.EvaluationNotAllowed;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds independent experts, records conflicts and scores. Nobody scores an application twice. */
@Service
public class Evaluations {

  private static final int LONGEST_COMMENT = 8000;

  private final JdbcClient jdbc;
  private final Steps steps;
  private final Applications applications;
  private final Accounts accounts;
  private final Clock clock;

  Evaluations(
      JdbcClient jdbc, Steps steps, Applications applications, Accounts accounts, Clock clock) {
    this.jdbc = jdbc;
    this.steps = steps;
    this.applications = applications;
    this.accounts = accounts;
    this.clock = clock;
  }

  /**
   * Gives the application to an expert of its sector who is independent of it: among those with the
   * least open work the one first in the alphabet, so that the choice can be explained. An expert
   * who is to score it already keeps it.
   *
   * @throws IllegalStateException when no expert is free of conflicts; an operator can add one
   */
  @Transactional
  public Assignment assign(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        Assignment.class,
        () -> {
          applications.lockedStatus(ref);
          var open = openAssignment(ref);
          if (open.isPresent()) {
            return open.get();
          }
          var expert =
              candidates(ref)
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

  /** The expert declares a conflict of interest; they never see this application again. */
  @Transactional
  public void recordConflict(
      ApplicationRef ref, UUID evaluation, String reason, String expert, StepKey step) {
    steps.once(
        step,
        Boolean.class,
        () -> {
          applications.lockedStatus(ref);
          jdbc.sql(
                  """
                  update evaluation set state = 'CONFLICT', conflict_reason = :reason, recorded_at = :now
                  where id = :id and application = :ref and state = 'ASSIGNED'
                  """)
              .param("reason", reason.isBlank() ? "not stated" : reason)
              .param("now", clock.instant().atOffset(ZoneOffset.UTC))
              .param("id", evaluation)
              .param("ref", ref.value())
              .update();
          applications.note(ref, "CONFLICT_DECLARED", expert, null);
          return true;
        });
  }

  /** Records an expert's scores, comments and the outcome. */
  @Transactional
  public EvaluationOutcome record(RecordEvaluation command, StepKey step) {
    return steps.once(
        step,
        EvaluationOutcome.class,
        () -> {
          var ref = command.application();
          applications.lockedStatus(ref);
          var problem = problem(command);
          if (problem.isPresent()) {
            return new EvaluationNotAllowed(problem.get());
          }
          jdbc.sql(
                  """
                  update evaluation
                  set state = 'EVALUATED', excellence = :excellence, impact = :impact,
                      implementation = :implementation, excellence_comment = :excellenceComment,
                      impact_comment = :impactComment, implementation_comment = :implementationComment,
                      passed = :passed, recorded_at = :now
                  where id = :id
                  """)
              .param("excellence", command.excellence().halfPoints())
              .param("impact", command.impact().halfPoints())
              .param("implementation", command.implementation().halfPoints())
              .param("excellenceComment", command.excellenceComment())
              .param("impactComment", command.impactComment())
              .param("implementationComment", command.implementationComment())
              .param("passed", command.passed())
              .param("now", clock.instant().atOffset(ZoneOffset.UTC))
              .param("id", command.evaluation())
              .update();
          applications.move(ref, ApplicationStatus.EVALUATED, "EVALUATED", command.expert(), null);
          return new Evaluated(
              BigDecimal.valueOf(command.totalHalfPoints()).divide(BigDecimal.valueOf(2)));
        });
  }

  /** The recorded evaluation of an application. */
  @Transactional(readOnly = true)
  public Optional<EvaluationSummary> of(ApplicationRef ref) {
    return jdbc.sql("select * from evaluation where application = :ref and state = 'EVALUATED'")
        .param("ref", ref.value())
        .query(
            (row, number) -> {
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
                  row.getTimestamp("recorded_at").toInstant());
            })
        .optional();
  }

  /** Whether this person is to evaluate the application or has done so. */
  @Transactional(readOnly = true)
  public boolean isAssigned(ApplicationRef ref, String username) {
    return has(ref, username, "('ASSIGNED', 'EVALUATED')");
  }

  /** Whether this person has scored the application. */
  @Transactional(readOnly = true)
  public boolean hasEvaluated(ApplicationRef ref, String username) {
    return has(ref, username, "('EVALUATED')");
  }

  private Optional<String> problem(RecordEvaluation command) {
    var open = openAssignment(command.application());
    if (open.isEmpty() || !open.get().evaluation().equals(command.evaluation())) {
      return Optional.of("This evaluation is not open any more.");
    }
    if (!open.get().expert().equals(command.expert())) {
      return Optional.of("Only the expert to whom the evaluation was given can complete it.");
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

  private Optional<String> candidates(ApplicationRef ref) {
    record Candidate(String username, String employer, long load) {}
    var application = applications.get(ref);
    var parties =
        Stream.concat(
                Stream.of(application.dossier().enterprise().name()),
                application.dossier().partners().stream().map(partner -> partner.name()))
            .map(Evaluations::comparable)
            .collect(Collectors.toSet());
    Set<String> actors =
        applications.history(ref).stream().map(entry -> entry.actor()).collect(Collectors.toSet());
    var sector = application.dossier().enterprise().sector();
    return jdbc
        .sql(
            """
            select e.username, e.employer,
                   (select count(*) from evaluation o where o.expert = e.username
                      and o.state = 'ASSIGNED') load
            from expert e
            where :sector = any (e.sectors)
              and not exists (select 1 from evaluation v where v.application = :ref
                                and v.expert = e.username)
            """)
        .param("sector", sector == null ? "" : sector.name())
        .param("ref", ref.value())
        .query(
            (row, number) ->
                new Candidate(
                    row.getString("username"), row.getString("employer"), row.getLong("load")))
        .list()
        .stream()
        .filter(candidate -> accounts.hasRole(candidate.username(), Role.EVALUATOR))
        .filter(candidate -> !actors.contains(candidate.username()))
        .filter(candidate -> !parties.contains(comparable(candidate.employer())))
        .min(Comparator.comparingLong(Candidate::load).thenComparing(Candidate::username))
        .map(Candidate::username);
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

  private static String comparable(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }
}
