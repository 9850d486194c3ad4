package eu.ttc.grants.workers;

import static io.camunda.process.test.api.CamundaAssert.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.TestDeployment;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The threshold of an evaluation: 3 of 5 for each criterion, 10 of 15 together (domain.md 5). */
@DecisionTest
@TestDeployment(resources = "processes/decisions/evaluation-outcome.dmn")
@DisplayName("The outcome of an evaluation")
class EvaluationOutcomeDecisionTest {

  private final CamundaClient client;

  EvaluationOutcomeDecisionTest(CamundaClient client) {
    this.client = client;
  }

  @ParameterizedTest(name = "{0} / {1} / {2} passed: {3}")
  @DisplayName("needs every criterion and the total, on both sides of each limit")
  @CsvSource({
    "3, 3, 4, true",
    "4, 3, 3, true",
    "5, 5, 5, true",
    "3, 3, 3.5, false",
    "3, 3, 3, false",
    "2.5, 5, 5, false",
    "5, 2.5, 5, false",
    "5, 5, 2.5, false",
    "0, 0, 0, false"
  })
  void needsEveryCriterionAndTheTotal(
      BigDecimal excellence, BigDecimal impact, BigDecimal implementation, boolean passed) {
    var outcome =
        client
            .newEvaluateDecisionCommand()
            .decisionId("evaluation-outcome")
            .variables(
                Map.of(
                    "excellence", excellence,
                    "impact", impact,
                    "implementation", implementation))
            .send()
            .join();

    assertThat(outcome).isEvaluated().hasOutput(passed).hasMatchedRules(passed ? 1 : 2);
  }
}
