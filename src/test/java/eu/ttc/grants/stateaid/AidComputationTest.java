package eu.ttc.grants.stateaid;

import static eu.ttc.grants.application.AidCategory.EXPERIMENTAL_DEVELOPMENT;
import static eu.ttc.grants.application.AidCategory.FEASIBILITY_STUDY;
import static eu.ttc.grants.application.AidCategory.INDUSTRIAL_RESEARCH;
import static eu.ttc.grants.testing.AProject.aProject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.application.Region;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.testing.AProject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The arithmetic, with rates as a table would say them; {@code AidComputationLifecycleTest} has the
 * same cases with the tables.
 */
@DisplayName("Aid is computed")
class AidComputationTest {

  private static final Function<List<AidShare>, List<HeadroomFigures>> NO_DE_MINIMIS =
      shares -> List.of();

  private static final String[] COLLABORATING = {"80", "60", "75", "50"};

  @Nested
  @DisplayName("for the worked cases of domain.md 3.7 to the cent")
  class WorkedCases {

    @Test
    @DisplayName("F1: 200,000, of which A 120,000 and B 80,000")
    void caseF1() {
      var f1 = compute(AProject.ofF1(), COLLABORATING);

      assertThat(f1.grant()).isEqualTo(Cents.euros(200_000));
      assertThat(granted(f1)).containsExactly(80_000_00L, 40_000_00L, 30_000_00L, 50_000_00L);
      assertThat(f1.shares())
          .extracting(AidShare::maximum)
          .containsExactly(
              Cents.euros(128_000), Cents.euros(48_000), Cents.euros(45_000), Cents.euros(50_000));
      assertThat(f1.reasonCodes()).isEmpty();
    }

    @Test
    @DisplayName("F2: nobody may bear 80 %, so 183,000; 217,000 is to be financed")
    void caseF2() {
      var f2 =
          compute(
              aProject()
                  .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
                  .costing(INDUSTRIAL_RESEARCH, 100_000)
                  .costing(EXPERIMENTAL_DEVELOPMENT, 220_000)
                  .with("B", Region.AACHEN, SmeCategory.MEDIUM)
                  .costing(INDUSTRIAL_RESEARCH, 40_000)
                  .costing(EXPERIMENTAL_DEVELOPMENT, 40_000)
                  .requesting(Cents.euros(200_000)),
              "70",
              "45",
              "60",
              "35");

      assertThat(f2.grant()).isEqualTo(Cents.euros(183_000));
      assertThat(granted(f2)).containsExactly(50_000_00L, 99_000_00L, 20_000_00L, 14_000_00L);
      assertThat(step(f2, AidStep.Collaboration.class).effective()).isFalse();
      assertThat(step(f2, AidStep.Gap.class).gap()).isEqualTo(Cents.euros(217_000));
    }

    @Test
    @DisplayName("F3: 50 % of 180,000 are less than the least that the programme gives")
    void caseF3() {
      var f3 = compute(scaled(72_000, 36_000, 27_000, 45_000), COLLABORATING);

      assertThat(f3.reasonCodes()).containsExactly(ReasonCode.BELOW_MIN_GRANT);
      assertThat(f3.grant()).isEqualTo(Cents.ZERO);
      assertThat(granted(f3)).containsOnly(0L);
      assertThat(f3.shares().stream().mapToLong(share -> share.computed().value()).sum())
          .isEqualTo(90_000_00L);
      assertThat(step(f3, AidStep.Minimum.class).grant()).isEqualTo(Cents.euros(90_000));
    }

    @Test
    @DisplayName("F4: 320,000 are capped at 250,000, which is 39.06 %; 390,000 is to be financed")
    void caseF4() {
      var f4 = compute(scaled(256_000, 128_000, 96_000, 160_000), COLLABORATING);

      assertThat(f4.grant()).isEqualTo(Cents.euros(250_000));
      assertThat(step(f4, AidStep.Gap.class).grantPercent()).isEqualByComparingTo("39.06");
      assertThat(step(f4, AidStep.Gap.class).gap()).isEqualTo(Cents.euros(390_000));
      assertThat(granted(f4)).containsExactly(100_000_00L, 50_000_00L, 37_500_00L, 62_500_00L);
      assertThat(f4.steps())
          .filteredOn(AidStep.Part.class::isInstance)
          .extracting(part -> ((AidStep.Part) part).part())
          .containsExactly(Cents.euros(150_000), Cents.euros(100_000));
    }

