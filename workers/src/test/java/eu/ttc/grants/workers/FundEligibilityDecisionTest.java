package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.party;
import static io.camunda.process.test.api.CamundaAssert.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.EvaluateDecisionResponse;
import io.camunda.process.test.api.TestDeployment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of eligibility of the innovation fund (domain.md sections 1, 3 and 6). */
@DecisionTest
@TestDeployment(resources = "processes/decisions/fund-eligibility.dmn")
@DisplayName("Eligibility for the fund")
class FundEligibilityDecisionTest {

  private final CamundaClient client;

  FundEligibilityDecisionTest(CamundaClient client) {
    this.client = client;
  }

  @Test
  @DisplayName("is given to two independent SMEs from two Member States")
  void isGiven() {
    assertThat(evaluate("fund-eligibility", consortium(Map.of(), second(Map.of()))))
        .isEvaluated()
        .hasOutput("ELIGIBLE");
  }

  @ParameterizedTest(name = "second partner {0} {1}: {2}")
  @DisplayName("names the rule that a partner breaks")
  @CsvSource(
      nullValues = "missing",
      value = {
        "undertaking, 1, NOT_INDEPENDENT",
        "country, NL, NOT_CROSS_BORDER",
        "country, missing, NOT_CROSS_BORDER",
        "smeCategory, LARGE, NOT_SME",
        "smeCategory, missing, NOT_SME",
        "region, OTHER, OUT_OF_REGION",
        "recoveryOrder, true, RECOVERY_ORDER",
        "inDifficulty, true, IN_DIFFICULTY"
      })
  void namesWhatAPartnerBreaks(String fact, @Nullable String value, String reason) {
    var partner = new HashMap<>(party(2, "DE", "AACHEN"));
    partner.put(fact, parsed(value));
    var consortium = consortium(Map.of(), partner);

    assertThat(evaluate("fund-eligibility-reasons", consortium))
        .isEvaluated()
        .hasOutput(List.of(reason));
    assertThat(evaluate("fund-eligibility", consortium)).isEvaluated().hasOutput("REFUSED");
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @DisplayName("names the rule that the project breaks")
  @CsvSource({
    "sector, OTHER, OUT_OF_SECTOR",
    "workStarted, true, NO_INCENTIVE_EFFECT",
    "doubleFunding, true, DOUBLE_FUNDING"
  })
  void namesWhatTheProjectBreaks(String fact, String value, String reason) {
    var consortium = consortium(Map.of(fact, parsed(value)), second(Map.of()));

    assertThat(evaluate("fund-eligibility-reasons", consortium))
        .isEvaluated()
        .hasOutput(List.of(reason));
  }

  @Test
  @DisplayName("counts enterprises only: an institute makes nobody independent or cross-border")
  void countsEnterprisesOnly() {
    var institute = new HashMap<>(second(Map.of("economicActivity", false)));
    institute.put("smeCategory", null);

    assertThat(evaluate("fund-eligibility-reasons", consortium(Map.of(), institute)))
        .isEvaluated()
        .hasOutput(List.of("NOT_INDEPENDENT", "NOT_CROSS_BORDER"));
  }

  @Test
  @DisplayName("takes a third partner that belongs to the first")
  void takesAThirdThatBelongsToTheFirst() {
    var third = new HashMap<>(party(3, "BE", "LIEGE"));
    third.put("undertaking", 1);

    assertThat(evaluate("fund-eligibility", consortium(Map.of(), second(Map.of()), third)))
        .isEvaluated()
        .hasOutput("ELIGIBLE");
  }

  @ParameterizedTest(name = "natural person {0}, work started {1}: {2}")
  @DisplayName(
      "is for a person to decide when a natural person would be refused (GDPR, Article 22)")
  @CsvSource({"true, false, ELIGIBLE", "true, true, UNCLEAR", "false, true, REFUSED"})
  void isForAPersonWhenUnclear(boolean naturalPerson, boolean workStarted, String eligibility) {
    var consortium =
        consortium(
            Map.of("naturalPerson", naturalPerson, "workStarted", workStarted), second(Map.of()));

    assertThat(evaluate("fund-eligibility", consortium)).isEvaluated().hasOutput(eligibility);
  }

  private static Map<String, Object> second(Map<String, ?> differences) {
    var partner = new HashMap<>(party(2, "DE", "AACHEN"));
    partner.putAll(differences);
    return partner;
  }

  @SafeVarargs
  private static Map<String, Object> consortium(
      Map<String, ?> differences, Map<String, Object>... others) {
    var consortium = new HashMap<String, Object>();
    consortium.put(
        "parties",
        Stream.concat(Stream.of(party(1, "NL", "EINDHOVEN")), Stream.of(others)).toList());
    consortium.put("sector", "ICT");
    for (var against : List.of("workStarted", "doubleFunding", "naturalPerson", "inDifficulty")) {
      consortium.put(against, false);
    }
    consortium.putAll(differences);
    return consortium;
  }

  private static @Nullable Object parsed(@Nullable String value) {
    if (value == null || !value.matches("true|false|\\d+")) {
      return value;
    }
    return value.matches("\\d+") ? (Object) Integer.valueOf(value) : Boolean.valueOf(value);
  }

  private EvaluateDecisionResponse evaluate(String decision, Map<String, Object> consortium) {
    return client
        .newEvaluateDecisionCommand()
        .decisionId(decision)
        .variables(Map.of("consortium", consortium))
        .send()
        .join();
  }
}
