package eu.ttc.grants.award;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.award.DecisionOutcome.Decided;
import eu.ttc.grants.award.DecisionOutcome.DecisionNotAllowed;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.evaluation.EvaluationSummary;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.screening.CompletenessCheck;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.stateaid.DeMinimis;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records who decided what, and why. An award is always a person's, of someone who did not
 * evaluate, and never below the threshold, whatever a model says.
 */
@Service
public class Awards {

  /** Objection within six weeks (Awb 6:7), the remedy against decisions of a Dutch authority. */
  static final String REMEDY = "remedy.objection-within-six-weeks";

  private static final int LONGEST_REASONS = 8000;

  private final JdbcClient jdbc;
  private final Steps steps;
  private final Applications applications;
  private final Screenings screenings;
  private final Evaluations evaluations;
  private final Accounts accounts;
  private final Budget budget;
  private final DeMinimis deMinimis;
  private final JsonMapper json;
  private final Clock clock;

  Awards(
      JdbcClient jdbc,
      Steps steps,
      Applications applications,
      Screenings screenings,
      Evaluations evaluations,
      Accounts accounts,
      Budget budget,
      DeMinimis deMinimis,
      JsonMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.steps = steps;
    this.applications = applications;
    this.screenings = screenings;
    this.evaluations = evaluations;
    this.accounts = accounts;
    this.budget = budget;
    this.deMinimis = deMinimis;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Records a programme manager's decision, once, and once more by another manager after an appeal
   * overturned it; an award makes the application approved and grants the de minimis aid of today.
   *
   * @throws NotNow when the application is not evaluated, or ended
   */
  @Transactional
  public DecisionOutcome record(RecordDecision command, StepKey step) {
    return steps.once(
        step,
        DecisionOutcome.class,
        () -> {
          var ref = command.application();
          var status = applications.lockedStatus(ref);
          var earlier = of(ref);
          if (earlier.isPresent()) {
            var decided = earlier.get();
            return new Decided(decided.decision() == Decision.AWARD, decided.reasonCodes());
          }
          if (status != ApplicationStatus.EVALUATED) {
            throw new NotNow(
                "%s is %s; an award is decided on once it is EVALUATED.".formatted(ref, status));
          }
          var problem = problem(command);
          if (problem.isPresent()) {
            return new DecisionNotAllowed(problem.get());
          }
          var awarded = command.decision() == Decision.AWARD;
          List<ReasonCode> codes =
              awarded
                  ? List.of()
                  : List.of(Optional.ofNullable(command.rejectionCode()).orElseThrow());
          write(ref, command.decision(), command.reasons(), codes, command.decider());
          if (awarded) {
            deMinimis.grant(ref, LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE));
            applications.move(
                ref, ApplicationStatus.APPROVED, "AWARDED", command.decider(), command.reasons());
          }
          return new Decided(awarded, codes);
        });
  }

  /**
   * Rejects an application with its reasons and gives back what was set aside for it. The decision
   * that a person recorded before stays the one that counts; a clear formal refusal is recorded
   * here.
   *
   * @throws NotNow when the application ended otherwise or is under appeal
   */
  @Transactional
  public void reject(ApplicationRef ref, List<ReasonCode> reasonCodes, StepKey step) {
    steps.once(
        step,
        ApplicationStatus.class,
        () -> {
          if (applications.lockedStatus(ref) == ApplicationStatus.REJECTED) {
            return ApplicationStatus.REJECTED;
          }
          applications.requireOpen(ref);
          if (reasonCodes.isEmpty()) {
            throw new IllegalStateException(
                "%s is to be rejected without a reason. Set the variable reasonCodes of the process instance and retry."
                    .formatted(ref));
          }
          var decided = of(ref);
          if (decided.isEmpty()) {
            write(ref, Decision.REJECT, "", reasonCodes, Applications.SYSTEM);
          }
          var reasons = String.join(", ", reasonCodes.stream().map(ReasonCode::name).toList());
          var by = decided.map(AwardDecision::decidedBy).orElse(Applications.SYSTEM);
          applications.move(ref, ApplicationStatus.REJECTED, "REJECTED", by, reasons);
          budget.release(ref, reasons, by);
          deMinimis.release(ref);
          return ApplicationStatus.REJECTED;
        });
  }

