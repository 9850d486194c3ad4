package eu.ttc.grants.screening;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.LegalForm;
import java.time.LocalDate;
import java.util.ArrayList;
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
            firstResearch(dossier, declared),
            required("declarations.workStarted", declared.workStarted()),
            required("declarations.recoveryOrder", declared.recoveryOrder()),
            required("declarations.fundedElsewhere", declared.fundedElsewhere()),
            !signs.isEmpty(),
            legalForm == LegalForm.SOLE_TRADER);
    return new GatheredFacts(facts, group, states, signs, id, today);
  }

  /**
   * Draws the facts about all partners from the complete dossier of a fund project.
   *
   * @param lead the facts about the enterprise that applies
   * @throws IllegalStateException naming a field that is missing all the same
   */
  ConsortiumFacts consortium(Dossier dossier, Facts lead, LocalDate today) {
    var undertakings = Groups.of(dossier, size::isLinked);
    var parties = new ArrayList<PartyFacts>();
    parties.add(
        new PartyFacts(
            1,
            undertakings.getFirst(),
            MemberStates.establishment(lead.region(), dossier.enterprise().country()).orElse(null),
            lead.region(),
            lead.smeCategory(),
            true,
            lead.inDifficulty(),
            lead.recoveryOrder(),
            lead.naturalPerson()));
    for (int i = 0; i < dossier.partners().size(); i++) {
      var partner = dossier.partners().get(i);
      parties.add(
          party(i + 2, undertakings.get(i + 1), partner, "partners[%d]".formatted(i), today));
    }
    return new ConsortiumFacts(
        parties, lead.sector(), lead.workStarted(), lead.doubleFunding(), id, today);
  }

  private PartyFacts party(
      int number, int undertaking, Dossier.Partner partner, String row, LocalDate today) {
    var member = required(row + ".member", partner.member());
    var research = required(row + ".member.researchOrganisation", member.researchOrganisation());
    var legalForm = required(row + ".member.legalForm", member.legalForm());
    var category = research ? null : category(member, row + ".member");
    var inDifficulty =
        category != null
            && !difficulty
                .signs(
                    new DifficultyRule.Accounts(
                        legalForm,
                        required(row + ".member.foundedOn", member.foundedOn()),
                        orZero(member.subscribedCapitalCents()),
                        orZero(member.reservesCents()),
                        orZero(member.accumulatedLossesCents()),
                        required(row + ".member.insolvent", member.insolvent())),
                    category,
                    today)
                .isEmpty();
    return new PartyFacts(
        number,
        undertaking,
        MemberStates.establishment(partner.region(), partner.country()).orElse(null),
        partner.region(),
        category,
        !research,
        inDifficulty,
        required(row + ".member.recoveryOrder", member.recoveryOrder()),
        legalForm == LegalForm.SOLE_TRADER);
  }

  private SmeCategory category(Dossier.Member member, String group) {
    return size.category(
        GroupFigures.of(
            required(group + ".headcount", member.headcount()),
            required(group + ".turnoverCents", member.turnoverCents()),
            required(group + ".balanceTotalCents", member.balanceTotalCents())));
  }

  /** Asked of vouchers only. */
  private static boolean firstResearch(Dossier dossier, Dossier.Declarations declared) {
    return dossier.fund() == null
        ? required("declarations.firstResearch", declared.firstResearch())
        : Boolean.TRUE.equals(declared.firstResearch());
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
