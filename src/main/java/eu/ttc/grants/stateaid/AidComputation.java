package eu.ttc.grants.stateaid;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.stateaid.FundedProject.Partner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Computes the aid of a fund project to the cent from what the decision tables say ({@code
 * domain.md} § 3.3 to 3.7). No category is averaged with another: each partner's costs of each
 * category have a rate of their own, and are rounded down by themselves.
 */
final class AidComputation {

  private static final String CUMULATION = "(EU) 651/2014, Art. 8";

  private static final String DE_MINIMIS = "(EU) 2023/2831, Art. 3(2), (7)";

  private final FundedProject project;
  private final FundAidRules rules;
  private final AidFindings findings;
  private final Map<Line, AidAnswer> answers;
  private final List<AidStep> steps = new ArrayList<>();
  private final Set<ReasonCode> reasons = new LinkedHashSet<>();

  private record Line(int partner, AidCategory category) {}

  private final Function<List<AidShare>, List<HeadroomFigures>> headroom;

  private AidComputation(
      FundedProject project,
      FundAidRules rules,
      List<AidAnswer> given,
      Function<List<AidShare>, List<HeadroomFigures>> headroom) {
    this.project = project;
    this.rules = rules;
    this.headroom = headroom;
    this.findings = new AidFindings(project, rules);
    this.answers = inOrder(findings.questions(), given);
  }

  /**
   * Computes the aid.
   *
   * @param headroom what the de minimis accounts say to shares; asked once the grant is distributed
   * @throws IllegalStateException when an answer is missing, is not asked for or cannot be
   */
  static Computed of(
      FundedProject project,
      FundAidRules rules,
      List<AidAnswer> answers,
      Function<List<AidShare>, List<HeadroomFigures>> headroom) {
    return new AidComputation(project, rules, answers, headroom).compute();
  }

  private Computed compute() {
    var crossBorder = findings.crossBorder();
    steps.add(crossBorder);
    if (!crossBorder.met()) {
      return refused(ReasonCode.NOT_CROSS_BORDER, List.of());
    }
    answers.forEach(this::checkBasis);
    if (!reasons.isEmpty()) {
      return done(Cents.ZERO, List.of());
    }
    steps.add(findings.collaboration());
    findings.verifiedGrounds().ifPresent(steps::add);
    project.partners().forEach(partner -> findings.adviceCeiling(partner).ifPresent(steps::add));
    var shares =
        answers.entrySet().stream().map(one -> share(one.getKey(), one.getValue())).toList();

    var sum = sum(shares);
    var grant = lowest(sum, project.requested(), rules.maximumGrant());
    steps.add(new AidStep.Grant(sum, project.requested(), rules.maximumGrant(), grant, rules.id()));
    var enough = !rules.minimumGrant().exceeds(grant);
    steps.add(new AidStep.Minimum(grant, rules.minimumGrant(), enough, rules.id()));
    if (!enough) {
      return refused(ReasonCode.BELOW_MIN_GRANT, shares);
    }
    var granted = distribute(grant, shares);
    if (!haveRoom(granted)) {
      return refused(ReasonCode.DE_MINIMIS_CEILING, shares);
    }
    var costs = project.eligibleCosts();
    steps.add(
        new AidStep.Gap(
            costs,
            grant,
            Percent.share(grant, costs),
            costs.minus(grant),
            granted.stream().map(AidShare::otherAid).reduce(Cents.ZERO, Cents::plus),
            rules.id()));
    return done(grant, granted);
  }

  private void checkBasis(Line line, AidAnswer answer) {
    var basis = answer.basis();
    steps.add(
        new AidStep.Basis(
            partner(line).name(),
            line.category(),
            basis.rule(),
            basis.basis(),
            basis.reasonCode(),
            basis.source()));
    if (basis.reasonCode() != null) {
      reasons.add(basis.reasonCode());
    }
  }

  private AidShare share(Line line, AidAnswer answer) {
    var partner = partner(line);
    var intensity = intensity(line, answer);
    steps.add(
        new AidStep.Intensity(
            partner.name(),
            line.category(),
            intensity.base(),
            intensity.sizeBonus(),
            intensity.bonus(),
            intensity.ground(),
            intensity.cap(),
            intensity.maximum(),
            intensity.source()));
    var costs = partner.costsByCategory().get(line.category());
    var maximum = Percent.of(intensity.maximum(), costs);
    var otherAid = partner.otherAidFor(line.category());
    var room = maximum.less(otherAid);
    if (otherAid.exceeds(Cents.ZERO)) {
      steps.add(
          new AidStep.Cumulation(
              partner.name(), line.category(), maximum, otherAid, room, CUMULATION));
    }
    var rate = rules.programmeRate().min(intensity.maximum());
    var aid = lowest(Percent.of(rate, costs), room);
    steps.add(
        new AidStep.Aid(
            partner.name(),
            line.category(),
            costs,
            rules.programmeRate(),
            rate,
            room,
            aid,
            rules.id()));
    return new AidShare(
        line.partner(),
        partner.name(),
        line.category(),
        answer.basis().basis(),
        rate,
        costs,
        maximum,
        otherAid,
        aid,
        Cents.ZERO);
  }

