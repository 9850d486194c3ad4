package eu.ttc.grants.stateaid;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.stateaid.HeadroomCheck.CeilingExceeded;
import eu.ttc.grants.stateaid.HeadroomCheck.Reserved;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the de minimis aid of a single undertaking within the ceiling in every rolling window,
 * reservations included (Regulation (EU) 2023/2831, Art. 3). Order of locks: application, then
 * account; applications of one undertaking queue up at its account.
 */
@Service
public class DeMinimis {

  private final DeMinimisAccounts accounts;
  private final Applications applications;
  private final Steps steps;
  private final Clock clock;

  DeMinimis(DeMinimisAccounts accounts, Applications applications, Steps steps, Clock clock) {
    this.accounts = accounts;
    this.applications = applications;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Enters the aid that the dossier declares into the undertaking's account, and reserves the new
   * aid if it fits; at most once per application.
   *
   * @throws NotNow when the application is not eligible, or ended
   */
  @Transactional
  public HeadroomCheck check(ApplicationRef ref, Cents amount, StepKey step) {
    return steps.once(
        step,
        HeadroomCheck.class,
        () -> {
          requireEligible(ref);
          var application = applications.get(ref);
          var undertaking = undertaking(application);
          accounts.lock(undertaking);
          var standing = accounts.standing(ref);
          if (standing.isPresent()) {
            return new Reserved(standing.get().amount());
          }
          var now = clock.instant();
          var today = LocalDate.ofInstant(now, Applications.PROGRAMME_ZONE);
          accounts.declare(undertaking, ref, application.dossier().priorDeMinimis(), today, now);
          var rule = accounts.ruleOn(today);
          var counted = rule.counted(accounts.aid(undertaking), today);
          var fits = rule.hasRoom(counted, amount);
          var figures =
              new HeadroomFigures(counted, amount, rule.ceiling(), fits, rule.id(), today);
          accounts.keep(ref, figures, now);
          if (!fits) {
            applications.note(
                ref,
                "DE_MINIMIS_CEILING_EXCEEDED",
                Applications.SYSTEM,
                "%s + %s > %s".formatted(counted, amount, rule.ceiling()));
            return new CeilingExceeded(figures);
          }
          accounts.reserve(undertaking, ref, amount, today, now);
          applications.note(ref, "DE_MINIMIS_RESERVED", Applications.SYSTEM, null);
          return new Reserved(amount);
        });
  }

  /**
   * The reserved aid is granted: the day the legal right is conferred counts from now on. Within
   * the running transaction; granting again does nothing.
   *
   * @throws IllegalStateException when nothing is reserved
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void grant(ApplicationRef ref, LocalDate day) {
    applications.lockedStatus(ref);
    var standing =
        accounts
            .standing(ref)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "%s has no de minimis aid reserved, so none can be granted. Was the check passed, and not released?"
                            .formatted(ref)));
    if (!standing.granted()) {
      accounts.grant(ref, day);
      applications.note(ref, "DE_MINIMIS_GRANTED", Applications.SYSTEM, null);
    }
  }

  /**
   * Gives the reserved or granted aid back to the account, because no right to it exists any more.
   * Within the running transaction; does nothing when there is none.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void release(ApplicationRef ref) {
    applications.lockedStatus(ref);
    if (accounts.standing(ref).isPresent()) {
      accounts.release(ref);
      applications.note(ref, "DE_MINIMIS_RELEASED", Applications.SYSTEM, null);
    }
  }

  /** What the last check of an application counted. */
  @Transactional(readOnly = true)
  public Optional<HeadroomFigures> lastCheck(ApplicationRef ref) {
    return accounts.lastCheck(ref);
  }

  private void requireEligible(ApplicationRef ref) {
    var status = applications.lockedStatus(ref);
    if (!status.open() || status.compareTo(ApplicationStatus.ELIGIBLE) < 0) {
      throw new NotNow(
          "%s is %s; de minimis aid is reserved for eligible applications only."
              .formatted(ref, status));
    }
  }

  private static String undertaking(ApplicationView application) {
    return application
        .undertaking()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s names no country and register number, so its undertaking is unknown; it should not have passed as complete."
                        .formatted(application.reference())));
  }
}
