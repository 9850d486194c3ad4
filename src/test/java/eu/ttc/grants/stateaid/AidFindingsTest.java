package eu.ttc.grants.stateaid;

import static eu.ttc.grants.application.AidCategory.EXPERIMENTAL_DEVELOPMENT;
import static eu.ttc.grants.application.AidCategory.INDUSTRIAL_RESEARCH;
import static eu.ttc.grants.application.AidCategory.INNOVATION_ADVICE;
import static eu.ttc.grants.application.AidCategory.PATENTS;
import static eu.ttc.grants.testing.AProject.aProject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.application.AssistedArea;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.testing.AProject;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Before the tables are asked about a project")
class AidFindingsTest {

  @Nested
  @DisplayName("it is cross-border")
  class CrossBorder {

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
      "EINDHOVEN, AACHEN, true",
      "HASSELT, MAASTRICHT, true",
      "LIEGE, OSTBELGIEN, false",
      "AACHEN, AACHEN, false",
      "AACHEN, OTHER, false"
    })
    void withTwoMemberStatesOfTheProgramme(Region first, Region second, boolean met) {
      var project =
          aProject()
              .with("A", first, SmeCategory.SMALL)
              .costing(INDUSTRIAL_RESEARCH, 1)
              .with("B", second, SmeCategory.SMALL)
              .costing(INDUSTRIAL_RESEARCH, 1);

      assertThat(of(project).crossBorder().met()).isEqualTo(met);
      assertThat(of(project).questions().isEmpty()).isEqualTo(!met);
    }

    @Test
    @DisplayName("also with a partner outside the region, in a Member State of the programme")
    void withAPartnerOutsideTheRegion() {
      var project =
          aProject()
              .with("A", Region.AACHEN, SmeCategory.SMALL)
              .costing(INDUSTRIAL_RESEARCH, 1)
              .with("B", Region.OTHER, SmeCategory.SMALL)
              .establishedIn("NL")
              .costing(INDUSTRIAL_RESEARCH, 1);

      assertThat(of(project).crossBorder().memberStates()).containsExactly("DE", "NL");
      assertThat(of(project).crossBorder().met()).isTrue();
    }
  }

  @Test
  @DisplayName("of verified grounds are told by partner, and not at all when there are none")
  void verifiedGrounds() {
    var project = AProject.ofF1().inArea(AssistedArea.C).having(BonusGround.LICENSING);

    assertThat(of(project).verifiedGrounds())
        .hasValueSatisfying(
            told -> {
              assertThat(told.grounds()).containsExactly(BonusGround.LICENSING);
              assertThat(told.inA()).isEmpty();
              assertThat(told.inC()).containsExactly("B");
            });
    assertThat(of(AProject.ofF1()).verifiedGrounds()).isEmpty();
  }

  @Nested
  @DisplayName("its partners collaborate effectively")
  class Collaboration {

    @ParameterizedTest(name = "{0} of 1,000,000 cents: {1}")
    @CsvSource({"500000, true", "700000, true", "700001, false", "999999, false"})
    @DisplayName("when no single undertaking bears more than 70 %")
    void noneAboveTheLimit(long borne, boolean effective) {
      var found = of(two(borne, 1_000_000 - borne)).collaboration();

      assertThat(found.amongUndertakings()).isEqualTo(effective);
      assertThat(found.effective()).isEqualTo(effective);
    }

    @Test
    @DisplayName("where linked partners are one undertaking")
    void linkedPartnersAreOne() {
      var linked =
          two(400_000, 300_000)
              .belongingTo("A")
              .with("C", Region.LIEGE, SmeCategory.SMALL)
              .costing(INDUSTRIAL_RESEARCH, Cents.of(299_999));

      var found = of(linked).collaboration();

      assertThat(found.effective()).isFalse();
      assertThat(found.largest()).isEqualTo("A, B");
      assertThat(found.largestPercent()).isEqualByComparingTo("70.00");
      assertThat(of(two(400_000, 300_000).belongingTo("A")).collaboration().effective()).isFalse();
    }

    @Test
    @DisplayName("where costs of innovation aid do not count")
    void onlyCostsOfResearchCount() {
      var project = two(800_000, 200_000).costing(PATENTS, 900_000);

      assertThat(of(project).collaboration().effective()).isFalse();
      assertThat(of(project).collaboration().costs()).isEqualTo(Cents.of(1_000_000));
    }

    @ParameterizedTest(name = "{0} of 1,000,000 cents, free to publish {1}: {2}")
    @CsvSource({
      "100000, true, true",
      "99999, true, false",
      "100000, false, false",
      "999999, true, true"
    })
    @DisplayName("or when research organisations bear 10 % and may publish")
    void withResearchOrganisations(long borne, boolean freeToPublish, boolean effective) {
      var project =
          aProject()
              .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
              .costing(INDUSTRIAL_RESEARCH, Cents.of(1_000_000 - borne))
              .withInstitute("I", Region.AACHEN, freeToPublish)
              .costing(EXPERIMENTAL_DEVELOPMENT, Cents.of(borne));

      var found = of(project).collaboration();

      assertThat(found.amongUndertakings()).isFalse();
      assertThat(found.withOrganisations()).isEqualTo(effective);
    }

    @Test
    @DisplayName("but not among research organisations alone")
    void notWithoutAnUndertaking() {
      var project =
          aProject()
              .withInstitute("I", Region.EINDHOVEN, true)
              .costing(INDUSTRIAL_RESEARCH, 10)
              .withInstitute("J", Region.AACHEN, true)
              .costing(INDUSTRIAL_RESEARCH, 10);

      assertThat(of(project).collaboration().effective()).isFalse();
    }

    @Test
    @DisplayName("and not where there is no research at all")
    void notWithoutResearch() {
      var project =
          aProject()
              .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
              .costing(PATENTS, 10)
              .with("B", Region.AACHEN, SmeCategory.SMALL)
              .costing(PATENTS, 10);

      assertThat(of(project).collaboration().effective()).isFalse();
      assertThat(of(project).collaboration().largest()).isEmpty();
    }

    private static AProject two(long first, long second) {
      return aProject()
          .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
          .costing(INDUSTRIAL_RESEARCH, Cents.of(first))
          .with("B", Region.AACHEN, SmeCategory.SMALL)
          .costing(EXPERIMENTAL_DEVELOPMENT, Cents.of(second));
    }
  }

  @Nested
  @DisplayName("an undertaking has room for innovation advice")
  class Advice {

    @ParameterizedTest(name = "{0} before and costs of {1}: {2}")
    @CsvSource({
      "120000, 200000, true",
      "120001, 200000, false",
      "0, 440000, true",
      "0, 440001, false"
    })
    @DisplayName("up to EUR 220,000, what this project gives at most included")
    void upToTheCeiling(long before, long costs, boolean within) {
      var project = advice(costs).advisedBefore(LocalDate.of(2026, 1, 1), before);

      assertThat(ceiling(project).within()).isEqualTo(within);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"2023-12-15, 0", "2023-12-16, 200000"})
    @DisplayName("in three years before the granting day")
    void inThreeYears(LocalDate day, long counted) {
      assertThat(ceiling(advice(10).advisedBefore(day, 200_000)).earlier())
          .isEqualTo(Cents.euros(counted));
    }

    @Test
    @DisplayName("where aid of others and of linked partners counts")
    void othersCount() {
      var project =
          advice(100_000)
              .alsoAidedFor(INNOVATION_ADVICE, 30_000)
              .with("B", Region.AACHEN, SmeCategory.SMALL)
              .belongingTo("A")
              .costing(INNOVATION_ADVICE, 60_000);

      assertThat(ceiling(project).now()).isEqualTo(Cents.euros(50_000 + 30_000 + 30_000));
    }

    private static AProject advice(long costs) {
      return aProject()
          .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
          .costing(INNOVATION_ADVICE, costs);
    }

    private static AidStep.AdviceCeiling ceiling(AProject project) {
      var found = of(project);
      return found.adviceCeiling(found.project().partners().getFirst()).orElseThrow();
    }
  }

  @Test
  @DisplayName("it is known what to ask: once for each partner and category, without names")
  void questions() {
    var project =
        AProject.ofF1()
            .inArea(AssistedArea.C)
            .inDifficulty()
            .costing(EXPERIMENTAL_DEVELOPMENT, 5)
            .having(BonusGround.LICENSING)
            .begunDaysAfterApplication(-1);

    var questions = of(project).questions();

    assertThat(questions)
        .extracting(AidQuestion::partner, AidQuestion::category)
        .containsExactly(
            tuple(1, INDUSTRIAL_RESEARCH),
            tuple(1, EXPERIMENTAL_DEVELOPMENT),
            tuple(2, INDUSTRIAL_RESEARCH),
            tuple(2, EXPERIMENTAL_DEVELOPMENT));
    assertThat(questions.getLast())
        .isEqualTo(
            new AidQuestion(
                2,
                EXPERIMENTAL_DEVELOPMENT,
                "GBER",
                Scheme.INNOVATION_FUND,
                true,
                false,
                true,
                true,
                SmeCategory.MEDIUM,
                List.of(
                    BonusGround.COLLABORATION, BonusGround.LICENSING, BonusGround.ASSISTED_C_AREA),
                false,
                false));
  }

  @ParameterizedTest(name = "{0} days after the application: {1}")
  @CsvSource({"-1, true", "0, false", "1, false"})
  @DisplayName("work began too early only when it began before the day of the application")
  void workBegan(int days, boolean tooEarly) {
    assertThat(of(AProject.ofF1().begunDaysAfterApplication(days)).questions())
        .allMatch(question -> question.workStarted() == tooEarly);
    assertThat(of(AProject.ofF1()).questions()).noneMatch(AidQuestion::workStarted);
  }

  private static AidFindings of(AProject project) {
    return new AidFindings(project.told(), TestRules.RULES);
  }
}
