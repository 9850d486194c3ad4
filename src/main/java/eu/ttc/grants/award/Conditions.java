package eu.ttc.grants.award;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.award.ConfirmConditions.Fulfilled;
import eu.ttc.grants.award.ConfirmationOutcome.ConfirmationNotAllowed;
import eu.ttc.grants.award.ConfirmationOutcome.Recorded;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.stateaid.DeMinimis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What an award depends on: asked for, confirmed by a programme officer one by one, or lapsed with
 * the award when its time is over. The manager who set a condition may confirm it as well, when
 * they are also an officer: to see that a paper is there is no second decision on the award, and
 * whoever verifies the claim is somebody else in any case. The applicant may not.
 */
@Service
public class Conditions {

  private static final int LONGEST_NOTE = 2000;

  private final ConditionRows rows;
  private final Applications applications;
  private final Accounts accounts;
  private final Budget budget;
  private final DeMinimis deMinimis;
  private final Steps steps;
  private final Clock clock;

  Conditions(
      ConditionRows rows,
      Applications applications,
      Accounts accounts,
      Budget budget,
      DeMinimis deMinimis,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.applications = applications;
    this.accounts = accounts;
    this.budget = budget;
    this.deMinimis = deMinimis;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Tells the applicant until when the conditions are to be fulfilled; once per award, whoever
   * asks. Nothing is told when nothing is open.
   *
   * @throws NotNow when the application ended or is not approved
   */
  @Transactional
  public ProofCheck askForProof(ApplicationRef ref, OffsetDateTime proveBy, StepKey step) {
    return steps.once(
        step,
        ProofCheck.class,
        () -> {
          requireAward(ref);
          if (!fulfilled(ref) && rows.ask(ref, proveBy.toInstant(), clock.instant())) {
            applications.note(ref, "PROOF_ASKED", Applications.SYSTEM, null);
          }
          return check(
              ref, applications.lockedStatus(ref), rows.proveBy(ref).orElse(proveBy.toInstant()));
        });
  }

  /**
   * Records which conditions an officer found fulfilled. With the last one the right to the aid
   * arises, so the de minimis aid is granted on that day (Regulation (EU) 2023/2831, Art. 3(3)).
   *
   * @throws NotNow when the award lapsed or the application ended otherwise
   */
  @Transactional
  public ConfirmationOutcome confirm(ConfirmConditions command, StepKey step) {
    return steps.once(
        step,
        ConfirmationOutcome.class,
        () -> {
          var ref = command.application();
          requireAward(ref);
          var problem = problem(command);
          return problem.isPresent()
              ? new ConfirmationNotAllowed(problem.get())
              : record(command, numbers(rows.inForce(ref).stream().filter(AwardCondition::open)));
        });
  }

  /**
   * Asked when the lifecycle's timer fires: lets the award lapse if conditions are open and their
   * time is really over, and gives back the money then; never while the application is on hold.
   * Confirmation and lapse at the same instant have one outcome, the one that locked the
   * application first.
   *
   * @throws NotNow when the application ended otherwise
   */
  @Transactional
  public ProofCheck lapse(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        ProofCheck.class,
        () -> {
          var status = applications.lockedDespiteHold(ref);
          var proveBy =
              rows.proveBy(ref)
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "%s was never asked to prove conditions.".formatted(ref)));
          var hold = applications.holdOf(ref);
          if (hold.isPresent()) {
            return check(ref, status, hold.get().notBefore(proveBy));
          }
          if (status != ApplicationStatus.LAPSED && !fulfilled(ref)) {
            requireAward(ref);
            if (!clock.instant().isBefore(proveBy)) {
              applications.move(
                  ref, ApplicationStatus.LAPSED, "CONDITIONS_LAPSED", Applications.SYSTEM, null);
              budget.release(ref, "conditions of the award not fulfilled", Applications.SYSTEM);
              deMinimis.release(ref);
            }
          }
          return check(ref, applications.lockedStatus(ref), proveBy);
        });
  }

  /**
   * Moves the date for the conditions of the award in force, if it is after this moment, because
   * the application is or was on hold; within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    rows.proveBy(ref)
        .filter(proveBy -> proveBy.isAfter(after))
        .ifPresent(proveBy -> rows.moveProof(ref, proveBy.plus(by)));
  }

  /** The conditions of the award in force; empty when it has none. */
  @Transactional(readOnly = true)
  public Optional<ConditionsView> of(ApplicationRef ref) {
    var conditions = rows.inForce(ref);
    return conditions.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ConditionsView(
                conditions, state(conditions, applications.get(ref).status()), rows.proveBy(ref)));
  }

  /** Whether no condition of the award in force is open; then the agreement may be offered. */
  @Transactional(readOnly = true)
  public boolean fulfilled(ApplicationRef ref) {
    return rows.inForce(ref).stream().noneMatch(AwardCondition::open);
  }

  /** Whether the applicant may still show that conditions are fulfilled. */
  @Transactional(readOnly = true)
  public boolean takesProof(ApplicationRef ref) {
    return rows.awaited(ref);
  }

  private Recorded record(ConfirmConditions command, Set<Integer> openBefore) {
    var ref = command.application();
    var confirmed = new TreeSet<Integer>();
    for (var found : command.fulfilled()) {
      if (openBefore.contains(found.number()) && confirmed.add(found.number())) {
        rows.confirm(ref, found, command.officer(), clock.instant());
      }
    }
    var all = fulfilled(ref);
    if (!confirmed.isEmpty()) {
      applications.note(
          ref,
          all ? "CONDITIONS_FULFILLED" : "CONDITIONS_CONFIRMED",
          command.officer(),
          confirmed.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    if (all) {
      deMinimis.grant(ref, LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE));
    }
    return new Recorded(all ? ConditionsState.FULFILLED : ConditionsState.OPEN, open(ref));
  }

  private Optional<String> problem(ConfirmConditions command) {
    var ref = command.application();
    if (!accounts.hasRole(command.officer(), Role.PROGRAMME_OFFICER)) {
      return Optional.of("Only a programme officer confirms conditions.");
    }
    if (applications.get(ref).applicant().equals(command.officer())) {
      return Optional.of("Somebody who applies cannot confirm the conditions of the award.");
    }
    var known = numbers(rows.inForce(ref).stream());
    return command.fulfilled().stream()
        .map(found -> problem(found, known))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> problem(Fulfilled found, Set<Integer> known) {
    if (!known.contains(found.number())) {
      return Optional.of("The award has no condition %d.".formatted(found.number()));
    }
    return found.note().isBlank() || found.note().length() > LONGEST_NOTE
        ? Optional.of(
            "Condition %d: how it is fulfilled must be said in 1 to %d characters."
                .formatted(found.number(), LONGEST_NOTE))
        : Optional.empty();
  }

  private void requireAward(ApplicationRef ref) {
    var status = applications.requireOpen(ref);
    if (status.compareTo(ApplicationStatus.APPROVED) < 0) {
      throw new NotNow("%s is %s; only an award can have conditions.".formatted(ref, status));
    }
  }

  private ProofCheck check(ApplicationRef ref, ApplicationStatus status, Instant proveBy) {
    return new ProofCheck(
        state(rows.inForce(ref), status), Applications.inProgramme(proveBy), open(ref));
  }

  private List<OpenCondition> open(ApplicationRef ref) {
    return rows.inForce(ref).stream()
        .filter(AwardCondition::open)
        .map(condition -> new OpenCondition(condition.number(), condition.text()))
        .toList();
  }

  private static ConditionsState state(List<AwardCondition> conditions, ApplicationStatus status) {
    if (conditions.stream().noneMatch(AwardCondition::open)) {
      return ConditionsState.FULFILLED;
    }
    return status.open() ? ConditionsState.OPEN : ConditionsState.LAPSED;
  }

  private static Set<Integer> numbers(Stream<AwardCondition> conditions) {
    return conditions.map(AwardCondition::number).collect(Collectors.toSet());
  }
}