    @Test
    @DisplayName("F5: regional aid for the same costs leaves B 60,000, and 180,000 in all")
    void caseF5() {
      var f5 =
          compute(AProject.ofF1().alsoAidedFor(EXPERIMENTAL_DEVELOPMENT, 20_000), COLLABORATING);

      assertThat(f5.grant()).isEqualTo(Cents.euros(180_000));
      assertThat(granted(f5)).containsExactly(80_000_00L, 40_000_00L, 30_000_00L, 30_000_00L);
      assertThat(step(f5, AidStep.Cumulation.class).room()).isEqualTo(Cents.euros(30_000));
    }

    @Test
    @DisplayName("F6: two in Aachen are refused before money is looked at")
    void caseF6() {
      var f6 =
          compute(
              aProject()
                  .with("A", Region.AACHEN, SmeCategory.SMALL)
                  .costing(INDUSTRIAL_RESEARCH, 160_000)
                  .with("B", Region.AACHEN, SmeCategory.MEDIUM)
                  .costing(INDUSTRIAL_RESEARCH, 240_000));

      assertThat(f6.reasonCodes()).containsExactly(ReasonCode.NOT_CROSS_BORDER);
      assertThat(f6.steps()).hasSize(1).allMatch(AidStep.CrossBorder.class::isInstance);
      assertThat(f6.shares()).isEmpty();
      assertThat(f6.eligibleCosts()).isEqualTo(Cents.euros(400_000));
    }
  }

  @ParameterizedTest(name = "costs of {0} at {1} %, other aid {2}: {3}")
  @DisplayName("at the lower of 50 % and the intensity, rounded down, within what others leave")
  @CsvSource({
    "20000000, 80, 0, 10000000",
    "20000001, 80, 0, 10000000",
    "20000003, 45, 0, 9000001",
    "20000001, 35, 0, 7000000",
    "20000000, 80, 60000, 10000000",
    "20000000, 80, 80000, 8000000",
    "20000000, 50, 1, 9999900",
    "20000000, 50, 100000, 0",
    "20000000, 50, 999999, 0",
    "20000000, 33.33, 0, 6666000",
    "20000001, 33.33, 0, 6666000",
    "20000000, 0, 0, 0"
  })
  void roundedDownWithinTheIntensity(long costs, String rate, long otherAidEuros, long aid) {
    var project =
        aProject()
            .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
            .costing(INDUSTRIAL_RESEARCH, Cents.of(costs))
            .with("B", Region.AACHEN, SmeCategory.SMALL)
            .costing(INDUSTRIAL_RESEARCH, 300_000);
    var others = otherAidEuros == 0 ? project : withOtherAid(costs, otherAidEuros);

    var computed = compute(others, rate, "50");

    assertThat(computed.shares().getFirst().computed()).isEqualTo(Cents.of(aid));
  }

  @Test
  @DisplayName("for each category by itself: nothing is averaged")
  void nothingIsAveraged() {
    var computed =
        compute(
            aProject()
                .with("A", Region.EINDHOVEN, SmeCategory.MEDIUM)
                .costing(INDUSTRIAL_RESEARCH, 200_000)
                .costing(EXPERIMENTAL_DEVELOPMENT, 200_000)
                .with("B", Region.AACHEN, SmeCategory.MEDIUM)
                .costing(FEASIBILITY_STUDY, 20_000),
            "60",
            "35",
            "60");

    assertThat(granted(computed)).containsExactly(100_000_00L, 70_000_00L, 10_000_00L);
  }

  @Test
  @DisplayName("where several lines of one category are one")
  void linesOfOneCategoryAreOne() {
    var split =
        aProject()
            .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
            .costing(INDUSTRIAL_RESEARCH, Cents.of(100_000_01))
            .costing(INDUSTRIAL_RESEARCH, Cents.of(100_000_01))
            .with("B", Region.AACHEN, SmeCategory.SMALL)
            .costing(INDUSTRIAL_RESEARCH, 100_000);

    assertThat(granted(compute(split, "80", "80"))).containsExactly(100_000_01L, 50_000_00L);
  }

