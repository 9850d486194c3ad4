package eu.ttc.grants.recovery;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.claim.GrantClaims;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.recovery.OverpaymentOutcome.OverpaymentNotAllowed;
import eu.ttc.grants.recovery.OverpaymentOutcome.RecoveryOpened;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was paid in advance and not earned when a grant is settled. Nobody is suspected of anything,
 * so there is no hearing; a programme manager decides how it comes back, once, and from then on it
 * is a recovery like any other.
 */
@Service
public class Overpayments {

  private static final int LONGEST_TEXT = 4000;

  private final RecoveryRows rows;
  private final RepaymentAccounts accounts;
  private final RecoveryRules rules;
  private final Recoveries recoveries;
  private final GrantClaims claims;
  private final Applications applications;
  private final Accounts people;
  private final Steps steps;
  private final Clock clock;

  Overpayments(
      RecoveryRows rows,
      RepaymentAccounts accounts,
      RecoveryRules rules,
      Recoveries recoveries,
      GrantClaims claims,
      Applications applications,
      Accounts people,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.accounts = accounts;
    this.rules = rules;
    this.recoveries = recoveries;
    this.claims = claims;
    this.applications = applications;
    this.people = people;
    this.steps = steps;
    this.clock = clock;
  }

  /** What is to come back, as the settlement found it. */
  @Transactional(readOnly = true)
  public Cents of(ApplicationRef ref) {
    return claims.overpaid(ref);
  }

  /** What of it can be set off against payments of the same enterprise. */
  @Transactional(readOnly = true)
  public Cents canBeSetOff(ApplicationRef ref) {
    return recoveries.canBeSetOff(ref);
  }

  /** Records the decision and opens the recovery; once per grant, whoever asks how often. */
  @Transactional
  public OverpaymentOutcome decide(DecideOverpayment command, StepKey step) {
    return steps.once(
        step,
        OverpaymentOutcome.class,
        () -> {
          var ref = command.application();
          applications.lockedStatus(ref);
          var before =
              rows.findByApplicationOrderByNumber(ref.value()).stream()
                  .filter(one -> one.kind() == SuspicionKind.OVERPAID)
                  .findFirst();
          if (before.isPresent()) {
            return new RecoveryOpened(
                before.get().number(),
                Optional.ofNullable(before.get().settlement()).orElseThrow());
          }
          var settlement = command.settlement();
          var problem = problem(command);
          return problem.isPresent() || settlement == null
              ? new OverpaymentNotAllowed(problem.orElse("Say how the money comes back."))
              : open(command, settlement);
        });
  }

  private OverpaymentOutcome open(DecideOverpayment command, Settlement settlement) {
    var ref = command.application();
    var overpaid = claims.overpaid(ref);
    int number = rows.countByApplication(ref.value()) + 1;
    rows.saveAndFlush(
        new Recovery(
            ref,
            number,
            overpaid,
            "At the end of the grant %s more was paid than its costs earned.".formatted(overpaid),
            settlement,
            rules.on(accounts.today()).weigh(overpaid),
            command.reasons().strip(),
            command.manager(),
            clock.instant()));
    accounts.open(ref, number, overpaid, command.manager());
    applications.note(ref, "OVERPAYMENT_FOUND", command.manager(), command.reasons().strip());
    return new RecoveryOpened(number, settlement);
  }

  private Optional<String> problem(DecideOverpayment command) {
    var ref = command.application();
    var overpaid = claims.overpaid(ref);
    if (overpaid.value() == 0) {
      return Optional.of("Nothing was paid for %s that was not earned.".formatted(ref));
    }
    if (!people.hasRole(command.manager(), Role.PROGRAMME_MANAGER)
        || applications.get(ref).applicant().equals(command.manager())) {
      return Optional.of(
          "Only a programme manager other than the applicant decides on an overpayment.");
    }
    if (command.reasons().isBlank() || command.reasons().length() > LONGEST_TEXT) {
      return Optional.of("The reasons must have 1 to %d characters.".formatted(LONGEST_TEXT));
    }
    if (command.settlement() == null) {
      return Optional.empty();
    }
    if (overpaid.exceeds(recoveries.canBePaidBack(ref))) {
      return Optional.of(
          "A payment of %s is not booked yet; decide when the bank has booked it.".formatted(ref));
    }
    var room = recoveries.canBeSetOff(ref);
    return command.settlement() == Settlement.OFFSET && overpaid.exceeds(room)
        ? Optional.of(
            "At most %s can be set off against payments that are not ordered yet. Order a repayment instead."
                .formatted(room))
        : Optional.empty();
  }
}
