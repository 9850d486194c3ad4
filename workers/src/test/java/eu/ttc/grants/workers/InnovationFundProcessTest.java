package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every path of the lifecycle; what the called processes do is tested with them. */
@EveryPathOf(
    value = "innovation-fund",
    mocking = {
      "fund-screening",
      "business-support-visit",
      "fund-evaluation",
      "ranking",
      "fund-award",
      "appeal",
      "consortium-agreement",
      "fund-execution",
      "grant-end",
      "outcome-report",
      "payout"
    })
@ProcessTest
@DisplayName("The life of a fund application")
class InnovationFundProcessTest {

  private static final String REF = "F-2026-000045";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  InnovationFundProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
    work.onCall("fund-screening", screened(true, "CONFIRMED"));
    work.onCall("business-support-visit", returning(Map.of()));
    work.onCall("fund-evaluation", returning(Map.of()));
    work.onCall("ranking", ranked("FUNDED"));
    work.onCall("fund-award", awarded("GRANTED"));
    work.onCall("appeal", appeal("NONE", null));
    work.onCall("consortium-agreement", returning(Map.of("agreementState", "ACCEPTED")));
    work.onCall("fund-execution", returning(Map.of("executionState", "COMPLETED")));
    work.onCall("grant-end", returning(Map.of()));
    work.onCall("outcome-report", returning(Map.of()));
    work.onCall("payout", returning(Map.of()));
  }

  @Test
  @DisplayName("goes straight from submission to the end, a year after its case was closed")
  void goesStraightToTheEnd() {
    submit();
    fund().hasCompletedElements("Task_CloseCase").hasActiveElements("Event_FollowUp");
    assertThat(work.callsOf("outcome-report")).hasSize(1);
    engine.increaseTime(Duration.ofDays(366));

    fund()
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_OpenCase",
            "Call_FundScreening",
            "Call_SupportVisit",
            "Call_Evaluation",
            "Call_Ranking",
            "Call_FundAward",
            "Call_Agreement",
            "Call_Execution",
            "Call_OutcomeReport",
            "Task_CloseCase",
            "Event_FollowUp",
            "Call_FollowUp",
            "Event_Closed")
        .hasNotActivatedElements("Task_Reject", "Call_Appeal")
        .hasNoActiveIncidents();
    assertThat(work.callsOf("outcome-report")).extracting("reportNumber").containsExactly(1, 2);
  }

  @Test
  @DisplayName("ends as a duplicate when another instance handles it")
  void endsAsDuplicate() {
    work.on(
        JobTypes.APPLICATION_OPEN_CASE,
        returning(Map.of("duplicate", true, "dossierUrl", "http://x")));
    submit();

    fund().isCompleted().hasCompletedElement("Event_DuplicateEnded", 1);
  }

  @Nested
  @DisplayName("ends without a rejection")
  class Lapses {

    @Test
    @DisplayName("when a partner does not confirm")
    void withoutItsPartners() {
      work.onCall("fund-screening", screened(false, "LAPSED"));
      submit();

      endsAt("Event_ConsortiumLapsed").hasNotActivatedElements("Task_Reject", "Call_SupportVisit");
    }

    @Test
    @DisplayName("when the conditions of its award are not met in time")
    void withItsConditions() {
      work.onCall("fund-award", awarded("LAPSED"));
      submit();

      endsAt("Event_AwardLapsed").hasNotActivatedElements("Task_Reject", "Call_Agreement");
    }

    @Test
    @DisplayName("when not all partners sign")
    void withItsAgreement() {
      work.onCall("consortium-agreement", returning(Map.of("agreementState", "LAPSED")));
      submit();

      endsAt("Event_AgreementLapsed").hasNotActivatedElements("Task_Reject", "Call_Execution");
    }

    @Test
    @DisplayName("when its project is not completed")
    void withItsProject() {
      work.onCall("fund-execution", returning(Map.of("executionState", "TERMINATED")));
      submit();

      endsAt("Event_Terminated").hasNotActivatedElements("Task_CloseCase");
    }

    private ProcessInstanceAssert endsAt(String event) {
      return fund().isCompleted().hasCompletedElement(event, 1);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "fund-screening, NOT_CROSS_BORDER, Call_SupportVisit",
    "ranking, BUDGET_EXHAUSTED, Call_FundAward",
    "fund-award, COFUNDING_NOT_ASSURED, Call_Agreement"
  })
  @DisplayName("is rejected with reasons, which are final when nobody objects")
  void isRejected(String process, String reason, String next) {
    refuse(process, reason);
    submit();

    fund()
        .isCompleted()
        .hasCompletedElements("Task_Reject", "Call_Appeal", "Event_Rejected")
        .hasNotActivatedElements(next);
    assertThat(work.jobsOf(JobTypes.AWARD_REJECT))
        .singleElement()
        .extracting("reasonCodes")
        .isEqualTo(List.of(reason));
    assertThat(work.callsOf("appeal"))
        .singleElement()
        .extracting("reasonCodes")
        .isEqualTo(List.of(reason));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "fund-screening, NOT_SME,               SCREENING,  2, 1, 1, 1",
    "fund-screening, NO_LEGAL_BASIS,        STATE_AID,  2, 1, 1, 1",
    "ranking,        BELOW_THRESHOLD,       EVALUATION, 1, 2, 2, 1",
    "ranking,        BUDGET_EXHAUSTED,      RANKING,    1, 1, 2, 1",
    "fund-award,     OUT_OF_SECTOR,         AWARD,      1, 1, 1, 2",
    "fund-award,     COFUNDING_NOT_ASSURED, CO_FUNDING, 1, 1, 1, 2"
  })
  @DisplayName("goes on at what was contested when an objection is upheld")
  void goesOnAfterAnAppeal(
      String process,
      String reason,
      String resumeAt,
      int screened,
      int evaluated,
      int ranked,
      int awarded) {
    refuse(process, reason);
    work.onCall("appeal", appeal("UPHELD", resumeAt));
    submit();

    fund().hasActiveElements("Event_FollowUp").hasCompletedElement("Task_Reject", 1);
    assertThat(work.callsOf("fund-screening")).hasSize(screened);
    assertThat(work.callsOf("fund-evaluation")).hasSize(evaluated);
    assertThat(work.callsOf("ranking")).hasSize(ranked);
    assertThat(work.callsOf("fund-award")).hasSize(awarded);
    if (!process.equals("ranking")) {
      assertThat(work.callsOf(process).getLast()).containsEntry("resumeAt", resumeAt);
    }
  }

  @Test
  @DisplayName("ends when it is withdrawn")
  void endsWhenWithdrawn() {
    submitAndWait();
    publish("application-withdrawn", REF);

    fund().isCompleted().hasCompletedElement("Event_CaseWithdrawn", 1);
  }

  @Test
  @DisplayName("settles what is left when its agreement is terminated")
  void endsWhenTerminated() {
    submitAndWait();
    publish("application-terminated", REF);

    fund().isCompleted().hasCompletedElements("Call_GrantTerminated", "Event_CaseTerminated");
    assertThat(work.callsOf("grant-end"))
        .singleElement()
        .satisfies(call -> assertThat(call).containsEntry("applicationRef", REF));
  }

  @Test
  @DisplayName("pays again, beside everything else, what came back from the bank")
  void paysAgain() {
    submitAndWait();
    publish("payment-returned", REF + "/payment/returned", Map.of("claimNumber", 3));

    fund()
        .hasCompletedElement("Event_PaidOutAgain", 1)
        .hasActiveElements("Event_FollowUp")
        .hasNoActiveIncidents();
    assertThat(work.callsOf("payout")).singleElement().extracting("claimNumber").isEqualTo(3);
  }

  @Test
  @DisplayName("pays each of two instalments again that come back at once")
  void paysBothAgain() {
    submitAndWait();
    publish("payment-returned", REF + "/payment/returned", Map.of("claimNumber", 1));
    publish("payment-returned", REF + "/payment/returned", Map.of("claimNumber", 2));

    fund()
        .hasCompletedElement("Event_PaidOutAgain", 2)
        .hasActiveElements("Event_FollowUp")
        .hasNoActiveIncidents();
    assertThat(work.callsOf("payout")).extracting("claimNumber").containsExactlyInAnyOrder(1, 2);
    var numbers =
        client
            .newVariableSearchRequest()
            .filter(variable -> variable.name("claimNumber"))
            .send()
            .join()
            .items()
            .stream()
            .filter(variable -> variable.getScopeKey().equals(variable.getProcessInstanceKey()))
            .filter(variable -> variable.getProcessInstanceKey().equals(lifecycle()))
            .toList();
    assertThat(numbers).as("each keeps the number of its own message").isEmpty();
  }

  private void refuse(String process, String reason) {
    var reasons = List.of(reason);
    switch (process) {
      case "fund-screening" ->
          work.onCall(
              process,
              returning(
                  Map.of(
                      "aidAllowed", false, "consortiumState", "CONFIRMED", "reasonCodes", reasons)),
              screened(true, "CONFIRMED"));
      case "ranking" ->
          work.onCall(
              process,
              returning(Map.of("rankingOutcome", "REJECTED", "reasonCodes", reasons)),
              ranked("FUNDED"));
      default ->
          work.onCall(
              process,
              returning(Map.of("awardState", "REJECTED", "reasonCodes", reasons)),
              awarded("GRANTED"));
    }
  }

  private static MockedWork.Answer screened(boolean allowed, String consortium) {
    return returning(
        Map.of("aidAllowed", allowed, "consortiumState", consortium, "reasonCodes", List.of()));
  }

  private static MockedWork.Answer ranked(String outcome) {
    return returning(Map.of("rankingOutcome", outcome, "reasonCodes", List.of()));
  }

  private static MockedWork.Answer awarded(String state) {
    return returning(Map.of("awardState", state, "reasonCodes", List.of()));
  }

  private static MockedWork.Answer appeal(String outcome, @Nullable String resumeAt) {
    var result = new HashMap<String, Object>();
    result.put("appealOutcome", outcome);
    result.put("resumeAt", resumeAt);
    return MockedWork.returningAlsoNothing(result);
  }

  private void submitAndWait() {
    submit();
    fund().hasActiveElements("Event_FollowUp");
  }

  private Long lifecycle() {
    return client
        .newProcessInstanceSearchRequest()
        .filter(instance -> instance.processDefinitionId("innovation-fund"))
        .send()
        .join()
        .items()
        .getFirst()
        .getProcessInstanceKey();
  }

  private void submit() {
    client
        .newPublishMessageCommand()
        .messageName("fund-application-submitted")
        .correlationKey(REF)
        .timeToLive(Duration.ofHours(1))
        .variables(Map.of("applicationRef", REF, "scheme", "INNOVATION_FUND"))
        .send()
        .join();
  }

  private void publish(String message, String key) {
    publish(message, key, Map.of());
  }

  private void publish(String message, String key, Map<String, Object> variables) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey(key)
        .timeToLive(Duration.ofHours(1))
        .variables(variables)
        .send()
        .join();
  }

  private static ProcessInstanceAssert fund() {
    return assertThat(byProcessId("innovation-fund"));
  }
}
