package eu.ttc.grants.stateaid;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.AssistedArea;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.stateaid.FundedProject.Partner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What follows from a project and the numbers of the rules alone, before the decision tables are
 * asked ({@code domain.md} § 3.3): cross-border, collaboration, room for innovation advice. And
 * what the tables are to be asked.
 */
record AidFindings(FundedProject project, FundAidRules rules) {

  private static final String COLLABORATION = "(EU) 651/2014, Art. 2(90), 25(6)(b)";
  private static final String GROUNDS = "(EU) 651/2014, Art. 25(6)(b) to (d)";
  private static final String ADVICE = "(EU) 651/2014, Art. 28(4)";

  private static final Set<String> PROGRAMME_STATES =
      Arrays.stream(Region.values())
          .flatMap(region -> region.country().stream())
          .collect(Collectors.toUnmodifiableSet());

  AidStep.CrossBorder crossBorder() {
    var states = memberStates();
    return new AidStep.CrossBorder(
        states,
        rules.memberStatesAtLeast(),
        states.size() >= rules.memberStatesAtLeast(),
        rules.id());
  }

  /** Grounds beyond size and collaboration that were verified; empty when there are none. */
  Optional<AidStep.VerifiedGrounds> verifiedGrounds() {
    var grounds = project.grounds().stream().sorted().toList();
    var inA = namesIn(AssistedArea.A);
    var inC = namesIn(AssistedArea.C);
    return grounds.isEmpty() && inA.isEmpty() && inC.isEmpty()
        ? Optional.empty()
        : Optional.of(new AidStep.VerifiedGrounds(grounds, inA, inC, GROUNDS));
  }

  private List<String> namesIn(AssistedArea area) {
    return project.partners().stream()
        .filter(partner -> partner.area() == area)
        .map(Partner::name)
        .toList();
  }

  /** Shares of the costs of research and development; other costs are nobody's common project. */
  AidStep.Collaboration collaboration() {
    var total = Cents.ZERO;
    var organisations = Cents.ZERO;
    Map<String, Cents> borne = new LinkedHashMap<>();
    for (var partner : project.partners()) {
      var costs = partner.researchCosts();
      total = total.plus(costs);
      if (partner.economicActivity() && costs.exceeds(Cents.ZERO)) {
        borne.merge(partner.undertaking(), costs, Cents::plus);
      }
      if (partner.researchOrganisation() && partner.freeToPublish()) {
        organisations = organisations.plus(costs);
      }
    }
    var largest = borne.entrySet().stream().max(Map.Entry.comparingByValue());
    var largestCosts = largest.map(Map.Entry::getValue).orElse(Cents.ZERO);
    var anSme =
        project.partners().stream()
            .anyMatch(partner -> partner.economicActivity() && partner.size() != SmeCategory.LARGE);
    var amongUndertakings =
        borne.size() >= 2
            && (anSme || memberStates().size() >= 2)
            && !Percent.exceeds(largestCosts, rules.bearingLimit(), total);
    var withOrganisations =
        !borne.isEmpty()
            && organisations.exceeds(Cents.ZERO)
            && !Percent.exceeds(
                total.minus(organisations), 100 - rules.organisationsAtLeast(), total);
    return new AidStep.Collaboration(
        total,
        largest.map(Map.Entry::getKey).map(this::names).orElse(""),
        largestCosts,
        Percent.share(largestCosts, total),
        rules.bearingLimit(),
        amongUndertakings,
        organisations,
        Percent.share(organisations, total),
        rules.organisationsAtLeast(),
        withOrganisations,
        COLLABORATION);
  }

  /** Empty for a partner without costs of innovation advice. */
  Optional<AidStep.AdviceCeiling> adviceCeiling(Partner partner) {
    if (!partner.costsByCategory().containsKey(AidCategory.INNOVATION_ADVICE)) {
      return Optional.empty();
    }
    var earlier = Cents.ZERO;
    var now = Cents.ZERO;
    var windowOpensAfter = project.grantingOn().minusYears(rules.adviceYears());
    for (var linked : linkedTo(partner)) {
      for (var aid : linked.earlierAdvice()) {
        if (aid.grantedOn().isAfter(windowOpensAfter)) {
          earlier = earlier.plus(aid.amount());
        }
      }
      var costs = linked.costsByCategory().getOrDefault(AidCategory.INNOVATION_ADVICE, Cents.ZERO);
      now =
          now.plus(Percent.of(rules.programmeRate(), costs))
              .plus(linked.otherAidFor(AidCategory.INNOVATION_ADVICE));
    }
    return Optional.of(
        new AidStep.AdviceCeiling(
            partner.name(),
            earlier,
            now,
            rules.adviceCeiling(),
            rules.adviceYears(),
            !earlier.plus(now).exceeds(rules.adviceCeiling()),
            ADVICE));
  }

  /**
   * What the tables are asked, partner by partner; nothing when the project is not cross-border.
   * Room under the de minimis ceiling is not known here.
   */
  List<AidQuestion> questions() {
    if (!crossBorder().met()) {
      return List.of();
    }
    var collaborating = collaboration().effective();
    var questions = new ArrayList<AidQuestion>();
    for (int i = 0; i < project.partners().size(); i++) {
      var partner = project.partners().get(i);
      var adviceWithin = adviceCeiling(partner).map(AidStep.AdviceCeiling::within).orElse(false);
      for (var category : partner.costsByCategory().keySet()) {
        questions.add(
            new AidQuestion(
                i + 1,
                category,
                rules.gberRules(),
                Scheme.INNOVATION_FUND,
                partner.economicActivity(),
                partner.recoveryOrder(),
                partner.inDifficulty(),
                project.workStartedBeforeApplication(),
                partner.size(),
                grounds(partner, collaborating),
                adviceWithin,
                false));
      }
    }
    return List.copyOf(questions);
  }

  private List<BonusGround> grounds(Partner partner, boolean collaborating) {
    var grounds = EnumSet.noneOf(BonusGround.class);
    grounds.addAll(project.grounds());
    ground(partner.area()).ifPresent(grounds::add);
    if (collaborating) {
      grounds.add(BonusGround.COLLABORATION);
    }
    return List.copyOf(grounds);
  }

  private static Optional<BonusGround> ground(AssistedArea area) {
    return switch (area) {
      case NONE -> Optional.empty();
      case A -> Optional.of(BonusGround.ASSISTED_A_AREA);
      case C -> Optional.of(BonusGround.ASSISTED_C_AREA);
    };
  }

  private List<String> memberStates() {
    return project.partners().stream()
        .map(Partner::country)
        .filter(PROGRAMME_STATES::contains)
        .distinct()
        .sorted(Comparator.naturalOrder())
        .toList();
  }

  private List<Partner> linkedTo(Partner partner) {
    return project.partners().stream()
        .filter(other -> other.undertaking().equals(partner.undertaking()))
        .toList();
  }

  private String names(String undertaking) {
    return project.partners().stream()
        .filter(partner -> partner.undertaking().equals(undertaking))
        .map(Partner::name)
        .collect(Collectors.joining(", "));
  }
}
