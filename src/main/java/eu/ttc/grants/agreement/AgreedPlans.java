package eu.ttc.grants.agreement;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.cofunding.FinancingPlan;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.stateaid.AidShare;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an agreement of the innovation fund is about, from the aid sheet that counts. */
@Component
class AgreedPlans {

  private final AidComputations computations;
  private final CoFunding coFunding;
  private final Applications applications;

  AgreedPlans(AidComputations computations, CoFunding coFunding, Applications applications) {
    this.computations = computations;
    this.coFunding = coFunding;
    this.applications = applications;
  }

  /**
   * Each partner's costs, rates and grants, and the dates of the project.
   *
   * @throws IllegalStateException when no aid was computed, or the co-funding was verified for
   *     another grant
   */
  GrantPlan plan(ApplicationRef ref) {
    var sheet = computations.requireAllowed(ref);
    var matched = coFunding.planOf(ref).map(FinancingPlan::grant).orElse(Cents.ZERO);
    if (!matched.equals(sheet.grant())) {
      throw new IllegalStateException(
          "The aid of %s is %s, but its co-funding was verified for %s. The grant must be settled before the agreement is offered."
              .formatted(ref, sheet.grant(), matched));
    }
    var dossier = applications.get(ref).dossier();
    var project = dossier.project();
    return new GrantPlan(
        require(ref, "begins", project.startsOn()),
        require(ref, "ends", project.endsOn()),
        sheet.shares().stream().map(share -> share(dossier, share)).toList());
  }

  /** Partners keep the number of the dossier, although one may have left before. */
  private static PlanShare share(Dossier dossier, AidShare share) {
    return new PlanShare(
        number(dossier, share.name()),
        share.name(),
        share.category(),
        share.rate(),
        share.costs(),
        share.granted());
  }

  private static int number(Dossier dossier, String name) {
    if (dossier.enterprise().name().equals(name)) {
      return 1;
    }
    for (int i = 0; i < dossier.partners().size(); i++) {
      if (dossier.partners().get(i).name().equals(name)) {
        return i + 2;
      }
    }
    throw new IllegalStateException("The dossier has no partner " + name);
  }

  private static LocalDate require(ApplicationRef ref, String what, @Nullable LocalDate day) {
    if (day == null) {
      throw new IllegalStateException(
          "%s does not say when its work %s, although it passed as complete.".formatted(ref, what));
    }
    return day;
  }
}
