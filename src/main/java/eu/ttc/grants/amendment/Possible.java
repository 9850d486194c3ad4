package eu.ttc.grants.amendment;

import eu.ttc.grants.agreement.GrantPlan;
import eu.ttc.grants.agreement.PlanShare;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.stateaid.FundedProject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What stands against a change before any person looks at it; everything it looks at is given.
 *
 * @param first the plan that was agreed first
 * @param present the plan in force
 * @param project what the aid of the plan in force was computed from
 * @param extensions how often the end was moved already
 * @param verified costs that are claimed or verified
 */
record Possible(
    ChangeRules rules,
    GrantPlan first,
    GrantPlan present,
    FundedProject project,
    int extensions,
    List<PlannedCosts> verified,
    LocalDate today) {

  private static final int LONGEST_REASONS = 4000;
  private static final int LONGEST_SCOPE = 8000;

  /** A partner's costs of a category. */
  private record Line(int partner, AidCategory category) {}

  /** All that is wrong, by field; empty when it can be asked for. */
  List<FieldProblem> problems(RequestChange asked) {
    var problems = new ArrayList<FieldProblem>();
    problems.addAll(text("reasons", asked.reasons(), LONGEST_REASONS));
    switch (asked.kind()) {
      case EXTENSION -> problems.addAll(extension(asked.endsOn()));
      case SCOPE ->
          problems.addAll(
              text("scope", Objects.requireNonNullElse(asked.scope(), ""), LONGEST_SCOPE));
      case PARTNER_LEAVES -> problems.addAll(leaving(asked));
      case BUDGET_SHIFT -> problems.addAll(shift(asked));
    }
    return problems;
  }

  /** The latest end that an extension may lead to. */
  LocalDate latestEnd() {
    return first.endsOn().plusMonths(rules.monthsAtMost());
  }

  private List<FieldProblem> extension(@Nullable LocalDate wanted) {
    if (extensions >= rules.extensionsAtMost()) {
      return List.of(
          new FieldProblem(
              "endsOn",
              "extendedBefore",
              "the end of the work was moved before; that is possible %d times at most"
                  .formatted(rules.extensionsAtMost())));
    }
    if (today.isAfter(present.endsOn())) {
      return List.of(
          new FieldProblem(
              "endsOn",
              "workEnded",
              "the work ended on %s; its end can only be moved before"
                  .formatted(present.endsOn())));
    }
    if (wanted == null) {
      return List.of(new FieldProblem("endsOn", "required", "is required"));
    }
    if (!wanted.isAfter(present.endsOn())) {
      return List.of(
          new FieldProblem(
              "endsOn", "notLater", "must be later than %s".formatted(present.endsOn())));
    }
    return wanted.isAfter(latestEnd())
        ? List.of(
            new FieldProblem("endsOn", "latest", "must be %s at the latest".formatted(latestEnd())))
        : List.of();
  }

  private List<FieldProblem> leaving(RequestChange asked) {
    var partner = asked.partner();
    if (partner == null) {
      return List.of(new FieldProblem("partner", "required", "is required"));
    }
    if (partner == 1) {
      return List.of(
          new FieldProblem(
              "partner", "leadStays", "the lead cannot leave; end the agreement instead"));
    }
    if (present.shares().stream().noneMatch(share -> share.partner() == partner)) {
      return List.of(new FieldProblem("partner", "unknown", "is no partner of the plan in force"));
    }
    var problems = new ArrayList<FieldProblem>();
    if (asked.costs().stream().anyMatch(cost -> cost.partner() == partner)) {
      problems.add(
          new FieldProblem(
              "costs", "leaverHasCosts", "the partner that leaves has no costs any more"));
    }
    for (var other : partnersOf(present)) {
      if (other != partner && asked.costs().stream().noneMatch(cost -> cost.partner() == other)) {
        problems.add(
            new FieldProblem(
                "costs",
                "partnerWithoutCosts",
                "%s would have no costs left".formatted(name(other))));
      }
    }
    problems.addAll(consortium(asked.costs()));
    problems.addAll(costs(asked.costs()));
    return problems;
  }

  private List<FieldProblem> shift(RequestChange asked) {
    var problems = new ArrayList<FieldProblem>();
    if (byLine(asked.costs()).equals(presentCosts())) {
      problems.add(
          new FieldProblem("costs", "unchanged", "nothing differs from the plan in force"));
    }
    for (var partner : partnersOf(present)) {
      if (asked.costs().stream().noneMatch(cost -> cost.partner() == partner)) {
        problems.add(
            new FieldProblem(
                "costs",
                "partnerWithoutCosts",
                "%s would have no costs left; ask for it to leave instead"
                    .formatted(name(partner))));
      }
    }
    problems.addAll(costs(asked.costs()));
    return problems;
  }

  private List<FieldProblem> costs(List<PlannedCosts> wanted) {
    var problems = new ArrayList<FieldProblem>();
    if (wanted.isEmpty()) {
      return List.of(new FieldProblem("costs", "required", "is required"));
    }
    var lines = new HashSet<Line>();
    for (var cost : wanted) {
      if (!lines.add(new Line(cost.partner(), cost.category()))) {
        problems.add(
            new FieldProblem(
                "costs",
                "twice",
                "partner %d has %s twice".formatted(cost.partner(), cost.category())));
      }
      if (cost.costs().equals(Cents.ZERO)) {
        problems.add(new FieldProblem("costs", "min", "costs of nothing are left out"));
      }
      if (!partnersOf(present).contains(cost.partner())) {
        problems.add(
            new FieldProblem(
                "costs",
                "unknownPartner",
                "%d is no partner of the plan in force".formatted(cost.partner())));
      }
    }
    if (sum(wanted).exceeds(present.costs())) {
      problems.add(
          new FieldProblem(
              "costs",
              "aboveProject",
              "come to %s together, more than the %s that were agreed"
                  .formatted(sum(wanted), present.costs())));
    }
    problems.addAll(belowVerified(wanted));
    return problems;
  }

  /** Costs that were claimed or verified and that the distribution does not hold any more. */
  List<FieldProblem> belowVerified(List<PlannedCosts> wanted) {
    var planned = byLine(wanted);
    return verified.stream()
        .filter(
            done ->
                done.costs()
                    .exceeds(
                        planned.getOrDefault(
                            new Line(done.partner(), done.category()), Cents.ZERO)))
        .map(
            done ->
                new FieldProblem(
                    "costs",
                    "belowVerified",
                    "%s of %s by %s are claimed or verified already and must stay in the plan"
                        .formatted(done.costs(), done.category(), name(done.partner()))))
        .toList();
  }

  private List<FieldProblem> consortium(List<PlannedCosts> wanted) {
    var staying =
        wanted.stream()
            .map(PlannedCosts::partner)
            .distinct()
            .flatMap(number -> partner(number).stream())
            .toList();
    var problems = new ArrayList<FieldProblem>();
    var states =
        staying.stream().flatMap(partner -> partner.region().country().stream()).distinct().count();
    if (states < rules.memberStatesAtLeast()) {
      problems.add(
          new FieldProblem(
              "partner",
              "notCrossBorder",
              "the partners that stay must come from at least %d Member States"
                  .formatted(rules.memberStatesAtLeast())));
    }
    var enterprises =
        staying.stream()
            .filter(FundedProject.Partner::economicActivity)
            .map(FundedProject.Partner::undertaking)
            .distinct()
            .count();
    if (enterprises < rules.enterprisesAtLeast()) {
      problems.add(
          new FieldProblem(
              "partner",
              "tooFewEnterprises",
              "at least %d independent enterprises must stay"
                  .formatted(rules.enterprisesAtLeast())));
    }
    return problems;
  }

  private Optional<FundedProject.Partner> partner(int number) {
    var name = name(number);
    return project.partners().stream().filter(partner -> partner.name().equals(name)).findFirst();
  }

  private String name(int number) {
    return first.shares().stream()
        .filter(share -> share.partner() == number)
        .map(PlanShare::name)
        .findFirst()
        .orElse("partner " + number);
  }

  private Map<Line, Cents> presentCosts() {
    return byLine(costsOf(present));
  }

  private static Map<Line, Cents> byLine(Collection<PlannedCosts> costs) {
    var lines = new HashMap<Line, Cents>();
    costs.forEach(
        cost -> lines.merge(new Line(cost.partner(), cost.category()), cost.costs(), Cents::plus));
    return lines;
  }

  private static Cents sum(List<PlannedCosts> costs) {
    return costs.stream().map(PlannedCosts::costs).reduce(Cents.ZERO, Cents::plus);
  }

  private static Set<Integer> partnersOf(GrantPlan plan) {
    return plan.shares().stream().map(PlanShare::partner).collect(Collectors.toSet());
  }

  private static List<FieldProblem> text(String field, String text, int longest) {
    if (text.isBlank()) {
      return List.of(new FieldProblem(field, "required", "is required"));
    }
    return text.length() > longest
        ? List.of(
            new FieldProblem(field, "size", "must have at most %d characters".formatted(longest)))
        : List.of();
  }

  /** The distribution of a plan. */
  static List<PlannedCosts> costsOf(GrantPlan plan) {
    return plan.shares().stream()
        .map(share -> new PlannedCosts(share.partner(), share.category(), share.costs()))
        .toList();
  }

  /**
   * The project with this distribution: partners without costs are gone, everything else that is
   * known of the others stays, and no more is asked for than the grant that is agreed.
   */
  FundedProject changed(List<PlannedCosts> wanted) {
    var byName = new TreeMap<String, List<PlannedCosts>>();
    wanted.forEach(
        cost -> byName.computeIfAbsent(name(cost.partner()), name -> new ArrayList<>()).add(cost));
    return new FundedProject(
        project.grantingOn(),
        project.appliedOn(),
        project.workStartedOn(),
        present.grant(),
        project.grounds(),
        project.partners().stream()
            .filter(partner -> byName.containsKey(partner.name()))
            .map(partner -> with(partner, Objects.requireNonNull(byName.get(partner.name()))))
            .toList());
  }

  private static FundedProject.Partner with(
      FundedProject.Partner partner, List<PlannedCosts> costs) {
    return partner.withCosts(
        costs.stream()
            .map(cost -> new FundedProject.CostLine(cost.category(), cost.costs()))
            .toList());
  }
}
