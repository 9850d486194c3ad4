package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.coFunding;
import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceSelectors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryPathOf("co-funding-verification")
@ProcessTest
@DisplayName("The verification of co-funding")
class CoFundingVerificationProcessTest {

  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  private static final Map<String, Object> JUDGED =
      Map.of(
          "coFundingItems",
          List.of(),
          "reducedProjectSound",
          "YES",
          "coFundingFindings",
          "Statements read.");

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  CoFundingVerificationProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is done by a programme officer, and enough money assures it")
  void isAssured() {
    var instance = start();
    assertThat(byElementId("Task_VerifyCoFunding"))
        .isCreated()
        .hasAssignee(null)
        .hasCandidateGroup("programme-officers");
    judge();

    assertThat(instance)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_AssessCoFunding",
            "Task_VerifyCoFunding",
            "Task_RecordVerdicts",
            "Task_ConfirmCoFunding",
            "Event_CoFundingVerified")
        .hasVariable("coFundingVerified", true)
        .hasNotActivatedElements("Call_Supplement", "Call_ReducedGrant", "Task_CloseUnassured");
    assertThat(work.jobsOf(JobTypes.COFUNDING_RECORD_VERDICTS))
        .singleElement()
        .satisfies(job -> assertThat(job).containsAllEntriesOf(JUDGED));
  }

  @Test
  @DisplayName("comes back to the task, with the reason why it may not stand")
  void comesBackWithTheProblem() {
    work.on(
        JobTypes.COFUNDING_RECORD_VERDICTS,
        throwing("VERDICTS_NOT_ALLOWED", Map.of("problem", "You decided on the award.")),
        throwing("VERDICTS_NOT_ALLOWED", Map.of()),
        returning(Map.of()));
    var instance = start();

    judge();
    assertThat(instance)
        .hasCompletedElement("Event_VerdictsNotAllowed", 1)
        .hasVariable("problem", "You decided on the award.")
        .hasActiveElements("Task_VerifyCoFunding");
    judge();
    assertThat(instance).hasCompletedElement("Event_VerdictsNotAllowed", 2);
    judge();

    assertThat(instance).isCompleted().hasCompletedElement("Task_VerifyCoFunding", 3);
  }

  @Test
  @DisplayName("asks who is short for more, and judges what comes (C1)")
  void isSupplemented() {
    work.on(
        JobTypes.COFUNDING_CONFIRM, coFunding("SHORT", 1, true), coFunding("COVERED", 0, false));
    var instance = start();
    judge();
    assertThat(instance).hasActiveElements("Call_Supplement");
    publish("co-funding-supplemented", "co-funding");
    assertThat(instance).hasCompletedElement("Task_AssessCoFunding", 2);
    judge();

    assertThat(instance)
        .isCompleted()
        .hasCompletedElement("Task_VerifyCoFunding", 2)
        .hasVariable("coFundingVerified", true)
        .hasNotActivatedElements("Call_ReducedGrant");
  }

  @Test
  @DisplayName(
      "has evidence renewed that ends too early, and confirms without it if it is not (C5)")
  void isNotRenewed() {
    work.on(
        JobTypes.COFUNDING_CONFIRM,
        coFunding("TO_BE_RENEWED", 1, false),
        coFunding("SHORT", 0, false));
    var instance = start();
    judge();
    assertThat(instance).hasActiveElements("Call_Supplement");
    passes(
        "co-funding-supplement",
        "Gateway_EvidenceInTime",
        "Task_RemindOfEvidence",
        Duration.ofDays(10));

    assertThat(instance)
        .isCompleted()
        .hasCompletedElement("Call_Supplement", 1)
        .hasCompletedElement("Task_VerifyCoFunding", 1)
        .hasCompletedElement("Task_ConfirmCoFunding", 2)
        .hasCompletedElements("Task_CloseUnassured", "Event_CoFundingNotAssured")
        .hasVariable("coFundingVerified", false)
        .hasVariable("reasonCodes", List.of("COFUNDING_NOT_ASSURED"))
        .hasNotActivatedElements("Call_ReducedGrant");
  }

  @Test
  @DisplayName("offers who stays short a smaller grant, and confirms it when it is accepted (C2)")
  void aReducedGrantIsAccepted() {
    work.on(
        JobTypes.COFUNDING_CONFIRM, coFunding("SHORT", 0, true), coFunding("COVERED", 0, false));
    work.on(
        JobTypes.COFUNDING_CHECK_REDUCED_GRANT, returning(Map.of("reducedGrantState", "ACCEPTED")));
    var instance = start();
    judge();
    assertThat(instance).hasActiveElements("Call_ReducedGrant");
    publish("reduced-grant-answered", "reduced-grant");

    assertThat(instance)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Call_ReducedGrant", "Task_ConfirmCoFunding", "Event_CoFundingVerified")
        .hasVariable("coFundingVerified", true)
        .hasNotActivatedElements("Call_Supplement", "Task_CloseUnassured");
  }

  @Test
  @DisplayName("ends as not assured when the smaller grant is not taken (C2)")
  void aReducedGrantIsNotTaken() {
    work.on(JobTypes.COFUNDING_CONFIRM, coFunding("SHORT", 0, true));
    var instance = start();
    judge();
    assertThat(instance).hasActiveElements("Call_ReducedGrant");
    passes("reduced-grant", "Gateway_AnswerInTime", "Task_RemindOfOffer", Duration.ofDays(7));

    assertThat(instance)
        .isCompleted()
        .hasCompletedElements("Call_ReducedGrant", "Task_CloseUnassured")
        .hasVariable("coFundingVerified", false)
        .hasVariable("reasonCodes", List.of("COFUNDING_NOT_ASSURED"))
        .hasNotActivatedElements("Event_CoFundingVerified");
  }

  /** Lets the time to answer pass, with its reminder at half of it. */
  private void passes(String process, String waiting, String reminding, Duration half) {
    assertThat(ProcessInstanceSelectors.byProcessId(process)).hasActiveElements(waiting);
    engine.increaseTime(half.plus(A_MOMENT));
    assertThat(ProcessInstanceSelectors.byProcessId(process)).hasCompletedElement(reminding, 1);
    engine.increaseTime(half);
  }

  private void publish(String message, String interaction) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey("F-2026-000045/" + interaction + "/1")
        .timeToLive(Duration.ofMinutes(5))
        .send()
        .join();
  }

  private void judge() {
    engine.completeUserTask("Task_VerifyCoFunding", JUDGED);
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("co-funding-verification")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef",
                "F-2026-000045",
                "scheme",
                "INNOVATION_FUND",
                "dossierUrl",
                "http://x"))
        .send()
        .join();
  }
}
