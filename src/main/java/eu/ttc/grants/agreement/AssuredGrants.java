package eu.ttc.grants.agreement;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.Reservation.BudgetExhausted;
import eu.ttc.grants.budget.Reservation.Reserved;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.cofunding.CoFundingParty;
import eu.ttc.grants.cofunding.FinancingPlan;
import eu.ttc.grants.cofunding.PartyShare;
import eu.ttc.grants.cofunding.Verifications;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.stateaid.AidShare;
import eu.ttc.grants.stateaid.AidSheet;
import eu.ttc.grants.stateaid.DeMinimisOfGrants;
import eu.ttc.grants.stateaid.HeadroomCheck.CeilingExceeded;
import eu.ttc.grants.stateaid.HeadroomFigures;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * From the aid that was computed to the grant that an agreement can be about: what the parties have
 * to finance beside it, and how much of it is left when they could only match a smaller one (case
 * C2 of {@code domain.md} § 4). The aid sheet, the financing plan and the ledger say the same
 * afterwards.
 */
@Service
public class AssuredGrants {

  private final AidComputations computations;
  private final CoFunding coFunding;
  private final Verifications verifications;
  private final Budget budget;
  private final DeMinimisOfGrants deMinimis;
  private final Applications applications;
  private final Steps steps;

  AssuredGrants(
      AidComputations computations,
      CoFunding coFunding,
      Verifications verifications,
      Budget budget,
      DeMinimisOfGrants deMinimis,
      Applications applications,
      Steps steps) {
    this.computations = computations;
    this.coFunding = coFunding;
    this.verifications = verifications;
    this.budget = budget;
    this.deMinimis = deMinimis;
    this.applications = applications;
    this.steps = steps;
  }

  /**
   * Takes the financing plan from the newest aid sheet by which something is granted: what each
   * party spends, gets, and may get at most.
   *
   * @return the grant
   * @throws eu.ttc.grants.kernel.NotNow when the application ended, or its co-funding is being
   *     verified with another plan
   */
  @Transactional
  public Cents takePlan(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        Cents.class,
        () -> {
          applications.requireOpen(ref);
          var plan = plan(computations.requireAllowed(ref));
          coFunding.plan(ref, plan, Applications.SYSTEM);
          return plan.grant();
        });
  }

  /**
   * Keeps the smaller project of an accepted reduced grant, from which the aid is to be computed
   * anew.
   *
   * @return whether there is one: false when the whole grant is matched
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional
  public boolean takeReducedProject(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        Boolean.class,
        () -> {
          applications.requireOpen(ref);
          var sheet = computations.requireAllowed(ref);
          var full = plan(sheet);
          var wanted = requirePlan(ref);
          if (wanted.equals(full)) {
            return false;
          }
          var project = computations.projectOf(sheet);
          computations.keep(
              ref, project.reducedTo(costs(ref, sheet, full, wanted), wanted.grant()));
          return true;
        });
  }

  /**
   * Makes the grant that was computed for the smaller project the one that counts: the financing
   * plan is tested with it, and what is reserved beyond it is given back.
   *
   * @return whether the co-funding is assured for it; if not it has to be verified again, and
   *     nothing is given back yet
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional
  public boolean settle(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        Boolean.class,
        () -> {
          applications.requireOpen(ref);
          var sheet = computations.requireAllowed(ref);
          var plan = plan(sheet);
          if (!verifications.replan(ref, plan)) {
            return false;
          }
          budget.reduceReservation(
              ref,
              plan.grant(),
              "aid sheet " + sheet.number(),
              "the co-funding matches %s".formatted(plan.grant()),
              Applications.SYSTEM);
          return true;
        });
  }

  /**
   * Sets the computed grant aside again after an upheld appeal; what the rejection gave back may be
   * gone.
   *
   * @throws IllegalStateException when the budget line has too little, or a de minimis account no
   *     room, so that an operator sees it
   * @throws eu.ttc.grants.kernel.NotNow when the application ended
   */
  @Transactional
  public Cents reserveAgain(ApplicationRef ref, StepKey step) {
    applications.requireOpen(ref);
    if (deMinimis.hold(ref) instanceof CeilingExceeded(var figures)) {
      throw new IllegalStateException(
          "An appeal of %s was upheld, but its grant would break the de minimis ceiling: %s. End the case, or wait until there is room, then retry."
              .formatted(ref, HeadroomFigures.whoExceeds(figures)));
    }
    var grant = computations.requireAllowed(ref).grant();
    return switch (budget.reserve(ref, grant, step)) {
      case Reserved(var line, var voucher, var reserved) -> reserved;
      case BudgetExhausted(var why) ->
          throw new IllegalStateException(
              "An appeal of %s was upheld, so that it has to be paid, but %s. Give the line more money, then retry."
                  .formatted(ref, why));
    };
  }

  private FinancingPlan plan(AidSheet sheet) {
    var dossier = applications.get(sheet.application()).dossier();
    var byParty = new LinkedHashMap<String, PartyShare>();
    for (var share : sheet.shares()) {
      var party = CoFundingParty.keyOf(dossier, share.name());
      byParty.merge(party, share(party, share), AssuredGrants::together);
    }
    return new FinancingPlan(byParty.values().stream().toList());
  }

  private static PartyShare share(String party, AidShare share) {
    return new PartyShare(party, share.name(), share.costs(), share.granted(), share.room());
  }

  private static PartyShare together(PartyShare one, PartyShare other) {
    return new PartyShare(
        one.party(),
        one.name(),
        one.eligibleCosts().plus(other.eligibleCosts()),
        one.grant().plus(other.grant()),
        one.highestAid().plus(other.highestAid()));
  }

  /** What each partner of the sheet spends in the smaller project. */
  private Map<String, Cents> costs(
      ApplicationRef ref, AidSheet sheet, FinancingPlan full, FinancingPlan wanted) {
    Dossier dossier = applications.get(ref).dossier();
    var costs = new LinkedHashMap<String, Cents>();
    for (var partner : sheet.partners()) {
      var party = CoFundingParty.keyOf(dossier, partner.name());
      var all = full.of(party).orElseThrow().eligibleCosts();
      wanted
          .of(party)
          .ifPresent(
              share ->
                  costs.put(
                      partner.name(),
                      FinancingPlan.part(
                          partner.costs(), share.eligibleCosts().value(), all.value())));
    }
    return costs;
  }

  private FinancingPlan requirePlan(ApplicationRef ref) {
    return coFunding
        .planOf(ref)
        .orElseThrow(
            () -> new IllegalStateException("%s has no financing plan yet.".formatted(ref)));
  }
}
