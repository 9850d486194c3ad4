package eu.ttc.grants.claim;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.deadline.Extension;
import eu.ttc.grants.deadline.ExtensionDecision;
import eu.ttc.grants.deadline.ExtensionDecision.Decided;
import eu.ttc.grants.deadline.ExtensionDecision.ExtensionNotAllowed;
import eu.ttc.grants.deadline.ExtensionRequests;
import eu.ttc.grants.deadline.ExtensionSubject;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * More time for work and claim: asked for once per application while its claim is open, decided by
 * a programme officer. The claim's due date in the database is the one that counts.
 */
@Service
public class Extensions {

  private final ClaimRows claims;
  private final Applications applications;
  private final ExtensionRequests requests;
  private final EngineMessages engine;
  private final Steps steps;
  private final Clock clock;

  Extensions(
      ClaimRows claims,
      Applications applications,
      ExtensionRequests requests,
      EngineMessages engine,
      Steps steps,
      Clock clock) {
    this.claims = claims;
    this.applications = applications;
    this.requests = requests;
    this.engine = engine;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * The applicant asks for more time; asking again changes nothing.
   *
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application of this applicant
   * @throws InvalidInput when there is no reason, or it is too long
   * @throws NotNow when no claim is awaited, or it is overdue
   */
  @Transactional
  public void request(ApplicationRef ref, String applicant, String reason) {
    applications.get(ref, applicant);
    ExtensionRequests.requireReason(reason);
    applications.lockedStatus(ref);
    if (ref.scheme() == Scheme.INNOVATION_FUND) {
      throw new NotNow(
          "%s is a grant of the innovation fund; ask for a change of its dates instead."
              .formatted(ref));
    }
    if (of(ref).isPresent()) {
      return;
    }
    var awaited =
        claims.findByApplicationOrderByNumber(ref.value()).stream()
            .filter(claim -> claim.state() == ClaimState.OPEN)
            .findFirst()
            .orElseThrow(
                () ->
                    new NotNow("No claim of %s is awaited, so no deadline moves.".formatted(ref)));
    if (awaited.isOverdue(clock.instant())) {
      throw new NotNow(
          "The claim of %s was due on %s; more time can be asked for before that only."
              .formatted(ref, awaited.dueAt()));
    }
    requests.ask(ref, ExtensionSubject.CLAIM, applicant, reason);
    applications.note(ref, "EXTENSION_REQUESTED", applicant, null);
    engine.publish("extension-requested", ref, ref.value() + "/extension", Map.of());
  }

  /**
   * Records an officer's decision, once, and moves the claim's due date if more time is granted.
   *
   * @param until when the claim is due if it is granted
   * @param officer who completed the task, as the engine recorded it
   */
  @Transactional
  public ExtensionDecision decide(
      ApplicationRef ref,
      boolean granted,
      String reasons,
      OffsetDateTime until,
      String officer,
      StepKey step) {
    return steps.once(
        step,
        ExtensionDecision.class,
        () -> {
          applications.lockedStatus(ref);
          var request =
              of(ref)
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "%s never asked for more time. Cancel the step.".formatted(ref)));
          var claim = claims.findByApplicationOrderByNumber(ref.value()).getLast();
          if (request.granted().isPresent()) {
            return new Decided(request.granted().get(), Applications.inProgramme(claim.dueAt()));
          }
          var problem = requests.problem(ref, officer, reasons);
          if (problem.isPresent()) {
            return new ExtensionNotAllowed(problem.get());
          }
          var moved = granted && claim.extendTo(until.toInstant());
          requests.decide(
              ref,
              ExtensionSubject.CLAIM,
              granted,
              reasons,
              moved ? until.toInstant() : null,
              officer);
          applications.note(
              ref, granted ? "EXTENSION_GRANTED" : "EXTENSION_REFUSED", officer, reasons);
          return new Decided(granted, Applications.inProgramme(claim.dueAt()));
        });
  }

  /** The request of an application, if there is one. */
  @Transactional(readOnly = true)
  public Optional<Extension> of(ApplicationRef ref) {
    return requests.of(ref, ExtensionSubject.CLAIM);
  }
}
