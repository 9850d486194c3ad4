package eu.ttc.grants.consortium;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.Dossier.Participation;
import eu.ttc.grants.call.CallView;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.consortium.BonusClaim.Kind;
import eu.ttc.grants.consortium.BonusGrounds.Verified;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.screening.ConsortiumFacts;
import eu.ttc.grants.screening.PartyFacts;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.stateaid.BonusGround;
import eu.ttc.grants.stateaid.FundedProject;
import eu.ttc.grants.stateaid.FundedProject.CostLine;
import eu.ttc.grants.stateaid.FundedProject.OtherAid;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes of a dossier and the facts about its partners the project that aid is computed from. */
@Service
public class FundProjects {

  private static final String FROM_OTHERS = "as the partner states";

  private final Applications applications;
  private final Screenings screenings;
  private final BonusGrounds grounds;
  private final Calls calls;
  private final AidComputations computations;
  private final Steps steps;

  FundProjects(
      Applications applications,
      Screenings screenings,
      BonusGrounds grounds,
      Calls calls,
      AidComputations computations,
      Steps steps) {
    this.applications = applications;
    this.screenings = screenings;
    this.grounds = grounds;
    this.calls = calls;
    this.computations = computations;
    this.steps = steps;
  }

  /**
   * Keeps the project as the dossier that counts now tells it.
   *
   * @return version of the project
   * @throws NotNow when the application is not open, or the facts about its partners were not
   *     gathered
   */
  @Transactional
  public int take(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        Integer.class,
        () -> {
          applications.requireOpen(ref);
          var facts =
              screenings
                  .consortium(ref)
                  .orElseThrow(
                      () ->
                          new NotNow(
                              "The facts about the partners of %s were not gathered yet."
                                  .formatted(ref)));
          return computations.keep(ref, project(ref, facts));
        });
  }

  private FundedProject project(ApplicationRef ref, ConsortiumFacts facts) {
    var application = applications.get(ref);
    var received =
        Optional.ofNullable(application.submittedAt())
            .orElseThrow()
            .atZone(Applications.PROGRAMME_ZONE)
            .toLocalDate();
    return of(
        application.dossier(),
        facts,
        grounds.verified(ref),
        calls.answered(ref),
        received,
        application.requestedAmount());
  }

  private static FundedProject of(
      Dossier dossier,
      ConsortiumFacts facts,
      Verified verified,
      CallView call,
      LocalDate received,
      Cents requested) {
    var partners = new ArrayList<FundedProject.Partner>();
    var enterprise = dossier.enterprise();
    var fund = dossier.fund();
    partners.add(
        partner(
            enterprise.name(),
            enterprise.country(),
            facts,
            verified,
            1,
            fund == null ? null : fund.lead()));
    for (int i = 0; i < dossier.partners().size(); i++) {
      var partner = dossier.partners().get(i);
      partners.add(
          partner(
              partner.name(),
              partner.country(),
              facts,
              verified,
              i + 2,
              partner.member() == null ? null : partner.member().participation()));
    }
    return new FundedProject(
        call.grantsExpectedOn(),
        received,
        facts.workStarted() ? received.minusDays(1) : null,
        requested,
        grounds(verified),
        partners);
  }

  private static Set<BonusGround> grounds(Verified verified) {
    var grounds = EnumSet.noneOf(BonusGround.class);
    if (verified.holds(Kind.WIDE_DISSEMINATION, 0)) {
      grounds.add(BonusGround.WIDE_DISSEMINATION);
    }
    if (verified.holds(Kind.LICENSING, 0)) {
      grounds.add(BonusGround.LICENSING);
    }
    return grounds;
  }

  private static FundedProject.Partner partner(
      String name,
      @Nullable String country,
      ConsortiumFacts consortium,
      Verified verified,
      int number,
      @Nullable Participation own) {
    var facts = of(consortium, number);
    if (country == null || own == null) {
      throw new IllegalStateException(
          "%s has no country or no costs, although the application passed as complete."
              .formatted(name));
    }
    return new FundedProject.Partner(
        name,
        "undertaking " + facts.undertaking(),
        country,
        facts.region(),
        verified.area(number),
        facts.smeCategory(),
        facts.economicActivity(),
        !facts.economicActivity(),
        !facts.economicActivity() && verified.holds(Kind.FREE_TO_PUBLISH, number),
        facts.inDifficulty(),
        facts.recoveryOrder(),
        costs(own),
        otherAid(own),
        List.of());
  }

  private static PartyFacts of(ConsortiumFacts consortium, int number) {
    return consortium.parties().stream()
        .filter(party -> party.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The facts do not know partner %d: gather them again.".formatted(number)));
  }

  private static List<CostLine> costs(Participation own) {
    return own.costsByCategory().entrySet().stream()
        .map(costs -> new CostLine(costs.getKey(), costs.getValue()))
        .toList();
  }

  private static List<OtherAid> otherAid(Participation own) {
    return own.otherAidByCategory().entrySet().stream()
        .map(aid -> new OtherAid(aid.getKey(), FROM_OTHERS, aid.getValue()))
        .toList();
  }
}