  /** A share that does not fit is no de minimis aid at all, not even in part (Art. 3(7)). */
  private boolean haveRoom(List<AidShare> granted) {
    var figures = headroom.apply(granted);
    figures.forEach(
        party ->
            steps.add(
                new AidStep.DeMinimisRoom(
                    party.party(),
                    party.counted(),
                    party.requested(),
                    party.ceiling(),
                    party.withinCeiling(),
                    DE_MINIMIS)));
    return figures.stream().allMatch(HeadroomFigures::withinCeiling);
  }

  /** First over the partners, then each partner's part over its categories. */
  private List<AidShare> distribute(Cents grant, List<AidShare> shares) {
    Map<String, List<AidShare>> byPartner = new LinkedHashMap<>();
    shares.forEach(
        share -> byPartner.computeIfAbsent(share.name(), name -> new ArrayList<>()).add(share));
    var claims = byPartner.values().stream().map(AidComputation::sum).toList();
    var parts = Distribution.of(grant, claims);
    var limited = sum(shares).exceeds(grant);
    var granted = new ArrayList<AidShare>();
    var next = parts.iterator();
    byPartner.forEach(
        (name, own) -> {
          var part = next.next();
          if (limited) {
            steps.add(new AidStep.Part(name, sum(own), sum(shares), grant, part, rules.id()));
          }
          var each = Distribution.of(part, own.stream().map(AidShare::computed).toList());
          for (int i = 0; i < own.size(); i++) {
            granted.add(own.get(i).granted(each.get(i)));
          }
        });
    return List.copyOf(granted);
  }

  private Computed refused(ReasonCode reason, List<AidShare> shares) {
    reasons.add(reason);
    return done(Cents.ZERO, shares);
  }

  private Computed done(Cents grant, List<AidShare> shares) {
    return new Computed(
        List.copyOf(reasons), project.eligibleCosts(), grant, shares, List.copyOf(steps));
  }

  private Partner partner(Line line) {
    return project.partners().get(line.partner() - 1);
  }

  private AidAnswer.Intensity intensity(Line line, AidAnswer answer) {
    var found = answer.intensity();
    if (found == null || !isPossible(found)) {
      throw new IllegalStateException(
          "Table aid-intensity says %s for %s of partner %d; it needs rates from 0 to 100 with two decimals at most. Mend the row for rules %s and evaluate it again."
              .formatted(found, line.category(), line.partner(), rules.gberRules()));
    }
    return new AidAnswer.Intensity(
        Percent.plain(found.base()),
        Percent.plain(found.sizeBonus()),
        Percent.plain(found.bonus()),
        found.ground(),
        Percent.plain(found.cap()),
        Percent.plain(found.maximum()),
        found.source());
  }

  private static boolean isPossible(AidAnswer.Intensity found) {
    return Stream.of(found.base(), found.sizeBonus(), found.bonus(), found.cap(), found.maximum())
            .allMatch(rate -> rate != null && Percent.isRate(rate))
        && found.maximum().compareTo(found.cap()) <= 0;
  }

  private static Map<Line, AidAnswer> inOrder(List<AidQuestion> questions, List<AidAnswer> given) {
    Map<Line, AidAnswer> found = new LinkedHashMap<>();
    for (var answer : given) {
      var line = new Line(answer.partner(), answer.category());
      if (found.put(line, answer) != null) {
        throw new IllegalStateException("The tables gave two answers for %s.".formatted(line));
      }
    }
    Map<Line, AidAnswer> inOrder = new LinkedHashMap<>();
    for (var question : questions) {
      var line = new Line(question.partner(), question.category());
      var answer = found.remove(line);
      if (answer == null) {
        throw new IllegalStateException("The tables gave no answer for %s.".formatted(line));
      }
      requireSense(answer.basis(), line);
      inOrder.put(line, answer);
    }
    if (!found.isEmpty()) {
      throw new IllegalStateException(
          "The tables answered what was not asked: %s.".formatted(found.keySet()));
    }
    return inOrder;
  }

  private static void requireSense(AidAnswer.Basis basis, Line line) {
    var fits =
        switch (basis.basis()) {
          case REFUSED -> basis.reasonCode() != null;
          case NO_AID, DE_MINIMIS, GBER_25, GBER_28 -> basis.reasonCode() == null;
          case GBER_20A -> false;
        };
    if (!fits) {
      throw new IllegalStateException(
          "Table aid-basis says %s for %s, which the fund cannot do anything with. Mend the row and evaluate it again."
              .formatted(basis, line));
    }
  }

  private static Cents sum(List<AidShare> shares) {
    return shares.stream().map(AidShare::computed).reduce(Cents.ZERO, Cents::plus);
  }

  private static Cents lowest(Cents first, Cents... others) {
    var lowest = first;
    for (var other : others) {
      lowest = lowest.min(other);
    }
    return lowest;
  }
}
