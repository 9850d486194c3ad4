package eu.ttc.grants.support;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.support.VisitOutcome.VisitNotAllowed;
import eu.ttc.grants.support.VisitOutcome.VisitRecorded;
import eu.ttc.grants.support.VisitReport.Held;
import eu.ttc.grants.support.VisitReport.NotHeld;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Plans the visit of a business support manager to an enterprise that applies, and records what
 * became of it: one visit per application, told by its manager alone.
 */
@Service
public class Visits {

  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private final VisitRows rows;
  private final Managers managers;
  private final Applications applications;
  private final Steps steps;
  private final Clock clock;

  Visits(VisitRows rows, Managers managers, Applications applications, Steps steps, Clock clock) {
    this.rows = rows;
    this.managers = managers;
    this.applications = applications;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Gives the visit to a manager, as {@link ChoiceOfManager} says. A visit that is planned already
   * stays as it is, whatever became of it.
   *
   * @param dueAt until when the case waits for the visit; if the engine comes only after it, the
   *     visit is due at once
   * @throws IllegalStateException when nobody may visit; an operator can add somebody
   */
  @Transactional
  public VisitPlan assign(ApplicationRef ref, OffsetDateTime dueAt, StepKey step) {
    return steps.once(
        step,
        VisitPlan.class,
        () -> {
          var status = applications.lockedStatus(ref);
          var planned = rows.plan(ref);
          if (planned.isPresent()) {
            return planned.get();
          }
          if (status.ended()) {
            throw new IllegalStateException(
                "%s is %s, so there is nothing to visit its applicant for. Cancel the process instance."
                    .formatted(ref, status));
          }
          var manager =
              managers
                  .choose(ref)
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "No business support manager may visit the applicant of %s. Add one to table business_support_manager (with an account in role BUSINESS_SUPPORT_MANAGER) who neither acted on the application nor evaluates the firm nor works for a party of it, then retry."
                                  .formatted(ref)));
          var now = clock.instant();
          rows.insert(ref, manager, now, later(dueAt.toInstant(), now.plus(AT_ONCE)));
          applications.note(ref, "VISIT_PLANNED", Applications.SYSTEM, null);
          return rows.plan(ref).orElseThrow();
        });
  }

  /**
   * Asked when half of the time is over: reminds the manager once, if the visit is still awaited.
   *
   * @return whether this call did so
   */
  @Transactional
  public boolean remind(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        Boolean.class,
        () -> {
          var status = applications.lockedStatus(ref);
          var plan = require(ref);
          if (plan.state() != VisitState.PLANNED
              || status.ended()
              || !rows.remind(ref, clock.instant())) {
            return false;
          }
          applications.note(ref, "VISIT_REMINDED", Applications.SYSTEM, null);
          return true;
        });
  }

  /** Records what the manager tells of the visit. */
  @Transactional
  public VisitOutcome record(RecordVisit command, StepKey step) {
    return steps.once(
        step,
        VisitOutcome.class,
        () -> {
          var ref = command.application();
          var status = applications.lockedStatus(ref);
          if (status.ended()) {
            return new VisitNotAllowed(
                "%s is %s; nothing can be recorded any more.".formatted(ref, status));
          }
          var now = clock.instant();
          var problem = problem(command, now);
          if (problem.isPresent()) {
            return new VisitNotAllowed(problem.get());
          }
          rows.insert(ref, command.manager(), command.report(), now);
          return switch (command.report()) {
            case Held held -> {
              applications.note(ref, "VISIT_HELD", command.manager(), null);
              yield new VisitRecorded(VisitState.HELD);
            }
            case NotHeld(var reason) -> {
              applications.note(ref, "VISIT_NOT_HELD", command.manager(), reason);
              yield new VisitRecorded(VisitState.NOT_HELD);
            }
          };
        });
  }

  /**
   * Asked when the lifecycle's timer fires: gives the visit up if it is really overdue, so that the
   * case goes on without it; never while the application is on hold.
   */
  @Transactional
  public VisitPlan missing(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        VisitPlan.class,
        () -> {
          applications.lockedDespiteHold(ref);
          var plan = require(ref);
          var hold = applications.holdOf(ref);
          if (hold.isPresent()) {
            return plan.dueAt(hold.get().notBefore(plan.dueAt().toInstant()));
          }
          var now = clock.instant();
          if (plan.state() != VisitState.PLANNED || now.isBefore(plan.dueAt().toInstant())) {
            return plan;
          }
          rows.insertMissing(ref, now);
          applications.note(ref, "VISIT_MISSED", Applications.SYSTEM, null);
          return require(ref);
        });
  }

  /**
   * Moves the deadline of a visit that is awaited beyond this moment, because the application is or
   * was on hold; within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    rows.plan(ref)
        .filter(plan -> plan.state() == VisitState.PLANNED)
        .map(plan -> plan.dueAt().toInstant())
        .filter(dueAt -> dueAt.isAfter(after))
        .ifPresent(dueAt -> rows.move(ref, dueAt.plus(by)));
  }

  /** The visit of an application, once it is planned. */
  @Transactional(readOnly = true)
  public Optional<VisitView> of(ApplicationRef ref) {
    return rows.view(ref);
  }

  /** Whether this person is to visit the applicant or was to do so. */
  @Transactional(readOnly = true)
  public boolean isAssigned(ApplicationRef ref, String username) {
    return rows.plan(ref).filter(plan -> plan.manager().equals(username)).isPresent();
  }

  /** The applications whose applicants this person is to visit or was to visit. */
  @Transactional(readOnly = true)
  public Set<ApplicationRef> assignedTo(String username) {
    return rows.plannedFor(username);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private VisitPlan require(ApplicationRef ref) {
    return rows.plan(ref)
        .orElseThrow(() -> new IllegalStateException("%s has no visit".formatted(ref)));
  }

  private Optional<String> problem(RecordVisit command, Instant now) {
    var plan = require(command.application());
    if (plan.state() != VisitState.PLANNED) {
      return Optional.of("This visit is not open any more.");
    }
    if (!plan.manager().equals(command.manager())) {
      return Optional.of(
          "Only the business support manager to whom the visit was given can record it.");
    }
    return command
        .report()
        .problem(
            plan.plannedAt().toLocalDate(), LocalDate.ofInstant(now, Applications.PROGRAMME_ZONE));
  }
}