  /**
   * An appeal against the decision in force was upheld: it is kept but counts no more, and another
   * one can be made. Within the running transaction.
   *
   * @throws IllegalStateException when no decision is in force
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void overturn(ApplicationRef ref) {
    applications.lockedStatus(ref);
    var overturned =
        jdbc.sql(
                """
                insert into overturned_decision (application, number, overturned_at)
                select application, number, :now from decision_in_force where application = :ref
                """)
            .param("ref", ref.value())
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .update();
    if (overturned == 0) {
      throw new IllegalStateException("No decision on %s is in force.".formatted(ref));
    }
  }

  /** The decision in force, once there is one; what an appeal overturned counts no more. */
  @Transactional(readOnly = true)
  public Optional<AwardDecision> of(ApplicationRef ref) {
    return jdbc.sql("select * from decision_in_force where application = :ref")
        .param("ref", ref.value())
        .query(this::decision)
        .optional();
  }

  /** Every decision on an application, those that appeals overturned included, oldest first. */
  @Transactional(readOnly = true)
  public List<AwardDecision> all(ApplicationRef ref) {
    return jdbc.sql("select * from award_decision where application = :ref order by number")
        .param("ref", ref.value())
        .query(this::decision)
        .list();
  }

  private AwardDecision decision(ResultSet row, int index) throws SQLException {
    return new AwardDecision(
        Decision.valueOf(row.getString("decision")),
        row.getString("reasons"),
        Arrays.stream((String[]) row.getArray("reason_codes").getArray())
            .map(ReasonCode::valueOf)
            .toList(),
        row.getString("decided_by"),
        row.getTimestamp("decided_at").toInstant(),
        basis(row.getString("basis")),
        Optional.ofNullable(row.getString("remedy_notice")));
  }

  private Optional<String> problem(RecordDecision command) {
    var ref = command.application();
    if (!accounts.hasRole(command.decider(), Role.PROGRAMME_MANAGER)) {
      return Optional.of("Only a programme manager decides on an award.");
    }
    if (evaluations.hasEvaluated(ref, command.decider())
        || applications.get(ref).applicant().equals(command.decider())) {
      return Optional.of("Somebody who evaluated the application or applies cannot decide on it.");
    }
    if (all(ref).stream().anyMatch(earlier -> earlier.decidedBy().equals(command.decider()))) {
      return Optional.of("After an upheld appeal another manager decides than before.");
    }
    if (command.reasons().isBlank() || command.reasons().length() > LONGEST_REASONS) {
      return Optional.of("The reasons must have 1 to %d characters.".formatted(LONGEST_REASONS));
    }
    if (command.decision() == Decision.REJECT) {
      return command.rejectionCode() == null
          ? Optional.of("A rejection needs a reason code.")
          : Optional.empty();
    }
    var passed = evaluations.of(ref).map(EvaluationSummary::passed).orElse(false);
    return passed
        ? Optional.empty()
        : Optional.of("An award needs an evaluation above the threshold; this one is below.");
  }

  private void write(
      ApplicationRef ref,
      Decision decision,
      String reasons,
      List<ReasonCode> codes,
      String decider) {
    jdbc.sql(
            """
            insert into award_decision (application, number, decision, reasons, reason_codes,
                                        decided_by, decided_at, basis, remedy_notice)
            select :ref, count(*) + 1, :decision, :reasons, :codes, :decider, :now, :basis::json,
                   :remedy
            from award_decision where application = :ref
            """)
        .param("ref", ref.value())
        .param("decision", decision.name())
        .param("reasons", reasons)
        .param("codes", codes.stream().map(ReasonCode::name).toArray(String[]::new))
        .param("decider", decider)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("basis", json.writeValueAsString(basisOf(ref)))
        .param("remedy", decision == Decision.REJECT ? REMEDY : null)
        .update();
  }

  private DecisionBasis basisOf(ApplicationRef ref) {
    return new DecisionBasis(
        screenings.completeness(ref).map(CompletenessCheck::missing).orElse(List.of()),
        screenings.facts(ref).orElse(null),
        deMinimis.lastCheck(ref),
        evaluations
            .of(ref)
            .map(
                given ->
                    new DecisionBasis.Scores(
                        given.excellence(),
                        given.impact(),
                        given.implementation(),
                        given.total(),
                        given.passed(),
                        given.ruleset()))
            .orElse(null));
  }

  private DecisionBasis basis(@Nullable String stored) {
    return stored == null
        ? new DecisionBasis(List.of(), null, List.of(), null)
        : json.readValue(stored, DecisionBasis.class);
  }
}
