package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.TestDeployment;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The most that aid may be, in per cent of the costs (domain.md 3.3 and 3.4). */
@DecisionTest
@TestDeployment(resources = "processes/decisions/aid-intensity.dmn")
@DisplayName("The intensity of aid")
class AidIntensityDecisionTest {

  private static final String RULES = "GBER-651-2014";

  private final CamundaClient client;

  AidIntensityDecisionTest(CamundaClient client) {
    this.client = client;
  }

  @ParameterizedTest(name = "{0} {1}: {2} % with collaboration, {3} % without")
  @DisplayName("of research is that of every cell of the table of Article 25")
  @CsvSource({
    "INDUSTRIAL_RESEARCH, MICRO, 80, 70",
    "INDUSTRIAL_RESEARCH, SMALL, 80, 70",
    "INDUSTRIAL_RESEARCH, MEDIUM, 75, 60",
    "EXPERIMENTAL_DEVELOPMENT, MICRO, 60, 45",
    "EXPERIMENTAL_DEVELOPMENT, SMALL, 60, 45",
    "EXPERIMENTAL_DEVELOPMENT, MEDIUM, 50, 35",
    "FEASIBILITY_STUDY, MICRO, 70, 70",
    "FEASIBILITY_STUDY, SMALL, 70, 70",
    "FEASIBILITY_STUDY, MEDIUM, 60, 60"
  })
  void ofResearch(String category, String size, int collaborating, int alone) {
    assertThat(maximum(category, size, "COLLABORATION")).isEqualTo(collaborating);
    assertThat(maximum(category, size)).isEqualTo(alone);
  }

