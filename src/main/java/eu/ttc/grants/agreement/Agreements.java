package eu.ttc.grants.agreement;

import eu.ttc.grants.agreement.Acceptance.Accepted;
import eu.ttc.grants.agreement.Acceptance.NotOffered;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.award.Conditions;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.cofunding.FinancingPlan;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.stateaid.DeMinimis;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Offers agreements and takes the applicant's acceptance. */
@Service
public class Agreements {

  private final AgreementRows rows;
  private final Letters letters;
  private final Signatures signatures;
  private final Applications applications;
  private final Conditions conditions;
  private final Budget budget;
  private final DeMinimis deMinimis;
  private final CoFunding coFunding;
  private final EngineMessages engine;
  private final Steps steps;
  private final Clock clock;

  Agreements(
      AgreementRows rows,
      Letters letters,
      Signatures signatures,
      Applications applications,
      Conditions conditions,
      Budget budget,
      DeMinimis deMinimis,
      CoFunding coFunding,
      EngineMessages engine,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.letters = letters;
    this.signatures = signatures;
    this.applications = applications;
    this.conditions = conditions;
    this.budget = budget;
    this.deMinimis = deMinimis;
    this.coFunding = coFunding;
    this.engine = engine;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Offers the agreement of an approved application; once, whoever asks.
   *
   * @throws IllegalStateException when the application is not approved, or a condition of the award
   *     is not confirmed
   * @throws NotNow when the application ended, or its co-funding is not verified
   */
  @Transactional
  public void offer(ApplicationRef ref, OffsetDateTime acceptBy, StepKey step) {
    steps.once(
        step,
        AgreementState.class,
        () -> {
          var status = applications.requireOpen(ref);
          var offered = rows.findByApplication(ref.value());
          if (offered.isPresent()) {
            return offered.get().state();
          }
          if (status != ApplicationStatus.APPROVED) {
            throw new IllegalStateException(
                "An agreement can only be offered after an award, but %s is %s."
                    .formatted(ref, status));
          }
          if (!conditions.fulfilled(ref)) {
            throw new IllegalStateException(
                "The award of %s has conditions that no officer confirmed, so no agreement can be offered. Have them confirmed in the task Confirm conditions, then retry."
                    .formatted(ref));
          }
          coFunding.requireVerified(ref);
          var agreement =
              rows.save(new Agreement(ref, awarded(ref), clock.instant(), acceptBy.toInstant()));
          rows.flush();
          if (ref.scheme() == Scheme.INNOVATION_FUND) {
            signatures.ask(ref);
          }
          letters.write(LetterKind.OFFERED, agreement.view());
          applications.note(ref, "AGREEMENT_OFFERED", Applications.SYSTEM, null);
          return AgreementState.OPEN;
        });
  }

  /**
   * The applicant accepts: contract, status and message to the lifecycle in one transaction. In the
   * innovation fund that is the signature of the lead, and the last of all signatures concludes.
   *
   * @param statement the sentence the applicant confirmed, kept word by word
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application of this applicant
   * @throws NotNow when the application was withdrawn after the offer, or its co-funding is not
   *     assured any more
   */
  @Transactional
  public Acceptance accept(ApplicationRef ref, String applicantUsername, String statement) {
    applications.get(ref, applicantUsername);
    if (statement.isBlank() || statement.length() > 1000) {
      throw InvalidInput.of(
          "statement", "size", "the confirmed statement must have 1 to 1000 characters");
    }
    var status = applications.lockedStatus(ref);
    var agreement = rows.findByApplication(ref.value());
    if (agreement.isEmpty()) {
      return new NotOffered();
    }
    if (agreement.get().state() == AgreementState.OPEN && status.ended()) {
      throw new NotNow(
          "%s is %s; its agreement cannot be accepted any more.".formatted(ref, status));
    }
    if (agreement.get().state() == AgreementState.OPEN) {
      coFunding.requireVerified(ref);
    }
    if (ref.scheme() == Scheme.INNOVATION_FUND) {
      return signatures.signAsLead(ref, agreement.get(), applicantUsername, statement);
    }
    var acceptance = agreement.get().accept(applicantUsername, statement, clock.instant());
    if (acceptance instanceof Accepted) {
      letters.write(LetterKind.ACCEPTED, agreement.get().view());
      applications.move(
          ref, ApplicationStatus.CONTRACTED, "AGREEMENT_ACCEPTED", applicantUsername, null);
      engine.publish("agreement-accepted", ref, ref.value() + "/agreement", Map.of());
    }
    return acceptance;
  }

  /**
   * Asked when the lifecycle's timer fires: lets the agreement lapse if it is really due, and gives
   * back the money then; never while the application is on hold. Acceptance and lapse at the same
   * instant have one outcome, the one that locked the application first.
   *
   * @throws NotNow when the application was withdrawn after the offer
   */
  @Transactional
  public LapseCheck lapse(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        LapseCheck.class,
        () -> {
          applications.lockedDespiteHold(ref);
          var agreement =
              rows.findByApplication(ref.value())
                  .orElseThrow(
                      () -> new IllegalStateException("%s has no agreement".formatted(ref)));
          var hold = applications.holdOf(ref);
          if (hold.isPresent()) {
            return check(agreement.state(), hold.get().notBefore(agreement.acceptBy()));
          }
          var before = agreement.state();
          if (before == AgreementState.OPEN) {
            applications.requireOpen(ref);
          }
          var after = agreement.lapseIfDue(clock.instant());
          if (after == AgreementState.LAPSED && before == AgreementState.OPEN) {
            applications.move(
                ref, ApplicationStatus.LAPSED, "AGREEMENT_LAPSED", Applications.SYSTEM, null);
            budget.release(ref, "agreement lapsed", Applications.SYSTEM);
            deMinimis.release(ref);
          }
          return check(after, agreement.acceptBy());
        });
  }

  /**
   * Moves the deadline of an offer that can still be accepted after this moment, because the
   * application is or was on hold; within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    rows.findByApplication(ref.value()).ifPresent(agreement -> agreement.postpone(after, by));
  }

  /** The agreement as a PDF, as offered or, once accepted, with the acceptance. */
  @Transactional(readOnly = true)
  public Optional<Letter> letter(ApplicationRef ref) {
    return letters.newest(ref);
  }

  /** Whether there is a letter to read. */
  @Transactional(readOnly = true)
  public boolean hasLetter(ApplicationRef ref) {
    return letters.exist(ref);
  }

  /** The agreement of an application, once offered. */
  @Transactional(readOnly = true)
  public Optional<AgreementView> of(ApplicationRef ref) {
    return rows.findByApplication(ref.value()).map(Agreement::view);
  }

  /** What was asked for; of the fund, what the assured co-funding matches. */
  private Cents awarded(ApplicationRef ref) {
    return coFunding
        .planOf(ref)
        .map(FinancingPlan::grant)
        .orElseGet(() -> applications.get(ref).requestedAmount());
  }

  private static LapseCheck check(AgreementState state, Instant dueAt) {
    return new LapseCheck(state, Applications.inProgramme(dueAt));
  }
}
