package eu.ttc.grants.screening;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.LegalForm;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** The numbers of the screening rules on one day, and what they make of a dossier. */
record Ruleset(String id, SizeRule size, DifficultyRule difficulty, int memberStatesAtLeast) {

  /**
   * Draws the facts from a complete dossier.
   *
   * @throws IllegalStateException naming a field that is missing all the same
   */
  GatheredFacts facts(Dossier dossier, LocalDate today) {
    var enterprise = dossier.enterprise();
    var declared = required("declarations", dossier.declarations());
    var legalForm = required("enterprise.legalForm", enterprise.legalForm());
    var group = size.group(figures(enterprise), enterprise.holdings());
    var category = size.category(group);
    var insolvent = required("declarations.insolvent", declared.insolvent());
    var signs =
        difficulty.signs(
            new DifficultyRule.Accounts(
                legalForm,
                required("enterprise.foundedOn", enterprise.foundedOn()),
                orZero(enterprise.subscribedCapitalCents()),
                orZero(enterprise.reservesCents()),
                orZero(enterprise.accumulatedLossesCents()),
                insolvent),
            category,
            today);
    var states = MemberStates.of(dossier);
    var projectSector = dossier.project().sector();
    var facts =
        new Facts(
            required("enterprise.region", enterprise.region()),
            projectSector != null
                ? projectSector
                : required("enterprise.sector", enterprise.sector()),
            category,
            states.size() >= memberStatesAtLeast,
            required("declarations.firstResearch", declared.firstResearch()),
            required("declarations.workStarted", declared.workStarted()),
            required("declarations.recoveryOrder", declared.recoveryOrder()),
            required("declarations.fundedElsewhere", declared.fundedElsewhere()),
            !signs.isEmpty(),
            legalForm == LegalForm.SOLE_TRADER);
    return new GatheredFacts(facts, group, states, signs, id, today);
  }

  /** How the size class that the facts hold was computed from the same dossier. */
  SizeComputation computation(Dossier dossier, GatheredFacts gathered) {
    var enterprise = dossier.enterprise();
    var category = gathered.facts().smeCategory();
    return new SizeComputation(
        size.parts(enterprise.name(), figures(enterprise), enterprise.holdings()),
        gathered.group(),
        category,
        size.limits(category));
  }

  private static GroupFigures figures(Dossier.Enterprise enterprise) {
    return GroupFigures.of(
        required("enterprise.headcount", enterprise.headcount()),
        required("enterprise.turnoverCents", enterprise.turnoverCents()),
        required("enterprise.balanceTotalCents", enterprise.balanceTotalCents()));
  }

  private static long orZero(@Nullable Long cents) {
    return cents == null ? 0 : cents;
  }

  private static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new IllegalStateException(
          "Facts cannot be gathered: %s is missing, although the application passed as complete."
              .formatted(field));
    }
    return value;
  }
}
