package eu.ttc.grants.award;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.award.DecisionOutcome.AwardedOnConditions;
import eu.ttc.grants.award.DecisionOutcome.Decided;
import eu.ttc.grants.award.DecisionOutcome.DecisionNotAllowed;
import eu.ttc.grants.award.DecisionOutcome.Drafted;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.evaluation.EvaluationSummary;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.screening.CompletenessCheck;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.stateaid.DeMinimis;
import eu.ttc.grants.stateaid.DeMinimisOfGrants;
import eu.ttc.grants.stateaid.HeadroomCheck.CeilingExceeded;
import eu.ttc.grants.stateaid.HeadroomFigures;
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
  private static final int LONGEST_CONDITION = 500;
  private static final int MOST_CONDITIONS = 10;

  private final JdbcClient jdbc;
  private final AwardDrafts drafts;
  private final ConditionRows conditions;
  private final Steps steps;
  private final Applications applications;
  private final Screenings screenings;
  private final Evaluations evaluations;
  private final Accounts accounts;
  private final Budget budget;
  private final DeMinimis deMinimis;
  private final DeMinimisOfGrants deMinimisOfGrants;
  private final JsonMapper json;
  private final Clock clock;

  Awards(
      JdbcClient jdbc,
      AwardDrafts drafts,
      ConditionRows conditions,
      Steps steps,
      Applications applications,
      Screenings screenings,
      Evaluations evaluations,
      Accounts accounts,
      Budget budget,
      DeMinimis deMinimis,
      DeMinimisOfGrants deMinimisOfGrants,
      JsonMapper json,
      Clock clock) {
    this.jdbc = jdbc;
    this.drafts = drafts;
    this.conditions = conditions;
    this.steps = steps;
    this.applications = applications;
    this.screenings = screenings;
    this.evaluations = evaluations;
    this.accounts = accounts;
    this.budget = budget;
    this.deMinimis = deMinimis;
    this.deMinimisOfGrants = deMinimisOfGrants;
    this.json = json;
    this.clock = clock;
  }

  /**
   * Records a programme manager's decision. Until it is communicated it is a draft of its author:
   * each is kept, the applicant hears nothing of it and nothing else changes. Whoever would
   * communicate somebody else's draft becomes the author of a new one first, and communicates it by
   * completing again; so nobody signs unread what another wrote.
   *
   * <p>Communicated, it counts once, whatever is recorded afterwards, and once more by another
   * manager after an appeal overturned it. An award makes the application approved and, unless it
   * has conditions, grants the de minimis aid of today.
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
            return outcome(earlier.get());
          }
          if (status != ApplicationStatus.EVALUATED) {
            throw new NotNow(
                "%s is %s; an award is decided on once it is EVALUATED.".formatted(ref, status));
          }
          var problem = problem(command);
          if (problem.isPresent()) {
            return new DecisionNotAllowed(problem.get());
          }
          var others =
              drafts
                  .newest(ref)
                  .map(AwardDraft::author)
                  .filter(author -> !author.equals(command.decider()));
          return command.communicated() && others.isEmpty()
              ? communicate(command)
              : new Drafted(
                  command.decider(),
                  drafts.add(command, clock.instant()),
                  command.communicated() ? others : Optional.empty());
        });
  }

  /**
   * Rejects an application with its reasons and gives back what was set aside for it. A rejection
   * that a person recorded before stays the one that counts; a clear formal refusal is recorded
   * here, and so is what takes an award back, which can be objected to like any other rejection.
   *
   * @throws IllegalStateException when there is no reason, or it is awarded and the reason is not
   *     its co-funding
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
          var inForce = of(ref);
          requireMayFollow(ref, inForce, reasonCodes);
          var decided = inForce.filter(decision -> decision.decision() == Decision.REJECT);
          if (decided.isEmpty()) {
            write(ref, Decision.REJECT, "", reasonCodes, Applications.SYSTEM, List.of());
          }
          var reasons = String.join(", ", reasonCodes.stream().map(ReasonCode::name).toList());
          var by = decided.map(AwardDecision::decidedBy).orElse(Applications.SYSTEM);
          applications.move(ref, ApplicationStatus.REJECTED, "REJECTED", by, reasons);
          budget.release(ref, reasons, by);
          deMinimis.release(ref);
          return ApplicationStatus.REJECTED;
        });
  }

  /** Only the want of co-funding takes an award back; everything else was decided with it. */
  private static void requireMayFollow(
      ApplicationRef ref, Optional<AwardDecision> inForce, List<ReasonCode> reasonCodes) {
    if (inForce.filter(decision -> decision.decision() == Decision.AWARD).isPresent()
        && !reasonCodes.contains(ReasonCode.COFUNDING_NOT_ASSURED)) {
      throw new IllegalStateException(
          "%s was awarded; %s does not take that back, only a co-funding that is not assured does. Correct the model, or cancel the instance."
              .formatted(ref, reasonCodes));
    }
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
    return decisions("select * from decision_in_force where application = :ref", ref).stream()
        .findFirst();
  }

  /** Every decision on an application, those that appeals overturned included, oldest first. */
  @Transactional(readOnly = true)
  public List<AwardDecision> all(ApplicationRef ref) {
    return decisions("select * from award_decision where application = :ref order by number", ref);
  }

  /** Every draft of a decision, oldest first; for staff only. */
  @Transactional(readOnly = true)
  public List<AwardDraft> drafts(ApplicationRef ref) {
    return drafts.all(ref);
  }

  private List<AwardDecision> decisions(String sql, ApplicationRef ref) {
    var all = conditions.byDecision(ref);
    return jdbc.sql(sql)
        .param("ref", ref.value())
        .query((row, index) -> decision(row, all.getOrDefault(row.getInt("number"), List.of())))
        .list();
  }

  private AwardDecision decision(ResultSet row, List<AwardCondition> conditions)
      throws SQLException {
    return new AwardDecision(
        row.getInt("number"),
        Decision.valueOf(row.getString("decision")),
        row.getString("reasons"),
        Arrays.stream((String[]) row.getArray("reason_codes").getArray())
            .map(ReasonCode::valueOf)
            .toList(),
        row.getString("decided_by"),
        row.getTimestamp("decided_at").toInstant(),
        basis(row.getString("basis")),
        conditions,
        Optional.ofNullable(row.getString("remedy_notice")));
  }

  private static DecisionOutcome outcome(AwardDecision decided) {
    return decided.conditions().isEmpty()
        ? new Decided(decided.decision() == Decision.AWARD, decided.reasonCodes())
        : new AwardedOnConditions(decided.conditions().size());
  }

  private DecisionOutcome communicate(RecordDecision command) {
    var problem = problemOfCommunicating(command);
    if (problem.isPresent()) {
      return new DecisionNotAllowed(problem.get());
    }
    var ref = command.application();
    if (command.decision() == Decision.REJECT) {
      var codes = List.of(Optional.ofNullable(command.rejectionCode()).orElseThrow());
      write(ref, Decision.REJECT, command.reasons(), codes, command.decider(), List.of());
      return new Decided(false, codes);
    }
    if (ref.scheme() == Scheme.INNOVATION_FUND
        && deMinimisOfGrants.hold(ref) instanceof CeilingExceeded(var figures)) {
      return new DecisionNotAllowed(
          "The grant would break the de minimis ceiling, so it cannot be awarded: %s."
              .formatted(HeadroomFigures.whoExceeds(figures)));
    }
    var wanted = command.conditions();
    write(ref, Decision.AWARD, command.reasons(), List.of(), command.decider(), wanted);
    if (wanted.isEmpty()) {
      deMinimis.grant(ref, LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE));
    }
    applications.move(
        ref,
        ApplicationStatus.APPROVED,
        wanted.isEmpty() ? "AWARDED" : "AWARDED_ON_CONDITIONS",
        command.decider(),
        command.reasons());
    return wanted.isEmpty() ? new Decided(true, List.of()) : new AwardedOnConditions(wanted.size());
  }

  /** Why this person may not decide, or why what they wrote cannot even be kept. */
  private Optional<String> problem(RecordDecision command) {
    var ref = command.application();
    if (!accounts.hasRole(command.decider(), Role.PROGRAMME_MANAGER)) {
      return Optional.of("Only a programme manager decides on an award.");
    }
    if (evaluations.hasEvaluated(ref, command.decider())
        || applications.get(ref).applicant().equals(command.decider())) {
      return Optional.of("Somebody who evaluated the application or applies cannot decide on it.");
    }
    if (hadAPartInEarlierDecision(ref, command.decider())) {
      return Optional.of("After an upheld appeal another manager decides than before.");
    }
    if (command.reasons().length() > LONGEST_REASONS) {
      return Optional.of("The reasons must have 1 to %d characters.".formatted(LONGEST_REASONS));
    }
    if (command.conditions().size() > MOST_CONDITIONS) {
      return Optional.of(
          "An award has at most %d conditions; these are %d."
              .formatted(MOST_CONDITIONS, command.conditions().size()));
    }
    return command.conditions().stream().anyMatch(text -> text.length() > LONGEST_CONDITION)
        ? Optional.of("A condition has at most %d characters.".formatted(LONGEST_CONDITION))
        : Optional.empty();
  }

  /** What a draft may lack and a decision may not. */
  private Optional<String> problemOfCommunicating(RecordDecision command) {
    if (command.reasons().isBlank()) {
      return Optional.of("The reasons must have 1 to %d characters.".formatted(LONGEST_REASONS));
    }
    if (command.decision() == Decision.REJECT) {
      return command.rejectionCode() == null
          ? Optional.of("A rejection needs a reason code.")
          : Optional.empty();
    }
    var passed = evaluations.of(command.application()).map(EvaluationSummary::passed).orElse(false);
    return passed
        ? Optional.empty()
        : Optional.of("An award needs an evaluation above the threshold; this one is below.");
  }

  private boolean hadAPartInEarlierDecision(ApplicationRef ref, String manager) {
    var earlier = all(ref);
    return earlier.stream().anyMatch(decision -> decision.decidedBy().equals(manager))
        || drafts.all(ref).stream()
            .filter(draft -> draft.decisionNumber() <= earlier.size())
            .anyMatch(draft -> draft.author().equals(manager));
  }

  private void write(
      ApplicationRef ref,
      Decision decision,
      String reasons,
      List<ReasonCode> codes,
      String decider,
      List<String> wanted) {
    var number =
        jdbc.sql(
                """
                insert into award_decision (application, number, decision, reasons, reason_codes,
                                            decided_by, decided_at, basis, remedy_notice)
                select :ref, count(*) + 1, :decision, :reasons, :codes, :decider, :now, :basis::json,
                       :remedy
                from award_decision where application = :ref
                returning number
                """)
            .param("ref", ref.value())
            .param("decision", decision.name())
            .param("reasons", reasons)
            .param("codes", codes.stream().map(ReasonCode::name).toArray(String[]::new))
            .param("decider", decider)
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .param("basis", json.writeValueAsString(basisOf(ref)))
            .param("remedy", decision == Decision.REJECT ? REMEDY : null)
            .query(Integer.class)
            .single();
    conditions.add(ref, number, wanted);
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
