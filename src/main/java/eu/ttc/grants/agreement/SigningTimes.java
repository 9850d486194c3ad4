package eu.ttc.grants.agreement;

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
import eu.ttc.grants.kernel.StepKey;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * More time to sign an agreement of the fund: asked for once by the lead while it can be signed,
 * decided by a programme officer. By how much it moves, and how often, is data.
 */
@Service
public class SigningTimes {

  private final Signatures signatures;
  private final AgreementRows agreements;
  private final Applications applications;
  private final ExtensionRequests requests;
  private final EngineMessages engine;
  private final Steps steps;

  SigningTimes(
      Signatures signatures,
      AgreementRows agreements,
      Applications applications,
      ExtensionRequests requests,
      EngineMessages engine,
      Steps steps) {
    this.signatures = signatures;
    this.agreements = agreements;
    this.applications = applications;
    this.requests = requests;
    this.engine = engine;
    this.steps = steps;
  }

  /**
   * The lead asks for more time; asking again changes nothing.
   *
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application of this applicant
   * @throws InvalidInput when there is no reason, or it is too long
   * @throws NotNow when nothing waits to be signed, or the time was extended as often as the rules
   *     allow
   */
  @Transactional
  public void request(ApplicationRef ref, String applicant, String reason) {
    applications.get(ref, applicant);
    ExtensionRequests.requireReason(reason);
    applications.lockedStatus(ref);
    if (of(ref).isPresent()) {
      return;
    }
    if (!signatures.extensible(ref)) {
      throw new NotNow(
          "More time to sign the agreement of %s cannot be asked for: nothing waits to be signed, or it was extended as often as the rules allow."
              .formatted(ref));
    }
    requests.ask(ref, ExtensionSubject.SIGNATURES, applicant, reason);
    applications.note(ref, "SIGNING_TIME_ASKED", applicant, null);
    engine.publish("signing-time-requested", ref, ref.value() + "/agreement/extension", Map.of());
  }

  /** Until when all could sign if the request were granted now. */
  @Transactional(readOnly = true)
  public OffsetDateTime extended(ApplicationRef ref) {
    var agreement = requireAgreement(ref);
    return Applications.inProgramme(agreement.acceptBy().plus(signatures.extension(agreement)));
  }

  /**
   * Records an officer's decision, once, and moves the deadline if more time is granted; the lead
   * is told, and then every partner that did not sign yet.
   *
   * @param officer who completed the task, as the engine recorded it
   */
  @Transactional
  public ExtensionDecision decide(
      ApplicationRef ref, boolean granted, String reasons, String officer, StepKey step) {
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
                              "%s never asked for more time to sign. Cancel the step."
                                  .formatted(ref)));
          var agreement = requireAgreement(ref);
          if (!request.waiting()) {
            return new Decided(
                request.granted().orElseThrow(), Applications.inProgramme(agreement.acceptBy()));
          }
          var problem = requests.problem(ref, officer, reasons);
          if (problem.isPresent()) {
            return new ExtensionNotAllowed(problem.get());
          }
          if (granted && !signatures.extensible(ref)) {
            return new ExtensionNotAllowed(
                "The time to sign cannot be extended: it is over, or was extended as often as the"
                    + " rules allow.");
          }
          if (granted) {
            signatures.giveMoreTime(ref, agreement, officer, reasons);
          } else {
            applications.note(ref, "SIGNING_TIME_REFUSED", officer, reasons.strip());
          }
          requests.decide(
              ref,
              ExtensionSubject.SIGNATURES,
              granted,
              reasons,
              granted ? agreement.acceptBy() : null,
              officer);
          return new Decided(granted, Applications.inProgramme(agreement.acceptBy()));
        });
  }

  /** The lead's request, if there is one. */
  @Transactional(readOnly = true)
  public Optional<Extension> of(ApplicationRef ref) {
    return requests.of(ref, ExtensionSubject.SIGNATURES);
  }

  private Agreement requireAgreement(ApplicationRef ref) {
    return agreements
        .findByApplication(ref.value())
        .orElseThrow(() -> new IllegalStateException("%s has no agreement".formatted(ref)));
  }
}
