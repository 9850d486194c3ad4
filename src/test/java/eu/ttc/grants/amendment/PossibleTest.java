package eu.ttc.grants.amendment;

import static eu.ttc.grants.application.AidCategory.EXPERIMENTAL_DEVELOPMENT;
import static eu.ttc.grants.application.AidCategory.INDUSTRIAL_RESEARCH;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.agreement.GrantPlan;
import eu.ttc.grants.agreement.PlanShare;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.stateaid.FundedProject;
import eu.ttc.grants.testing.AProject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is possible of each kind, and what is refused with which reason. */
@DisplayName("A change after the agreement")
class PossibleTest {

  private static final ChangeRules RULES = new ChangeRules(1, 6, 2, 2);
  private static final LocalDate START = LocalDate.of(2027, 1, 1);
  private static final LocalDate END = LocalDate.of(2028, 6, 30);
  private static final String LONG = "x".repeat(4001);

  private static final GrantPlan PLAN =
      new GrantPlan(
          START,
          END,
          List.of(
              share(1, "A", INDUSTRIAL_RESEARCH, 160_000),
              share(1, "A", EXPERIMENTAL_DEVELOPMENT, 80_000),
              share(2, "B", INDUSTRIAL_RESEARCH, 60_000),
              share(2, "B", EXPERIMENTAL_DEVELOPMENT, 100_000),
              share(3, "C", INDUSTRIAL_RESEARCH, 40_000)));

