package eu.ttc.grants.cofunding;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Offers a smaller grant, as far as the assured co-funding reaches (case C2), and takes answers.
 */
@Service
public class ReducedGrants {

  private final Applications applications;
  private final Verifications verifications;
  private final Reckoning reckoning;
  private final PlanRows plans;
  private final VerificationRows rows;
  private final OfferRows offers;
  private final EngineMessages engine;
  private final Steps steps;

  ReducedGrants(
      Applications applications,
      Verifications verifications,
      Reckoning reckoning,
      PlanRows plans,
      VerificationRows rows,
      OfferRows offers,
      EngineMessages engine,
      Steps steps) {
    this.applications = applications;
    this.verifications = verifications;
    this.reckoning = reckoning;
    this.plans = plans;
    this.rows = rows;
    this.offers = offers;
    this.engine = engine;
    this.steps = steps;
  }

  /**
   * Offers the grant that the newest sheet allows.
   *
   * @return number of the offer, the same one while it is open
   * @throws IllegalStateException when the applicant can still supplement, the grant would be too
   *     small, or an officer found the smaller project unsound
   * @throws NotNow when the application ended
   */
  @Transactional
  public int offer(ApplicationRef ref, OffsetDateTime dueAt, StepKey step) {
    return steps.once(
        step,
        Integer.class,
        () -> {
          applications.requireOpen(ref);
          var open = offers.last(ref).filter(last -> last.state() == ReducedGrantState.OPEN);
          if (open.isPresent()) {
            return open.get().number();
          }
          var sheet = verifications.requireSheet(ref);
          var sound = Boolean.TRUE.equals(verifications.requireChecked(ref).reducedSound());
          if (!sheet.fallsShort()
              || !sheet.reducedGrantIsEnough()
              || !sound
              || verifications.roundsLeft(ref, sheet) > 0) {
            throw new IllegalStateException(
                "No reduced grant can be offered for %s: its co-funding is %s, %s would be left of at least %s, and the smaller project was found %s."
                    .formatted(
                        ref,
                        sheet.result(),
                        sheet.total().reducedGrant(),
                        sheet.leastGrant(),
                        sound ? "sound" : "unsound"));
          }
          var reduced = sheet.reduced(reckoning.requirePlan(ref).plan());
          int number = offers.add(ref, reduced, reckoning.now(), dueAt.toInstant());
          rows.become(ref, VerificationState.OFFERED, reckoning.now());
          applications.note(
              ref,
              "REDUCED_GRANT_OFFERED",
              Applications.SYSTEM,
              dueAt.atZoneSameInstant(Applications.PROGRAMME_ZONE).toLocalDate().toString());
          return number;
        });
  }

  /**
   * Takes the applicant's answer. An accepted offer becomes the financing plan; the same answer
   * again changes nothing.
   *
   * @throws eu.ttc.grants.kernel.Unknown when there is no such application of this applicant
   * @throws NotNow when nothing is offered, it was answered otherwise, or the time is over
   */
  @Transactional
  public ReducedGrant answer(ApplicationRef ref, String applicant, boolean accepted) {
    applications.get(ref, applicant);
    applications.requireOpen(ref);
    var offer =
        offers
            .last(ref)
            .orElseThrow(() -> new NotNow("No reduced grant is offered for %s.".formatted(ref)));
    var wanted = accepted ? ReducedGrantState.ACCEPTED : ReducedGrantState.DECLINED;
    if (offer.state() == wanted) {
      return offer;
    }
    if (!offer.takesAnswer(reckoning.now())) {
      throw new NotNow(
          "The reduced grant of %s is %s; it could be answered until %s."
              .formatted(ref, offer.state(), Applications.inProgramme(offer.dueAt())));
    }
    offers.settle(ref, offer.number(), wanted, applicant, reckoning.now());
    rows.become(ref, VerificationState.CHECKING, reckoning.now());
    if (accepted) {
      plans.add(ref, offer.plan(), applicant, reckoning.now());
    }
    applications.note(
        ref, accepted ? "REDUCED_GRANT_ACCEPTED" : "REDUCED_GRANT_DECLINED", applicant, null);
    engine.publish(
        "reduced-grant-answered", ref, ref.value() + "/reduced-grant/" + offer.number(), Map.of());
    return offers.last(ref).orElseThrow();
  }

  /**
   * Tells what became of an offer; lets it lapse if it is open and really due, but never while the
   * application is on hold.
   *
   * @throws NotNow when the application ended meanwhile
   */
  @Transactional
  public ReducedGrantCheck check(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        ReducedGrantCheck.class,
        () -> {
          applications.lockedDespiteHold(ref);
          var offer = require(ref, number);
          var hold = applications.holdOf(ref);
          if (hold.isPresent()) {
            return check(offer.state(), hold.get().notBefore(offer.dueAt()));
          }
          applications.requireOpen(ref);
          if (offer.state() == ReducedGrantState.OPEN && !reckoning.now().isBefore(offer.dueAt())) {
            offers.settle(ref, number, ReducedGrantState.LAPSED, null, reckoning.now());
            rows.become(ref, VerificationState.CHECKING, reckoning.now());
            applications.note(ref, "REDUCED_GRANT_LAPSED", Applications.SYSTEM, null);
          }
          return check(require(ref, number).state(), offer.dueAt());
        });
  }

  /**
   * Moves the deadline of an open offer that is after this moment, because the application is or
   * was on hold; within the running transaction.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    offers.postpone(ref, after, by);
  }

  private static ReducedGrantCheck check(ReducedGrantState state, Instant dueAt) {
    return new ReducedGrantCheck(state, Applications.inProgramme(dueAt));
  }

  private ReducedGrant require(ApplicationRef ref, int number) {
    return offers.of(ref).stream()
        .filter(offer -> offer.number() == number)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("%s has no reduced grant %d.".formatted(ref, number)));
  }
}