  @ParameterizedTest(name = "asked for {0}: {1} {2}")
  @DisplayName("up to what is asked for, from 100,000 on")
  @CsvSource(
      nullValues = "none",
      value = {
        "20000001, 20000000, none",
        "19999999, 19999999, none",
        "10000000, 10000000, none",
        "9999999, 0, BELOW_MIN_GRANT",
        "1, 0, BELOW_MIN_GRANT"
      })
  void upToWhatIsAskedFor(long requested, long grant, @Nullable ReasonCode reason) {
    var computed = compute(AProject.ofF1().requesting(Cents.of(requested)), COLLABORATING);

    assertThat(computed.grant()).isEqualTo(Cents.of(grant));
    assertThat(computed.reasonCodes()).isEqualTo(reason == null ? List.of() : List.of(reason));
    assertThat(LongStream.of(granted(computed)).sum()).isEqualTo(grant);
  }

  @Test
  @DisplayName("not at all when costs have no legal basis, and every reason is told")
  void everyReasonOfTheTablesIsTold() {
    var findings = findings(AProject.ofF1());
    var answers = new ArrayList<>(answers(findings, COLLABORATING));
    answers.set(1, refused(findings.questions().get(1), ReasonCode.IN_DIFFICULTY));
    answers.set(2, refused(findings.questions().get(2), ReasonCode.NO_LEGAL_BASIS));
    answers.set(3, refused(findings.questions().get(3), ReasonCode.IN_DIFFICULTY));

    var computed = AidComputation.of(findings.project(), findings.rules(), answers, NO_DE_MINIMIS);

    assertThat(computed.reasonCodes())
        .containsExactly(ReasonCode.IN_DIFFICULTY, ReasonCode.NO_LEGAL_BASIS);
    assertThat(computed.grant()).isEqualTo(Cents.ZERO);
    assertThat(computed.shares()).isEmpty();
    assertThat(computed.steps())
        .filteredOn(AidStep.Basis.class::isInstance)
        .extracting(
            step -> ((AidStep.Basis) step).partner(), step -> ((AidStep.Basis) step).category())
        .contains(tuple("A", EXPERIMENTAL_DEVELOPMENT), tuple("B", INDUSTRIAL_RESEARCH));
  }

  @ParameterizedTest(name = "room: {0}")
  @ValueSource(booleans = {true, false})
  @DisplayName("of shares that are de minimis aid only when all fit in their accounts")
  void onlyWithRoomForDeMinimisAid(boolean room) {
    var findings = findings(AProject.ofF1());
    var answers = new ArrayList<>(answers(findings, COLLABORATING));
    var second = answers.get(1);
    answers.set(
        1,
        new AidAnswer(
            second.partner(),
            second.category(),
            new AidAnswer.Basis("B7a", AidBasis.DE_MINIMIS, null, "Art. 3"),
            second.intensity()));

    var computed =
        AidComputation.of(
            findings.project(),
            findings.rules(),
            answers,
            shares ->
                shares.stream()
                    .filter(share -> share.basis() == AidBasis.DE_MINIMIS)
                    .map(
                        share ->
                            new HeadroomFigures(
                                share.name(),
                                "NL:1",
                                Cents.euros(250_000),
                                share.granted(),
                                Cents.euros(300_000),
                                room,
                                "RULES",
                                "NL",
                                LocalDate.of(2026, 11, 20)))
                    .toList());

    assertThat(computed.allowed()).isEqualTo(room);
    assertThat(computed.reasonCodes())
        .isEqualTo(room ? List.of() : List.of(ReasonCode.DE_MINIMIS_CEILING));
    assertThat(LongStream.of(granted(computed)).sum()).isEqualTo(room ? 200_000_00L : 0);
    assertThat(step(computed, AidStep.DeMinimisRoom.class).requested())
        .isEqualTo(Cents.euros(40_000));
  }

  @Test
  @DisplayName("also from answers in any order")
  void fromAnswersInAnyOrder() {
    var findings = findings(AProject.ofF1());
    var answers = answers(findings, COLLABORATING);

    assertThat(
            AidComputation.of(
                findings.project(), findings.rules(), answers.reversed(), NO_DE_MINIMIS))
        .isEqualTo(AidComputation.of(findings.project(), findings.rules(), answers, NO_DE_MINIMIS));
  }

  @Nested
  @DisplayName("never from answers that cannot be:")
  class WrongAnswers {

    private final AidFindings findings = findings(AProject.ofF1());
    private final List<AidAnswer> answers = new ArrayList<>(answers(findings, COLLABORATING));

