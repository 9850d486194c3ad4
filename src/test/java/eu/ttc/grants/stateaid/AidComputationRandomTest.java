package eu.ttc.grants.stateaid;

import static eu.ttc.grants.testing.AProject.aProject;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.stateaid.FundedProject.CostLine;
import eu.ttc.grants.stateaid.FundedProject.OtherAid;
import eu.ttc.grants.stateaid.FundedProject.Partner;
import eu.ttc.grants.testing.AProject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Projects and rates drawn at random; the seed names the case. */
@DisplayName("Whatever the project and whatever the rates,")
class AidComputationRandomTest {

  private static final List<Region> REGIONS =
      List.of(Region.AACHEN, Region.LIEGE, Region.EINDHOVEN, Region.HASSELT);

  static LongStream seeds() {
    return LongStream.range(0, 400).map(i -> 20_261_126L + i);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("the parts add up, and nothing is above 50 %, the intensity or what was asked for")
  void staysWithinItsLimits(long seed) {
    var drawn = new Drawn(seed);

    var computed = drawn.compute(drawn.project);

    var rules = TestRules.RULES;
    assertThat(sum(computed, AidShare::granted)).isEqualTo(computed.grant().value());
    assertThat(computed.grant().value() * 2).isLessThanOrEqualTo(computed.eligibleCosts().value());
    assertThat(computed.grant()).isLessThanOrEqualTo(drawn.project.requested());
    assertThat(computed.grant()).isLessThanOrEqualTo(rules.maximumGrant());
    if (computed.allowed()) {
      assertThat(computed.grant()).isGreaterThanOrEqualTo(rules.minimumGrant());
      assertThat(computed.grant().value())
          .isEqualTo(
              Math.min(
                  sum(computed, AidShare::computed),
                  Math.min(drawn.project.requested().value(), rules.maximumGrant().value())));
    } else {
      assertThat(computed.reasonCodes()).containsExactly(ReasonCode.BELOW_MIN_GRANT);
      assertThat(computed.grant()).isEqualTo(Cents.ZERO);
    }
    assertThat(computed.shares())
        .allSatisfy(
            share -> {
              assertThat(share.granted()).isLessThanOrEqualTo(share.computed());
              assertThat(share.computed().value() * 2).isLessThanOrEqualTo(share.costs().value());
              assertThat(BigDecimal.valueOf(share.computed().value() * 100))
                  .isLessThanOrEqualTo(
                      share.rate().multiply(BigDecimal.valueOf(share.costs().value())));
              if (share.computed().exceeds(Cents.ZERO)) {
                assertThat(share.computed().plus(share.otherAid()))
                    .isLessThanOrEqualTo(share.maximum());
              }
            });
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName("nobody loses by a cent too much in the distribution")
  void isFairToTheCent(long seed) {
    var drawn = new Drawn(seed);
    var computed = drawn.compute(drawn.project);
    var sum = sum(computed, AidShare::computed);
    if (!computed.allowed()) {
      return;
    }

    var names = computed.shares().stream().map(AidShare::name).distinct().toList();
    for (var name : names) {
      var own = computed.shares().stream().filter(share -> share.name().equals(name)).toList();
      var claim = own.stream().mapToLong(share -> share.computed().value()).sum();
      var part = own.stream().mapToLong(share -> share.granted().value()).sum();
      var exact =
          BigDecimal.valueOf(computed.grant().value())
              .multiply(BigDecimal.valueOf(claim))
              .subtract(BigDecimal.valueOf(part).multiply(BigDecimal.valueOf(sum)));
      assertThat(exact.abs()).as(name).isLessThan(BigDecimal.valueOf(sum));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @DisplayName(
      "more costs or a higher request never lower the grant, more other aid never raises it")
  void isMonotone(long seed) {
    var drawn = new Drawn(seed);
    var grant = drawn.compute(drawn.project).grant();
    var more = Cents.of(1 + drawn.random.nextLong(5_000_000));

    var costlier =
        drawn.changed(
            (category, line) -> new CostLine(category, line.plus(more)),
            OtherAid::new,
            drawn.project.requested());
    var bolder = drawn.changed(CostLine::new, OtherAid::new, drawn.project.requested().plus(more));
    var richer =
        drawn.changed(
            CostLine::new,
            (category, source, amount) -> new OtherAid(category, source, amount.plus(more)),
            drawn.project.requested());

    assertThat(drawn.compute(costlier).grant()).isGreaterThanOrEqualTo(grant);
    assertThat(drawn.compute(bolder).grant()).isGreaterThanOrEqualTo(grant);
    assertThat(drawn.compute(richer).grant()).isLessThanOrEqualTo(grant);
  }

  private static long sum(Computed computed, Function<AidShare, Cents> amount) {
    return computed.shares().stream().map(amount).mapToLong(Cents::value).sum();
  }

  @FunctionalInterface
  private interface Aid {
    OtherAid of(AidCategory category, String source, Cents amount);
  }

  /** A project of two to five partners with one to six categories each, and rates for them. */
  private static final class Drawn {

    private final Random random;
    private final FundedProject project;
    private final List<AidAnswer> answers = new ArrayList<>();

    Drawn(long seed) {
      random = new Random(seed);
      var told = aProject().requesting(Cents.of(5_000_000 + random.nextLong(40_000_000)));
      var partners = 2 + random.nextInt(4);
      for (int i = 0; i < partners; i++) {
        told.with("P" + i, REGIONS.get((i + random.nextInt(2)) % 3), SmeCategory.SMALL);
        costs(told);
      }
      var drawn = told.told();
      project =
          new AidFindings(drawn, TestRules.RULES).crossBorder().met()
              ? drawn
              : crossingTheBorder(told);
      new AidFindings(project, TestRules.RULES).questions().forEach(this::answer);
    }

    private FundedProject crossingTheBorder(AProject told) {
      told.with("Q", Region.AACHEN, SmeCategory.MEDIUM);
      costs(told);
      told.with("R", Region.HASSELT, SmeCategory.MEDIUM);
      costs(told);
      return told.told();
    }

    private void costs(AProject told) {
      var categories = AidCategory.values();
      var first = random.nextInt(categories.length);
      for (int i = 0; i <= random.nextInt(categories.length); i++) {
        var category = categories[(first + i) % categories.length];
        told.costing(category, Cents.of(1 + random.nextLong(15_000_000)));
        if (random.nextInt(3) == 0) {
          told.alsoAidedFor(category, random.nextLong(60_000));
        }
      }
    }

    private void answer(AidQuestion question) {
      var rate = BigDecimal.valueOf(random.nextInt(10_001), 2);
      answers.add(
          new AidAnswer(
              question.partner(),
              question.category(),
              new AidAnswer.Basis("B8", AidBasis.GBER_25, null, "Art. 25"),
              new AidAnswer.Intensity(
                  rate, BigDecimal.ZERO, BigDecimal.ZERO, null, rate, rate, "Art. 25")));
    }

    Computed compute(FundedProject changed) {
      return AidComputation.of(changed, TestRules.RULES, answers, shares -> List.of());
    }

    FundedProject changed(
        BiFunction<AidCategory, Cents, CostLine> costs, Aid aid, Cents requested) {
      return new FundedProject(
          project.grantingOn(),
          project.appliedOn(),
          project.workStartedOn(),
          requested,
          project.grounds(),
          project.partners().stream().map(partner -> changed(partner, costs, aid)).toList());
    }

    private static Partner changed(
        Partner partner, BiFunction<AidCategory, Cents, CostLine> costs, Aid aid) {
      return new Partner(
          partner.name(),
          partner.undertaking(),
          partner.country(),
          partner.region(),
          partner.area(),
          partner.size(),
          partner.economicActivity(),
          partner.researchOrganisation(),
          partner.freeToPublish(),
          partner.inDifficulty(),
          partner.recoveryOrder(),
          partner.costs().stream()
              .map(line -> costs.apply(line.category(), line.amount()))
              .toList(),
          partner.otherAid().stream()
              .map(other -> aid.of(other.category(), other.source(), other.amount()))
              .toList(),
          partner.earlierAdvice());
    }
  }
}
