package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryPathOf(
    value = "fund-award",
    mocking = {"award-decision", "award-conditions", "co-funding-verification", "aid-computation"})
@ProcessTest
@DisplayName("Award and financing")
class FundAwardProcessTest {

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  FundAwardProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
    work.onCall("award-decision", decided(true, false));
    work.onCall("award-conditions", returning(Map.of("conditionsState", "FULFILLED")));
    work.onCall("co-funding-verification", verified());
    work.onCall("aid-computation", computed(true));
  }

  @Test
  @DisplayName("grants what is matched, and computes nothing anew")
  void grantsWhatIsMatched() {
    assertThat(start(null))
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_GatherFigures",
            "Call_AwardDecision",
            "Call_AwardConditions",
            "Task_TakePlan",
            "Call_CoFunding",
            "Task_TakeReducedProject",
            "Task_SettleGrant",
            "Event_GrantSettled")
        .hasNotActivatedElements("Task_ReserveGrant", "Call_AidComputation")
        .hasVariable("awardState", "GRANTED");
    assertThat(work.callsOf("award-decision"))
        .singleElement()
        .satisfies(
            call ->
                assertThat(call)
                    .containsEntry("evaluationTotal", 12.5)
                    .containsEntry("weightedTotal", "14.75")
                    .containsEntry("rank", "2")
                    .containsEntry("grantAmount", "200,000")
                    .containsEntry("coFundingNeeded", "200,000")
                    .hasEntrySatisfying(
                        "scoreRows", rows -> assertThat(rows).asString().contains("Impact")));
    assertThat(work.callsOf("award-conditions"))
        .singleElement()
        .extracting("conditionsState")
        .isEqualTo("FULFILLED");
  }

  @Test
  @DisplayName("passes on the reasons of the manager who does not award")
  void isNotAwarded() {
    work.onCall("award-decision", decided(false, false));

    assertThat(start(null))
        .isCompleted()
        .hasVariable("awardState", "REJECTED")
        .hasVariable("reasonCodes", List.of("OUT_OF_SECTOR"))
        .hasNotActivatedElements("Task_TakePlan");
  }

  @Test
  @DisplayName("lapses with its conditions")
  void lapses() {
    work.onCall("award-decision", decided(true, true));
    work.onCall("award-conditions", returning(Map.of("conditionsState", "LAPSED")));

    assertThat(start(null))
        .isCompleted()
        .hasVariable("awardState", "LAPSED")
        .hasNotActivatedElements("Task_TakePlan");
    assertThat(work.callsOf("award-conditions"))
        .singleElement()
        .extracting("conditionsState")
        .isEqualTo("OPEN");
  }

  @Test
  @DisplayName("is refused for want of co-funding")
  void isNotCoFunded() {
    work.onCall(
        "co-funding-verification",
        returning(
            Map.of("coFundingVerified", false, "reasonCodes", List.of("COFUNDING_NOT_ASSURED"))));

    assertThat(start(null))
        .isCompleted()
        .hasVariable("awardState", "REJECTED")
        .hasVariable("reasonCodes", List.of("COFUNDING_NOT_ASSURED"))
        .hasNotActivatedElements("Task_SettleGrant");
  }

  @Test
  @DisplayName("has the aid of a smaller project computed anew")
  void isReduced() {
    work.on(JobTypes.AGREEMENT_TAKE_REDUCED_PROJECT, returning(Map.of("grantReduced", true)));

    assertThat(start(null))
        .isCompleted()
        .hasCompletedElementsInOrder("Call_AidComputation", "Task_SettleGrant")
        .hasVariable("awardState", "GRANTED");
  }

  @Test
  @DisplayName("is refused when the smaller project gets no aid")
  void isRefused() {
    work.on(JobTypes.AGREEMENT_TAKE_REDUCED_PROJECT, returning(Map.of("grantReduced", true)));
    work.onCall("aid-computation", computed(false));

    assertThat(start(null))
        .isCompleted()
        .hasVariable("awardState", "REJECTED")
        .hasVariable("reasonCodes", List.of("COFUNDING_NOT_ASSURED", "BELOW_MIN_GRANT"))
        .hasNotActivatedElements("Task_SettleGrant");
  }

  @Test
  @DisplayName("has the co-funding verified once more when the aid came out lower than the offer")
  void isVerifiedOnceMore() {
    work.on(
        JobTypes.AGREEMENT_TAKE_REDUCED_PROJECT,
        returning(Map.of("grantReduced", true)),
        returning(Map.of("grantReduced", false)));
    work.on(
        JobTypes.AGREEMENT_SETTLE_GRANT,
        returning(Map.of("grantSettled", false)),
        returning(Map.of("grantSettled", true)));

    assertThat(start(null))
        .isCompleted()
        .hasCompletedElement("Call_CoFunding", 2)
        .hasCompletedElement("Call_AidComputation", 1)
        .hasVariable("awardState", "GRANTED");
    assertThat(work.jobsOf(JobTypes.AGREEMENT_TAKE_FINANCING_PLAN)).hasSize(1);
  }

  @Test
  @DisplayName("is reserved and decided on again when the award was contested")
  void isDecidedAgain() {
    assertThat(start("AWARD"))
        .isCompleted()
        .hasCompletedElementsInOrder("Task_ReserveGrant", "Call_AwardDecision", "Task_TakePlan")
        .hasVariable("awardState", "GRANTED");
  }

  @Test
  @DisplayName("is reserved and verified again, without another decision, when that was contested")
  void isVerifiedAgain() {
    assertThat(start("CO_FUNDING"))
        .isCompleted()
        .hasCompletedElementsInOrder("Task_ReserveGrant", "Task_TakePlan", "Call_CoFunding")
        .hasNotActivatedElements("Call_AwardDecision", "Call_AwardConditions")
        .hasVariable("awardState", "GRANTED");
  }

  private static MockedWork.Answer decided(boolean awarded, boolean conditional) {
    return returning(
        Map.of(
            "awarded",
            awarded,
            "conditional",
            conditional,
            "reasonCodes",
            awarded ? List.of() : List.of("OUT_OF_SECTOR")));
  }

  private static MockedWork.Answer verified() {
    return returning(Map.of("coFundingVerified", true, "reasonCodes", List.of()));
  }

  private static MockedWork.Answer computed(boolean allowed) {
    return returning(
        Map.of(
            "aidAllowed",
            allowed,
            "reasonCodes",
            allowed ? List.of() : List.of("BELOW_MIN_GRANT")));
  }

  private ProcessInstanceEvent start(@Nullable String resumeAt) {
    var variables = new HashMap<String, Object>();
    variables.put("applicationRef", "F-2026-000045");
    variables.put("scheme", "INNOVATION_FUND");
    variables.put("dossierUrl", "http://localhost/dossiers/F-1");
    variables.put("resumeAt", resumeAt);
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("fund-award")
        .latestVersion()
        .variables(variables)
        .send()
        .join();
  }
}