  static Stream<Arguments> requests() {
    return Stream.of(
        Arguments.of("scope, told", scope("We use another sensor."), List.of()),
        Arguments.of("scope, not told", scope(" "), List.of("scope required")),
        Arguments.of("scope, too long", scope("x".repeat(8001)), List.of("scope size")),
        Arguments.of("no reasons", reasons(" "), List.of("reasons required")),
        Arguments.of("reasons too long", reasons(LONG), List.of("reasons size")),
        Arguments.of("six months more", extension(END.plusMonths(6)), List.of()),
        Arguments.of("a day more", extension(END.plusDays(1)), List.of()),
        Arguments.of(
            "a day more than six months",
            extension(END.plusMonths(6).plusDays(1)),
            List.of("endsOn latest")),
        Arguments.of("no later", extension(END), List.of("endsOn notLater")),
        Arguments.of("no date", extension(null), List.of("endsOn required")),
        Arguments.of(
            "costs between partners", shift(150_000, 80_000, 70_000, 100_000, 40_000), List.of()),
        Arguments.of(
            "costs between categories",
            shift(120_000, 120_000, 60_000, 100_000, 40_000),
            List.of()),
        Arguments.of("costs fall away", shift(160_000, 80_000, 60_000, 50_000, 40_000), List.of()),
        Arguments.of(
            "nothing differs",
            shift(160_000, 80_000, 60_000, 100_000, 40_000),
            List.of("costs unchanged")),
        Arguments.of(
            "more than was agreed",
            shift(160_001, 80_000, 60_000, 100_000, 40_000),
            List.of("costs aboveProject")),
        Arguments.of(
            "a partner without costs",
            shift(200_000, 80_000, 60_000, 100_000, 0),
            List.of("costs partnerWithoutCosts")),
        Arguments.of(
            "nothing at all",
            asked(ChangeKind.BUDGET_SHIFT, null, null, List.of()),
            List.of(
                "costs partnerWithoutCosts", "costs partnerWithoutCosts",
                "costs partnerWithoutCosts", "costs required")),
        Arguments.of(
            "a partner that is not there",
            asked(
                ChangeKind.BUDGET_SHIFT,
                null,
                null,
                with(distribution(100_000, 80_000, 60_000, 100_000, 40_000), 4, 10_000)),
            List.of("costs unknownPartner")),
        Arguments.of(
            "the same line twice",
            asked(
                ChangeKind.BUDGET_SHIFT,
                null,
                null,
                with(distribution(100_000, 80_000, 60_000, 100_000, 40_000), 2, 10_000)),
            List.of("costs twice")),
        Arguments.of("the third leaves", leaves(3, 160_000, 80_000, 60_000, 100_000), List.of()),
        Arguments.of("its costs move", leaves(3, 200_000, 80_000, 60_000, 100_000), List.of()),
        Arguments.of("the second leaves", without(2), List.of()),
        Arguments.of(
            "the lead leaves", leaves(1, 0, 0, 60_000, 100_000), List.of("partner leadStays")),
        Arguments.of(
            "nobody leaves",
            asked(ChangeKind.PARTNER_LEAVES, null, null, distribution(1, 1, 1, 1, 1)),
            List.of("partner required")),
        Arguments.of(
            "a stranger leaves",
            asked(ChangeKind.PARTNER_LEAVES, null, 7, distribution(1, 1, 1, 1, 1)),
            List.of("partner unknown")),
        Arguments.of(
            "who leaves keeps costs",
            asked(
                ChangeKind.PARTNER_LEAVES,
                null,
                3,
                distribution(160_000, 80_000, 60_000, 100_000, 1)),
            List.of("costs leaverHasCosts")),
        Arguments.of(
            "another one has no costs left",
            leaves(3, 160_000, 80_000, 0, 0),
            List.of(
                "costs partnerWithoutCosts",
                "partner notCrossBorder",
                "partner tooFewEnterprises")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  @DisplayName("is possible, or refused with what is wrong beside the field:")
  void isPossibleOrNot(String name, RequestChange asked, List<String> problems) {
    assertThat(told(possible(project(), 0, List.of(), START.plusMonths(3)), asked))
        .containsExactlyInAnyOrderElementsOf(problems);
  }

  @Test
  @DisplayName("moves the end once only, and only before the work has ended")
  void movesTheEndOnceAndInTime() {
    var longer = extension(END.plusMonths(1));

    assertThat(told(possible(project(), 1, List.of(), START), longer))
        .containsExactly("endsOn extendedBefore");
    assertThat(told(possible(project(), 0, List.of(), END), longer)).isEmpty();
    assertThat(told(possible(project(), 0, List.of(), END.plusDays(1)), longer))
        .containsExactly("endsOn workEnded");
  }

  @Test
  @DisplayName("leaves partners of at least two Member States and two independent enterprises")
  void theRestIsStillAConsortium() {
    var dutch =
        AProject.aProject()
            .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
            .costing(INDUSTRIAL_RESEARCH, 1)
            .with("B", Region.MAASTRICHT, SmeCategory.SMALL)
            .costing(INDUSTRIAL_RESEARCH, 1)
            .with("C", Region.LIEGE, SmeCategory.SMALL)
            .costing(INDUSTRIAL_RESEARCH, 1)
            .told();
    var linked =
        AProject.aProject()
            .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
            .belongingTo("one")
            .costing(INDUSTRIAL_RESEARCH, 1)
            .with("B", Region.AACHEN, SmeCategory.SMALL)
            .belongingTo("one")
            .costing(INDUSTRIAL_RESEARCH, 1)
            .with("C", Region.LIEGE, SmeCategory.SMALL)
            .costing(INDUSTRIAL_RESEARCH, 1)
            .told();
    var institute =
        AProject.aProject()
            .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
            .costing(INDUSTRIAL_RESEARCH, 1)
            .withInstitute("B", Region.AACHEN, true)
            .costing(INDUSTRIAL_RESEARCH, 1)
            .with("C", Region.LIEGE, SmeCategory.SMALL)
            .costing(INDUSTRIAL_RESEARCH, 1)
            .told();
    var third = leaves(3, 160_000, 80_000, 60_000, 100_000);

    assertThat(told(possible(dutch, 0, List.of(), START), third))
        .containsExactly("partner notCrossBorder");
    assertThat(told(possible(linked, 0, List.of(), START), third))
        .containsExactly("partner tooFewEnterprises");
    assertThat(told(possible(institute, 0, List.of(), START), third))
        .containsExactly("partner tooFewEnterprises");
  }

  @Test
  @DisplayName("takes back no costs that are claimed or verified")
  void keepsWhatIsVerified() {
    var verified = List.of(new PlannedCosts(3, INDUSTRIAL_RESEARCH, Cents.euros(10_000)));
    var possible = possible(project(), 0, verified, START);

    assertThat(told(possible, leaves(3, 160_000, 80_000, 60_000, 100_000)))
        .containsExactly("costs belowVerified");
    assertThat(told(possible, shift(190_000, 80_000, 60_000, 100_000, 10_000))).isEmpty();
    assertThat(told(possible, shift(190_000, 80_000, 60_000, 100_000, 9_999)))
        .containsExactly("costs belowVerified");
  }

  @Test
  @DisplayName("makes a project without who left, that asks for no more than the grant in force")
  void changesTheProject() {
    var possible = possible(project(), 0, List.of(), START);

    var changed = possible.changed(leaves(3, 200_000, 80_000, 60_000, 100_000).costs());

    assertThat(changed.partners())
        .extracting(FundedProject.Partner::name)
        .containsExactly("A", "B");
    assertThat(changed.partners().getFirst().costs())
        .extracting(FundedProject.CostLine::amount)
        .containsExactly(Cents.euros(200_000), Cents.euros(80_000));
    assertThat(changed.requested()).isEqualTo(PLAN.grant());
  }

  private static List<String> told(Possible possible, RequestChange asked) {
    return possible.problems(asked).stream()
        .map(problem -> problem.field() + " " + problem.rule())
        .toList();
  }

  private static Possible possible(
      FundedProject project, int extensions, List<PlannedCosts> verified, LocalDate today) {
    return new Possible(RULES, PLAN, PLAN, project, extensions, verified, today);
  }

  private static FundedProject project() {
    return AProject.ofF1()
        .with("C", Region.LIEGE, SmeCategory.MEDIUM)
        .costing(INDUSTRIAL_RESEARCH, 40_000)
        .told();
  }

  private static RequestChange scope(String text) {
    return new RequestChange(
        ApplicationRef.of("F-2026-000045"),
        "anna",
        ChangeKind.SCOPE,
        "The maker has stopped.",
        null,
        text,
        null,
        List.of(),
        List.of());
  }

  private static RequestChange reasons(String text) {
    return new RequestChange(
        ApplicationRef.of("F-2026-000045"),
        "anna",
        ChangeKind.SCOPE,
        text,
        null,
        "Another sensor.",
        null,
        List.of(),
        List.of());
  }

  private static RequestChange extension(@Nullable LocalDate until) {
    return asked(ChangeKind.EXTENSION, until, null, List.of());
  }

  private static RequestChange shift(long a1, long a2, long b1, long b2, long c) {
    return asked(ChangeKind.BUDGET_SHIFT, null, null, distribution(a1, a2, b1, b2, c));
  }

  private static RequestChange leaves(int partner, long a1, long a2, long b1, long b2) {
    return asked(ChangeKind.PARTNER_LEAVES, null, partner, distribution(a1, a2, b1, b2, 0));
  }

  private static RequestChange without(int partner) {
    return asked(
        ChangeKind.PARTNER_LEAVES, null, partner, distribution(160_000, 80_000, 0, 0, 40_000));
  }

  private static RequestChange asked(
      ChangeKind kind,
      @Nullable LocalDate endsOn,
      @Nullable Integer partner,
      List<PlannedCosts> costs) {
    return new RequestChange(
        ApplicationRef.of("F-2026-000045"),
        "anna",
        kind,
        "The market has changed.",
        endsOn,
        null,
        partner,
        costs,
        List.of());
  }

  private static List<PlannedCosts> distribution(long a1, long a2, long b1, long b2, long c) {
    return Stream.of(
            costs(1, INDUSTRIAL_RESEARCH, a1),
            costs(1, EXPERIMENTAL_DEVELOPMENT, a2),
            costs(2, INDUSTRIAL_RESEARCH, b1),
            costs(2, EXPERIMENTAL_DEVELOPMENT, b2),
            costs(3, INDUSTRIAL_RESEARCH, c))
        .filter(line -> line.costs().value() > 0)
        .toList();
  }

  private static List<PlannedCosts> with(List<PlannedCosts> costs, int partner, long euros) {
    var all = new ArrayList<>(costs);
    all.add(costs(partner, INDUSTRIAL_RESEARCH, euros));
    return all;
  }

  private static PlannedCosts costs(int partner, AidCategory category, long euros) {
    return new PlannedCosts(partner, category, Cents.euros(euros));
  }

  private static PlanShare share(int partner, String name, AidCategory category, long euros) {
    return new PlanShare(
        partner,
        name,
        category,
        BigDecimal.valueOf(50),
        Cents.euros(euros),
        Cents.euros(euros / 2));
  }
}
