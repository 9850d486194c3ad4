package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.decided;
import static eu.ttc.grants.workers.MockedWork.facts;
import static eu.ttc.grants.workers.MockedWork.payment;
import static eu.ttc.grants.workers.MockedWork.returning;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every path of the voucher, with the called processes as they are and the workers mocked. */
@EveryPathOf("voucher")
@ProcessTest
@DisplayName("An innovation voucher")
class VoucherProcessTest {

  private static final String REF = "V-2026-000123";
  private static final Duration A_WHILE = Duration.ofMinutes(10);

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  VoucherProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("goes straight from submission to the end, a year after its case was closed")
  void goesStraightToTheEnd() {
    submit();
    visit();
    evaluate();
    decide("AWARD");
    accept();
    claim(1);
    verify("ACCEPTED");
    book(1);
    reportResults(1);
    voucher().hasCompletedElements("Task_CloseCase").hasActiveElements("Event_FollowUp");
    engine.increaseTime(Duration.ofDays(366));
    reportResults(2);

    voucher()
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Event_ApplicationSubmitted",
            "Task_OpenCase",
            "Call_VoucherScreening",
            "Call_SupportVisit",
            "Call_Evaluation",
            "Call_AwardDecision",
            "Call_AwardConditions",
            "Call_Agreement",
            "Call_Execution",
            "Call_Payout",
            "Call_OutcomeReport",
            "Task_CloseCase",
            "Event_FollowUp",
            "Call_FollowUp",
            "Event_Closed")
        .hasNotActivatedElements("Task_Reject", "Call_Appeal", "Event_AwardLapsed")
        .hasNoActiveIncidents();
    assertThat(work.jobsOf(JobTypes.AWARD_ASK_FOR_PROOF)).isEmpty();
    assertThat(work.jobsOf(JobTypes.PAYMENT_ORDER)).hasSize(1);
  }

  @Test
  @DisplayName("is paid again beside everything else when the money comes back")
  void isPaidAgainWhenTheMoneyComesBack() {
    work.on(
        JobTypes.PAYMENT_ORDER,
        payment("ORDERED", 1, "1"),
        payment("NEEDS_ACCOUNT", 1, "1"),
        payment("ORDERED", 1, "1-2"));
    submit();
    visit();
    evaluate();
    decide("AWARD");
    accept();
    claim(1);
    verify("ACCEPTED");
    book(1);
    voucher().hasActiveElements("Call_OutcomeReport");

    publish("payment-returned", REF + "/payment/returned", Map.of("claimNumber", 1));

    voucher().hasActiveElements("Call_OutcomeReport", "Call_PayoutAgain");
    publishPatiently("bank-account-given", REF + "/bank-account/1");
    publishPatiently("bank-account-decided", REF + "/bank-account/1/decision");
    publishPatiently("payment-booked", REF + "/payment/1-2");
    voucher()
        .isActive()
        .hasCompletedElements("Event_PaidOutAgain")
        .hasActiveElements("Call_OutcomeReport")
        .hasNoActiveIncidents();
  }

  @Test
  @DisplayName("keeps what people type in the task it was typed in")
  void keepsTypedTextOutOfTheCase() {
    submit();
    visit();
    evaluate();
    decide("AWARD");
    accept();
    claim(1);
    verify("ACCEPTED");

    voucher().hasActiveElements("Call_Payout");
    var names =
        client
            .newVariableSearchRequest()
            .filter(it -> it.scopeKey(instanceKey()).processInstanceKey(instanceKey()))
            .send()
            .join()
            .items()
            .stream()
            .map(it -> it.getName())
            .toList();
    assertThat(names)
        .contains("applicationRef", "evaluationTotal", "awarded", "claimAccepted")
        .doesNotContain(
            "advice",
            "excellence",
            "excellenceComment",
            "decisionReasons",
            "conditions",
            "openConditions",
            "claimLines",
            "verificationFindings",
            "facts");
  }

  @Test
  @DisplayName("ends a second instance of one application without touching it")
  void endsDuplicate() {
    work.on(
        JobTypes.APPLICATION_OPEN_CASE,
        returning(Map.of("duplicate", true, "dossierUrl", "http://localhost/dossiers/V-1")));

    submit();

    voucher()
        .isCompleted()
        .hasCompletedElements("Event_DuplicateEnded")
        .hasNotActivatedElements("Call_VoucherScreening", "Task_Reject");
  }

  @Nested
  @DisplayName("is rejected with reasons, and waits while the applicant may object")
  class IsRejected {

    @Test
    @DisplayName("when it is not admitted")
    void whenNotAdmitted() {
      work.on(JobTypes.SCREENING_GATHER_FACTS, facts(Map.of("smeCategory", "LARGE")));

      submit();

      rejectedFor("NOT_SME").hasNotActivatedElements("Call_Evaluation");
      assertThat(byProcessId("appeal")).isWaitingForMessage("appeal-lodged", REF + "/appeal/1");
      engine.increaseTime(Duration.ofDays(60));
      voucher().isCompleted().hasCompletedElements("Call_Appeal", "Event_Rejected");
    }

    @Test
    @DisplayName("when the programme manager does not award")
    void whenNotAwarded() {
      work.on(
          JobTypes.AWARD_RECORD_DECISION,
          decided(Map.of("awarded", false, "reasonCodes", List.of("BELOW_THRESHOLD"))));

      submit();
      visit();
      evaluate();
      decide("REJECT");

      rejectedFor("BELOW_THRESHOLD").hasNotActivatedElements("Call_Agreement");
    }

    private ProcessInstanceAssert rejectedFor(String... reasons) {
      var rejected =
          voucher()
              .hasCompletedElements("Task_Reject")
              .hasActiveElements("Call_Appeal")
              .hasNotActivatedElements("Call_Payout", "Event_Closed");
      assertThat(work.jobsOf(JobTypes.AWARD_REJECT))
          .singleElement()
          .extracting("reasonCodes")
          .isEqualTo(List.of(reasons));
      return rejected;
    }
  }

  @Nested
  @DisplayName("whose appeal is upheld")
  class AppealIsUpheld {

    @Test
    @DisplayName("is screened by a person when eligibility was contested")
    void isScreenedAgain() {
      work.on(JobTypes.SCREENING_GATHER_FACTS, facts(Map.of("smeCategory", "LARGE")));
      submit();

      uphold("SCREENING");

      voucher()
          .hasCompletedElement("Task_Reject", 1)
          .hasCompletedElement("Call_Appeal", 1)
          .hasActiveElements("Call_VoucherScreening");
    }

    @Test
    @DisplayName("is evaluated by another expert when the evaluation was contested")
    void isEvaluatedAgain() {
      rejectAfterEvaluation();

      uphold("EVALUATION");

      voucher().hasCompletedElement("Call_SupportVisit", 1).hasActiveElements("Call_Evaluation");
    }

    @Test
    @DisplayName("is decided on again when the decision was contested")
    void isDecidedAgain() {
      rejectAfterEvaluation();

      uphold("AWARD");

      voucher()
          .hasCompletedElement("Call_Evaluation", 1)
          .hasCompletedElement("Call_AwardDecision", 1)
          .hasActiveElements("Call_AwardDecision");
    }

    private void rejectAfterEvaluation() {
      work.on(
          JobTypes.AWARD_RECORD_DECISION,
          decided(Map.of("awarded", false, "reasonCodes", List.of("BELOW_THRESHOLD"))));
      submit();
      visit();
      evaluate();
      decide("REJECT");
    }

    private void uphold(String resumeAt) {
      work.on(
          JobTypes.APPEAL_RECORD_DECISION,
          returning(Map.of("appealOutcome", "UPHELD", "resumeAt", resumeAt)));
      var key = REF + "/appeal/1";
      assertThat(byProcessId("appeal")).isWaitingForMessage("appeal-lodged", key);
      publish("appeal-lodged", key, Map.of());
      engine.completeUserTask(
          "Task_DecideOnAppeal",
          Map.of("appealVerdict", "UPHELD", "appealReasons", "The group was counted twice."));
    }
  }

  @Nested
  @DisplayName("that is awarded on conditions")
  class OnConditions {

    @BeforeEach
    void isAwarded() {
      work.on(
          JobTypes.AWARD_RECORD_DECISION,
          decided(Map.of("awarded", true, "conditional", true, "reasonCodes", List.of())));
      submit();
      visit();
      evaluate();
      decide("AWARD");
      assertThat(byProcessId("award-conditions")).hasActiveElements("Task_ConfirmConditions");
    }

    @Test
    @DisplayName("goes on to the agreement once an officer confirmed them")
    void goesOn() {
      voucher().hasNotActivatedElements("Call_Agreement");
      engine.completeUserTask("Task_ConfirmConditions", Map.of("openConditions", List.of()));
      accept();

      voucher()
          .hasCompletedElementsInOrder("Call_AwardConditions", "Call_Agreement")
          .hasActiveElements("Call_Execution");
    }

    @Test
    @DisplayName("ends when they are not fulfilled in time")
    void lapses() {
      engine.increaseTime(Duration.ofDays(93));

      voucher()
          .isCompleted()
          .hasCompletedElements("Event_AwardLapsed")
          .hasNotActivatedElements("Call_Agreement", "Task_Reject");
    }
  }

  @Test
  @DisplayName("whose agreement is not accepted lapses")
  void lapses() {
    submit();
    visit();
    evaluate();
    decide("AWARD");
    assertThat(byProcessId("agreement"))
        .isWaitingForMessage("agreement-accepted", REF + "/agreement");

    engine.increaseTime(Duration.ofDays(15));

    voucher()
        .isCompleted()
        .hasCompletedElements("Event_AgreementLapsed")
        .hasNotActivatedElements("Call_Execution", "Task_Reject");
  }

  @Test
  @DisplayName("that is not claimed is terminated")
  void isTerminatedWithoutClaim() {
    submit();
    visit();
    evaluate();
    decide("AWARD");
    accept();
    assertThat(byProcessId("voucher-execution"))
        .isWaitingForMessage("claim-submitted", REF + "/claim/1");

    engine.increaseTime(Duration.ofDays(186));

    voucher()
        .isCompleted()
        .hasCompletedElements("Event_Terminated")
        .hasNotActivatedElements("Call_Payout", "Event_Closed");
  }

  @Test
  @DisplayName("that is withdrawn ends at once, whatever runs")
  void isWithdrawn() {
    submit();
    visit();
    voucher().hasActiveElements("Call_Evaluation");

    publish("application-withdrawn", REF, Map.of());

    voucher()
        .isCompleted()
        .hasCompletedElements("Event_CaseWithdrawn")
        .hasTerminatedElements("Call_Evaluation");
    assertThat(byProcessId("evaluation")).isTerminated();
  }

  @Test
  @DisplayName("that is terminated after the agreement ends at once")
  void isTerminated() {
    submit();
    visit();
    evaluate();
    decide("AWARD");
    accept();
    voucher().hasActiveElements("Call_Execution");

    publish("application-terminated", REF, Map.of());

    voucher()
        .isCompleted()
        .hasCompletedElements("Event_CaseTerminated")
        .hasTerminatedElements("Call_Execution");
  }

  private void visit() {
    engine.completeUserTask(
        "Task_RecordCompanyVisit",
        Map.of("visitHeld", true, "visitedOn", "2026-11-20", "advice", "Talk to the institute."));
  }

  private void reportResults(int number) {
    client
        .newPublishMessageCommand()
        .messageName("results-reported")
        .correlationKey(REF + "/results/" + number)
        .timeToLive(A_WHILE)
        .send()
        .join();
  }

  private void submit() {
    publish("application-submitted", REF, Map.of("applicationRef", REF, "scheme", "VOUCHER"));
  }

  private void evaluate() {
    engine.completeUserTask(
        "Task_EvaluateApplication",
        Map.of(
            "conflictOfInterest",
            false,
            "excellence",
            4,
            "impact",
            4,
            "implementation",
            4,
            "excellenceComment",
            "Sound.",
            "impactComment",
            "Wide.",
            "implementationComment",
            "Planned."));
  }

  private void decide(String decision) {
    engine.completeUserTask(
        "Task_DecideOnAward", Map.of("decision", decision, "decisionReasons", "As evaluated."));
  }

  private void accept() {
    var key = REF + "/agreement";
    assertThat(byProcessId("agreement")).isWaitingForMessage("agreement-accepted", key);
    publish("agreement-accepted", key, Map.of());
  }

  private void claim(int number) {
    var key = REF + "/claim/" + number;
    assertThat(byProcessId("voucher-execution")).isWaitingForMessage("claim-submitted", key);
    publish("claim-submitted", key, Map.of());
  }

  private void verify(String verdict) {
    engine.completeUserTask(
        "Task_VerifyClaim",
        Map.of("claimVerdict", verdict, "verificationFindings", "Report read."));
  }

  private void book(int instalment) {
    var key = REF + "/payment/" + instalment;
    assertThat(byProcessId("payout")).isWaitingForMessage("payment-booked", key);
    publish("payment-booked", key, Map.of());
  }

  /** For an event that may not wait yet. */
  private void publishPatiently(String message, String key) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey(key)
        .timeToLive(Duration.ofMinutes(1))
        .send()
        .join();
  }

  private void publish(String message, String key, Map<String, Object> variables) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey(key)
        .timeToLive(Duration.ZERO)
        .variables(variables)
        .send()
        .join();
  }

  private ProcessInstanceAssert voucher() {
    return assertThat(byProcessId("voucher"));
  }

  private long instanceKey() {
    return client
        .newProcessInstanceSearchRequest()
        .filter(it -> it.processDefinitionId("voucher"))
        .send()
        .join()
        .singleItem()
        .getProcessInstanceKey();
  }
}