    @Test
    void oneTooFew() {
      answers.removeFirst();

      refuses("no answer for", "INDUSTRIAL_RESEARCH");
    }

    @Test
    void oneTwice() {
      answers.add(answers.getFirst());

      refuses("two answers for");
    }

    @Test
    void oneNotAskedFor() {
      var first = answers.getFirst();
      answers.add(new AidAnswer(9, first.category(), first.basis(), first.intensity()));

      refuses("what was not asked");
    }

    @Test
    void noIntensity() {
      var first = answers.getFirst();
      answers.set(0, new AidAnswer(1, first.category(), first.basis(), null));

      refuses("aid-intensity", "partner 1");
    }

    @ParameterizedTest
    @CsvSource({"-1", "101", "33.333"})
    void impossibleRates(String rate) {
      answers.set(0, answer(findings.questions().getFirst(), rate));

      refuses("aid-intensity", rate);
    }

    @Test
    void aRefusalWithoutReason() {
      answers.set(0, withBasis(AidBasis.REFUSED, null));

      refuses("aid-basis", "REFUSED");
    }

    @Test
    void aBasisOfVouchers() {
      answers.set(0, withBasis(AidBasis.GBER_20A, null));

      refuses("aid-basis", "GBER_20A");
    }

    private AidAnswer withBasis(AidBasis basis, @Nullable ReasonCode reason) {
      var first = answers.getFirst();
      return new AidAnswer(
          1,
          first.category(),
          new AidAnswer.Basis("B0", basis, reason, "nowhere"),
          first.intensity());
    }

    private void refuses(String... words) {
      assertThatIllegalStateException()
          .isThrownBy(
              () -> AidComputation.of(findings.project(), findings.rules(), answers, NO_DE_MINIMIS))
          .satisfies(refused -> assertThat(refused).hasMessageContainingAll(words));
    }
  }

  private static AProject scaled(long irOfA, long edOfA, long irOfB, long edOfB) {
    return aProject()
        .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
        .costing(INDUSTRIAL_RESEARCH, irOfA)
        .costing(EXPERIMENTAL_DEVELOPMENT, edOfA)
        .with("B", Region.AACHEN, SmeCategory.MEDIUM)
        .costing(INDUSTRIAL_RESEARCH, irOfB)
        .costing(EXPERIMENTAL_DEVELOPMENT, edOfB);
  }

  private static AProject withOtherAid(long costs, long otherAidEuros) {
    return aProject()
        .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
        .costing(INDUSTRIAL_RESEARCH, Cents.of(costs))
        .alsoAidedFor(INDUSTRIAL_RESEARCH, otherAidEuros)
        .with("B", Region.AACHEN, SmeCategory.SMALL)
        .costing(INDUSTRIAL_RESEARCH, 300_000);
  }

  private static AidFindings findings(AProject project) {
    return new AidFindings(project.told(), TestRules.RULES);
  }

  /** Computes with these rates, in the order of the questions. */
  private static Computed compute(AProject project, String... rates) {
    var findings = findings(project);
    return AidComputation.of(
        findings.project(), findings.rules(), answers(findings, rates), NO_DE_MINIMIS);
  }

  private static List<AidAnswer> answers(AidFindings findings, String... rates) {
    var next = Arrays.asList(rates).iterator();
    return findings.questions().stream().map(question -> answer(question, next.next())).toList();
  }

  private static AidAnswer answer(AidQuestion question, String rate) {
    var percent = new BigDecimal(rate);
    return new AidAnswer(
        question.partner(),
        question.category(),
        new AidAnswer.Basis("B8", AidBasis.GBER_25, null, "Art. 25"),
        new AidAnswer.Intensity(
            percent, BigDecimal.ZERO, BigDecimal.ZERO, null, percent, percent, "Art. 25"));
  }

  private static AidAnswer refused(AidQuestion question, ReasonCode reason) {
    return new AidAnswer(
        question.partner(),
        question.category(),
        new AidAnswer.Basis("B0", AidBasis.REFUSED, reason, "somewhere"),
        null);
  }

  private static long[] granted(Computed computed) {
    return computed.shares().stream().mapToLong(share -> share.granted().value()).toArray();
  }

  private static <S extends AidStep> S step(Computed computed, Class<S> kind) {
    return computed.steps().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst()
        .orElseThrow();
  }
}