  @ParameterizedTest(name = "{0}: + {1}")
  @DisplayName("grows by one ground only, the highest, and never above the cap")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          COLLABORATION                                        | 15 | 50 | COLLABORATION
          WIDE_DISSEMINATION                                   | 15 | 50 | WIDE_DISSEMINATION
          LICENSING                                            | 15 | 50 | LICENSING
          ASSISTED_A_AREA                                      | 15 | 50 | ASSISTED_A_AREA
          ASSISTED_C_AREA                                      | 5  | 40 | ASSISTED_C_AREA
          THREE_MEMBER_STATES                                  | 25 | 60 | THREE_MEMBER_STATES
          COLLABORATION,ASSISTED_C_AREA                        | 15 | 50 | COLLABORATION
          ASSISTED_C_AREA,LICENSING,WIDE_DISSEMINATION         | 15 | 50 | WIDE_DISSEMINATION
          COLLABORATION,THREE_MEMBER_STATES                    | 25 | 60 | THREE_MEMBER_STATES
          COLLABORATION,WIDE_DISSEMINATION,LICENSING           | 15 | 50 | COLLABORATION
          SOMETHING_ELSE                                       | 0  | 35 | none
          """)
  void growsByOneGroundOnly(String grounds, int bonus, int maximum, @Nullable String ground) {
    var found = evaluate("EXPERIMENTAL_DEVELOPMENT", "MEDIUM", false, grounds.split(","));

    assertThat(found.path("bonus").asInt()).isEqualTo(bonus);
    assertThat(found.path("maximum").asInt()).isEqualTo(maximum);
    assertThat(found.path("ground").isNull() ? null : found.path("ground").asString())
        .isEqualTo(ground);
    assertThat(maximum("INDUSTRIAL_RESEARCH", "SMALL", grounds.split(","))).isLessThanOrEqualTo(80);
  }

  @ParameterizedTest(name = "{0} within the ceiling {1}: {2} %")
  @DisplayName("of innovation aid is that of Article 28, whatever the size and without any bonus")
  @CsvSource({
    "PATENTS, false, 50",
    "PATENTS, true, 50",
    "SECONDMENT, false, 50",
    "SECONDMENT, true, 50",
    "INNOVATION_ADVICE, false, 50",
    "INNOVATION_ADVICE, true, 100"
  })
  void ofInnovationAid(String category, boolean withinCeiling, int maximum) {
    for (var size : List.of("MICRO", "SMALL", "MEDIUM")) {
      var found = evaluate(category, size, withinCeiling, "COLLABORATION", "THREE_MEMBER_STATES");

      assertThat(found.path("maximum").asInt()).isEqualTo(maximum);
      assertThat(found.path("bonus").asInt()).isZero();
    }
  }

  @Test
  @DisplayName("is everything where there is no aid, for any category and whoever it is")
  void isEverythingWithoutAid() {
    var found = evaluate(RULES, "NO_AID", "INDUSTRIAL_RESEARCH", null, false, List.of());

    assertThat(found.path("maximum").asInt()).isEqualTo(100);
  }

  @Test
  @DisplayName("is everything of de minimis aid, which has a ceiling instead")
  void isEverythingOfDeMinimisAid() {
    var found = evaluate(RULES, "DE_MINIMIS", "PATENTS", "LARGE", false, List.of("COLLABORATION"));

    assertThat(found.path("maximum").asInt()).isEqualTo(100);
    assertThat(found.path("bonus").asInt()).isZero();
  }

  @Test
  @DisplayName("names the articles that it comes from")
  void namesItsSources() {
    assertThat(
            evaluate("INDUSTRIAL_RESEARCH", "SMALL", false, "COLLABORATION")
                .path("source")
                .asString())
        .isEqualTo("(EU) 651/2014, Art. 25(5)(b), (6)(a); (EU) 651/2014, Art. 25(6)(b)(i)");
    assertThat(evaluate("PATENTS", "SMALL", false).path("source").asString())
        .isEqualTo("(EU) 651/2014, Art. 28(2)(a), (3)");
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @DisplayName("is unknown for what no row is about")
  @CsvSource({
    "GBER-651-2014, GBER_25, INDUSTRIAL_RESEARCH, LARGE",
    "GBER-651-2014, GBER_25, FUNDAMENTAL_RESEARCH, SMALL",
    "GBER-651-2014, GBER_28, INDUSTRIAL_RESEARCH, SMALL",
    "GBER-651-2014, REFUSED, INDUSTRIAL_RESEARCH, SMALL",
    "GBER-2027, GBER_25, INDUSTRIAL_RESEARCH, SMALL"
  })
  void isUnknownWithoutARow(String rules, String basis, String category, String size) {
    var found = evaluate(rules, basis, category, size, false, List.of("COLLABORATION"));

    assertThat(found.path("maximum").isNull() || found.path("maximum").isMissingNode()).isTrue();
  }

  private int maximum(String category, String size, String... grounds) {
    return evaluate(category, size, false, grounds).path("maximum").asInt();
  }

  private JsonNode evaluate(
      String category, String size, boolean withinCeiling, String... grounds) {
    var basis =
        List.of("PATENTS", "SECONDMENT", "INNOVATION_ADVICE").contains(category)
            ? "GBER_28"
            : "GBER_25";
    return evaluate(RULES, basis, category, size, withinCeiling, Arrays.asList(grounds));
  }

  private JsonNode evaluate(
      String rules,
      String basis,
      String category,
      @Nullable String size,
      boolean withinCeiling,
      List<String> grounds) {
    Map<String, @Nullable Object> aidCase = new HashMap<>();
    aidCase.put("rules", rules);
    aidCase.put("category", category);
    aidCase.put("sizeClass", size);
    aidCase.put("adviceWithinCeiling", withinCeiling);
    aidCase.put("grounds", grounds);
    var answer =
        client
            .newEvaluateDecisionCommand()
            .decisionId("aid-intensity")
            .variables(Map.of("aidCase", aidCase, "aidBasis", Map.of("basis", basis)))
            .send()
            .join();
    return JsonMapper.shared().readTree(answer.getDecisionOutput());
  }
}
