package eu.ttc.grants.workers;

import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.EvaluateDecisionResponse;
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

/** The rules of eligibility of a voucher (domain.md sections 1 and 6). */
@DecisionTest
@TestDeployment(resources = "processes/decisions/eligibility.dmn")
@DisplayName("Eligibility")
class EligibilityDecisionTest {

  private static final Map<String, Object> NOTHING_AGAINST_IT =
      Map.of(
          "region", "AACHEN",
          "sector", "LIFE_SCIENCES",
          "smeCategory", "MEDIUM",
          "crossBorder", true,
          "firstResearch", true,
          "workStarted", false,
          "recoveryOrder", false,
          "doubleFunding", false,
          "inDifficulty", false,
          "naturalPerson", false);

  private final CamundaClient client;

  EligibilityDecisionTest(CamundaClient client) {
    this.client = client;
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @DisplayName("names every broken rule and no other")
  @CsvSource(
      nullValues = "missing",
      value = {
        "smeCategory, LARGE, NOT_SME",
        "smeCategory, missing, NOT_SME",
        "region, OUTSIDE, OUT_OF_REGION",
        "region, missing, OUT_OF_REGION",
        "sector, OTHER, OUT_OF_SECTOR",
        "crossBorder, false, NOT_CROSS_BORDER",
        "firstResearch, false, NOT_FIRST_RD",
        "workStarted, true, NO_INCENTIVE_EFFECT",
        "recoveryOrder, true, RECOVERY_ORDER",
        "doubleFunding, true, DOUBLE_FUNDING"
      })
  void namesBrokenRule(String fact, @Nullable String value, String reason) {
    var facts = factsWith(fact, value);

    assertThat(evaluate("eligibility-reasons", facts)).isEvaluated().hasOutput(List.of(reason));
    assertThat(evaluate("eligibility", facts)).isEvaluated().hasOutput("REFUSED");
  }

  @Test
  @DisplayName("is given in every region, sector and size of the programme")
  void isGivenInEveryRegionSectorAndSize() {
    var accepted =
        Map.of(
            "region",
            List.of(
                "AACHEN", "HASSELT", "LIEGE", "LEUVEN", "OSTBELGIEN", "MAASTRICHT", "EINDHOVEN"),
            "sector",
            List.of("LIFE_SCIENCES", "ICT", "ENERGY", "HIGH_TECH_MATERIALS"),
            "smeCategory",
            List.of("MICRO", "SMALL", "MEDIUM"));

    accepted.forEach(
        (fact, values) ->
            values.forEach(
                value ->
                    assertThat(evaluate("eligibility", factsWith(fact, value)).getDecisionOutput())
                        .as("%s %s", fact, value)
                        .isEqualTo("\"ELIGIBLE\"")));
  }

  @Test
  @DisplayName("names all reasons when several hold")
  void namesAllReasons() {
    var facts = factsWith("workStarted", "true");
    facts.put("region", "OUTSIDE");

    assertThat(evaluate("eligibility-reasons", facts))
        .isEvaluated()
        .hasOutput(List.of("OUT_OF_REGION", "NO_INCENTIVE_EFFECT"));
  }

  @ParameterizedTest(name = "natural person {0}, in difficulty {1}, work started {2}: {3}")
  @DisplayName("is for a person to decide when unclear (GDPR, Article 22)")
  @CsvSource({
    "false, false, false, ELIGIBLE",
    "true, false, false, ELIGIBLE",
    "false, true, false, UNCLEAR",
    "true, true, false, UNCLEAR",
    "true, false, true, UNCLEAR",
    "true, true, true, UNCLEAR",
    "false, false, true, REFUSED",
    "false, true, true, REFUSED"
  })
  void isForAPersonWhenUnclear(
      boolean naturalPerson, boolean inDifficulty, boolean workStarted, String eligibility) {
    var facts = new HashMap<>(NOTHING_AGAINST_IT);
    facts.put("naturalPerson", naturalPerson);
    facts.put("inDifficulty", inDifficulty);
    facts.put("workStarted", workStarted);

    assertThat(evaluate("eligibility", facts)).isEvaluated().hasOutput(eligibility);
  }

  private Map<String, Object> factsWith(String fact, @Nullable String value) {
    var facts = new HashMap<>(NOTHING_AGAINST_IT);
    var given = value != null && Arrays.asList("true", "false").contains(value);
    facts.put(fact, given ? Boolean.valueOf(value) : value);
    return facts;
  }

  private EvaluateDecisionResponse evaluate(String decision, Map<String, Object> facts) {
    return client
        .newEvaluateDecisionCommand()
        .decisionId(decision)
        .variables(Map.of("facts", facts))
        .send()
        .join();
  }
}
