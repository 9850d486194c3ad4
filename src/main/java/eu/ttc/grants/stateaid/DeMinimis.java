package eu.ttc.grants.stateaid;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.stateaid.HeadroomCheck.CeilingExceeded;
import eu.ttc.grants.stateaid.HeadroomCheck.Reserved;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps the de minimis aid of each single undertaking within the ceiling in every rolling window,
 * reservations included (Regulation (EU) 2023/2831, Art. 3). What an application asks for is split
 * over its parties, and all shares fit or none is held. Order of locks: application, membership of
 * undertakings, accounts by name; applications of one undertaking queue up at its account.
 */
@Service
public class DeMinimis {

  private final DeMinimisAccounts accounts;
  private final SingleUndertakings undertakings;
  private final GrantingAuthority authority;
  private final Applications applications;
  private final Steps steps;
  private final Clock clock;

  DeMinimis(
      DeMinimisAccounts accounts,
      SingleUndertakings undertakings,
      GrantingAuthority authority,
      Applications applications,
      Steps steps,
      Clock clock) {
    this.accounts = accounts;
    this.undertakings = undertakings;
    this.authority = authority;
    this.applications = applications;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Enters the aid that the dossier declares into the applicant's account, and reserves every
   * party's share of the new aid if all fit; at most once per application.
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
          return accounts
              .standing(ref)
              .<HeadroomCheck>map(standing -> new Reserved(standing.amount()))
              .orElseGet(() -> checkNow(ref, amount));
        });
  }

  private HeadroomCheck checkNow(ApplicationRef ref, Cents amount) {
    var dossier = applications.get(ref).dossier();
    var now = clock.instant();
    var today = LocalDate.ofInstant(now, Applications.PROGRAMME_ZONE);
    var rule = accounts.ruleOn(today);
    var shares = Share.of(dossier, amount);
    var applicant = applicant(ref, dossier);
    undertakings.unite(rule.undertakingOf(dossier.enterprise()), ref);
    var enterprises =
        Stream.concat(shares.stream().map(Share::enterprise), Stream.of(applicant))
            .collect(Collectors.toCollection(TreeSet::new));
    undertakings.open(enterprises);
    var undertakingOf = undertakings.lock(enterprises);

    accounts.declare(applicant, ref, dossier.priorDeMinimis(), today, now);
    var aid =
        undertakingOf.values().stream().distinct().collect(Collectors.toMap(u -> u, accounts::aid));
    var figures = rule.check(shares, undertakingOf, aid, today, authority.memberState());
    accounts.keep(ref, figures, now);
    if (!figures.stream().allMatch(HeadroomFigures::withinCeiling)) {
      applications.note(
          ref,
          "DE_MINIMIS_CEILING_EXCEEDED",
          Applications.SYSTEM,
          HeadroomFigures.whoExceeds(figures));
      return new CeilingExceeded(figures);
    }
    shares.forEach(share -> accounts.reserve(ref, share, today, now));
    applications.note(ref, "DE_MINIMIS_RESERVED", Applications.SYSTEM, null);
    return new Reserved(amount);
  }

  /**
   * The award confers the right to a voucher: the reserved aid is granted, and this day counts from
   * now on. Within the running transaction; granting again does nothing. Nothing happens to a grant
   * of the fund, to which the right only arises with the agreement ({@link
   * DeMinimisOfGrants#grant}).
   *
   * @throws IllegalStateException when nothing is reserved for a voucher
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void grant(ApplicationRef ref, LocalDate day) {
    if (ref.scheme() == Scheme.INNOVATION_FUND) {
      return;
    }
    applications.lockedStatus(ref);
    var reserved =
        accounts
            .standing(ref)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "%s has no de minimis aid reserved, so none can be granted. Was the check passed, and not released?"
                            .formatted(ref)));
    if (!reserved.granted()) {
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

  /** What the last check of an application counted for each party; empty when there was none. */
  @Transactional(readOnly = true)
  public List<HeadroomFigures> lastCheck(ApplicationRef ref) {
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

  private static String applicant(ApplicationRef ref, Dossier dossier) {
    return dossier
        .enterprise()
        .registerKey()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s names no country and register number, so its undertaking is unknown; it should not have passed as complete."
                        .formatted(ref)));
  }
}
