package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.TestDeployment;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** On which basis costs may be supported: rules B1 to B10 (domain.md 3.1). */
@DecisionTest
@TestDeployment(resources = "processes/decisions/aid-basis.dmn")
@DisplayName("The basis of aid")
class AidBasisDecisionTest {

  private final CamundaClient client;

  AidBasisDecisionTest(CamundaClient client) {
    this.client = client;
  }

  @ParameterizedTest(name = "{0}: {1} {2}, {3}")
  @DisplayName("is said by the first rule that fits")
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          B1  | VOUCHER         | economicActivity=false                                       | NO_AID     | none
          B1  | INNOVATION_FUND | economicActivity=false;sizeClass=none                        | NO_AID     | none
          B1  | INNOVATION_FUND | economicActivity=false;recoveryOrder=true;inDifficulty=true  | NO_AID     | none
          B2  | VOUCHER         | recoveryOrder=true                                           | REFUSED    | RECOVERY_ORDER
          B2  | INNOVATION_FUND | recoveryOrder=true;inDifficulty=true;workStarted=true        | REFUSED    | RECOVERY_ORDER
          B3  | VOUCHER         | deMinimisRoom=true                                           | DE_MINIMIS | none
          B3  | VOUCHER         | deMinimisRoom=true;inDifficulty=true;sizeClass=LARGE         | DE_MINIMIS | none
          B4  | VOUCHER         | etcScheme=true;projectAidEuros=22000                         | GBER_20A   | none
          B5  | VOUCHER         | etcScheme=true;projectAidEuros=22000.01                      | REFUSED    | DE_MINIMIS_CEILING
          B5  | VOUCHER         | etcScheme=true;projectAidEuros=5000;inDifficulty=true        | REFUSED    | DE_MINIMIS_CEILING
          B5  | VOUCHER         | etcScheme=false;projectAidEuros=5000                         | REFUSED    | DE_MINIMIS_CEILING
          B5  | VOUCHER         | workStarted=false                                            | REFUSED    | DE_MINIMIS_CEILING
          B6  | INNOVATION_FUND | inDifficulty=true                                            | REFUSED    | IN_DIFFICULTY
          B6  | INNOVATION_FUND | inDifficulty=true;workStarted=true                           | REFUSED    | IN_DIFFICULTY
          B7  | INNOVATION_FUND | workStarted=true                                             | REFUSED    | NO_INCENTIVE_EFFECT
          B7  | INNOVATION_FUND | workStarted=true;sizeClass=LARGE                             | REFUSED    | NO_INCENTIVE_EFFECT
          B8  | INNOVATION_FUND | sizeClass=MICRO                                              | GBER_25    | none
          B8  | INNOVATION_FUND | sizeClass=SMALL;category=EXPERIMENTAL_DEVELOPMENT            | GBER_25    | none
          B8  | INNOVATION_FUND | sizeClass=MEDIUM;category=FEASIBILITY_STUDY                  | GBER_25    | none
          B9  | INNOVATION_FUND | category=PATENTS                                             | GBER_28    | none
          B9  | INNOVATION_FUND | category=SECONDMENT                                          | GBER_28    | none
          B9  | INNOVATION_FUND | category=INNOVATION_ADVICE                                   | GBER_28    | none
          B10 | INNOVATION_FUND | sizeClass=LARGE                                              | REFUSED    | NO_LEGAL_BASIS
          B10 | INNOVATION_FUND | sizeClass=LARGE;category=PATENTS                             | REFUSED    | NO_LEGAL_BASIS
          B10 | INNOVATION_FUND | sizeClass=none                                               | REFUSED    | NO_LEGAL_BASIS
          B10 | INNOVATION_FUND | category=FUNDAMENTAL_RESEARCH                                | REFUSED    | NO_LEGAL_BASIS
          B10 | ANOTHER_SCHEME  | deMinimisRoom=true                                           | REFUSED    | NO_LEGAL_BASIS
          """)
  void isSaidByTheFirstRuleThatFits(
      String rule, String scheme, String differences, String basis, @Nullable String reason) {
    var found = evaluate(scheme, differences);

    assertThat(found.path("rule").asString()).isEqualTo(rule);
    assertThat(found.path("basis").asString()).isEqualTo(basis);
    assertThat(found.path("reasonCode").isNull() ? null : found.path("reasonCode").asString())
        .isEqualTo(reason);
    assertThat(found.path("source").asString()).isNotBlank();
  }

  private JsonNode evaluate(String scheme, String differences) {
    Map<String, @Nullable Object> aidCase = new HashMap<>();
    aidCase.put("scheme", scheme);
    aidCase.put("category", "INDUSTRIAL_RESEARCH");
    aidCase.put("sizeClass", "SMALL");
    aidCase.put("economicActivity", true);
    aidCase.put("recoveryOrder", false);
    aidCase.put("inDifficulty", false);
    aidCase.put("workStarted", false);
    for (var difference : differences.split(";")) {
      var fact = difference.split("=");
      aidCase.put(
          fact[0],
          switch (fact[1]) {
            case "true", "false" -> Boolean.valueOf(fact[1]);
            case "none" -> null;
            default -> fact[1].matches("[0-9.]+") ? (Object) Double.valueOf(fact[1]) : fact[1];
          });
    }
    var answer =
        client
            .newEvaluateDecisionCommand()
            .decisionId("aid-basis")
            .variables(Map.of("aidCase", aidCase))
            .send()
            .join();
    return JsonMapper.shared().readTree(answer.getDecisionOutput());
  }
}
