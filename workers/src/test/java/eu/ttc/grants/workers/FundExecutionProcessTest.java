package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byKey;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path from the agreement to the settled grant. */
@EveryPathOf("fund-execution")
@ProcessTest
@DisplayName("A grant of the fund that is carried out")
class FundExecutionProcessTest {

  private static final String REF = "F-2026-000045";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;
  private ProcessInstanceEvent instance;

  FundExecutionProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
    work.on(
        JobTypes.CLAIM_OPEN_GRANT_CLAIM,
        returning(Map.of("claimNumber", 1)),
        returning(Map.of("claimNumber", 2)),
        returning(Map.of("claimNumber", 3)));
  }

  @Test
  @DisplayName("is paid claim by claim, and payments hold up no claim")
  void isPaidClaimByClaim() {
    outcomes("TO_PAY", "NOTHING_DUE", "LAST_PAYMENT");
    begin();
    claim(1);
    verify();
    execution().isWaitingForMessage("claim-submitted", REF + "/claim/2");
    assertThat(byProcessId("payout")).isWaitingForMessage("payment-booked", REF + "/payment/1");
    claim(2);
    verify();
    execution().isWaitingForMessage("claim-submitted", REF + "/claim/3");
    work.on(JobTypes.PAYMENT_ORDER, MockedWork.payment("ORDERED", 2, "2"));
    claim(3);
    verify();
    execution().hasActiveElements("Call_LastPayout", "Call_Payout");
    publish("payment-booked", "/payment/1");
    publish("payment-booked", "/payment/2");

    execution()
        .isCompleted()
        .hasVariable("executionState", "COMPLETED")
        .hasCompletedElement("Call_ClaimVerification", 3)
        .hasCompletedElement("Call_Payout", 1)
        .hasCompletedElements("Event_InstalmentPaid", "Call_LastPayout", "Event_GrantSettled")
        .hasNotActivatedElements("Call_Overpayment", "Task_LapseClaim");
    assertThat(work.jobsOf(JobTypes.PAYMENT_ORDER))
        .extracting(job -> job.get("claimNumber"))
        .containsExactly(1, 3);
  }

  @Test
  @DisplayName("has weeks for the next claim, however late a claim was verified")
  void hasTimeForTheNextClaim() {
    outcomes("REFUSED", "SETTLED");
    begin();
    var first = due(0);
    engine.increaseTime(
        Duration.between(engine.getCurrentTime(), first.toInstant()).minus(Duration.ofDays(1)));
    execution().hasCompletedElement("Task_RemindOfClaim", 1);
    claim(1);
    verify();
    execution().isWaitingForMessage("claim-submitted", REF + "/claim/2");
    assertThat(due(1)).isAfter(first.plusDays(15));
    claim(2);
    verify();

    execution()
        .isCompleted()
        .hasCompletedElements("Event_NothingOpen")
        .hasNotActivatedElements("Call_Payout", "Call_LastPayout");
  }

  @Test
  @DisplayName("gets back what was paid and not earned, and ends when it came back")
  void getsAnOverpaymentBack() {
    outcomes("OVERPAID");
    begin();
    claim(1);
    verify();
    assertThat(byProcessId("overpayment")).hasActiveElements("Task_DecideOnOverpayment");
    engine.completeUserTask(
        "Task_DecideOnOverpayment",
        Map.of("settlementChoice", "REPAYMENT_ORDER", "overpaymentReasons", "The advance."));
    assertThat(byProcessId("repayment"))
        .isWaitingForMessage("repayment-settled", REF + "/recovery/1/settlement");
    execution().hasActiveElements("Call_Overpayment");
    publish("repayment-settled", "/recovery/1/settlement");

    execution().isCompleted().hasCompletedElements("Call_Overpayment", "Event_GrantSettled");
  }

  @Test
  @DisplayName("lapses without a final claim")
  void lapses() {
    begin();
    engine.increaseTime(Duration.ofDays(900));

    execution()
        .isCompleted()
        .hasVariable("executionState", "TERMINATED")
        .hasCompletedElements("Task_RemindOfClaim", "Task_LapseClaim", "Event_GrantLapsed")
        .hasNotActivatedElements("Call_ClaimVerification", "Call_Overpayment");
  }

  @Test
  @DisplayName("waits for no payment any more when it lapses")
  void endsItsPaymentsWhenItLapses() {
    outcomes("TO_PAY");
    begin();
    claim(1);
    verify();
    execution().isWaitingForMessage("claim-submitted", REF + "/claim/2");
    assertThat(byProcessId("payout")).isWaitingForMessage("payment-booked", REF + "/payment/1");
    engine.increaseTime(Duration.ofDays(900));

    execution().isCompleted().hasVariable("executionState", "TERMINATED");
    assertThat(byProcessId("payout")).isTerminated();
  }

  @Test
  @DisplayName("goes on when the work ends later, or a claim came at the last moment")
  void goesOnWhenTheDateWasMoved() {
    work.on(
        JobTypes.CLAIM_LAPSE_GRANT_CLAIM,
        in ->
            returning(
                    Map.of(
                        "claimState", "OPEN",
                        "claimOutcome", "NOTHING_DUE",
                        "claimDeadline", work.after(Period.ofMonths(3))))
                .apply(in),
        in ->
            returning(
                    Map.of(
                        "claimState", "SUBMITTED",
                        "claimOutcome", "NOTHING_DUE",
                        "claimDeadline", work.after(Period.ofMonths(3))))
                .apply(in));
    outcomes("SETTLED");
    begin();
    engine.increaseTime(Duration.ofDays(900));
    execution()
        .hasCompletedElement("Task_LapseClaim", 1)
        .isWaitingForMessage("claim-submitted", REF + "/claim/1");
    engine.increaseTime(Duration.ofDays(100));
    verify();

    execution()
        .isCompleted()
        .hasVariable("executionState", "COMPLETED")
        .hasNotActivatedElements("Event_ClaimSubmitted");
  }

  @Test
  @DisplayName("is reviewed at each milestone, beside its claims")
  void isReviewedAtEachMilestone() {
    work.on(
        JobTypes.PROGRESS_NEXT_MILESTONE,
        in ->
            returning(Map.of("milestoneNumber", 1, "milestoneAt", work.after(Period.ofMonths(6))))
                .apply(in),
        in ->
            returning(Map.of("milestoneNumber", 2, "milestoneAt", work.after(Period.ofMonths(6))))
                .apply(in));
    outcomes("SETTLED");
    begin();
    engine.increaseTime(Duration.ofDays(185));
    assertThat(byProcessId("progress-review"))
        .isWaitingForMessage("progress-reported", REF + "/progress/1");
    publish("progress-reported", "/progress/1");
    assertThat(byProcessId("progress-review")).hasActiveElements("Task_ReviewProgress");
    engine.completeUserTask(
        "Task_ReviewProgress", Map.of("progressVerdict", "ON_TRACK", "progressRemarks", ""));
    execution()
        .hasCompletedElement("Call_ProgressReview", 1)
        .isWaitingForMessage("grant-settled", REF + "/settlement");
    claim(1);
    verify();
    publish("grant-settled", "/settlement");

    execution()
        .isCompleted()
        .hasCompletedElements("Event_SettledBefore", "Event_ReviewsEnded", "Event_NothingOpen");
  }

  private void outcomes(String... inTurn) {
    work.on(
        JobTypes.CLAIM_RECORD_GRANT_VERIFICATION,
        List.of(inTurn).stream()
            .map(outcome -> returning(Map.of("claimOutcome", outcome)))
            .toArray(MockedWork.Answer[]::new));
  }

  private void begin() {
    instance =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("fund-execution")
            .latestVersion()
            .variables(
                Map.of(
                    "applicationRef", REF, "scheme", "INNOVATION_FUND", "dossierUrl", "http://x"))
            .send()
            .join();
    execution().isWaitingForMessage("claim-submitted", REF + "/claim/1");
  }

  private OffsetDateTime due(int claim) {
    return OffsetDateTime.parse(
        String.valueOf(
            work.jobsOf(JobTypes.CLAIM_OPEN_GRANT_CLAIM).get(claim).get("claimDeadline")));
  }

  private ProcessInstanceAssert execution() {
    return assertThat(byKey(instance.getProcessInstanceKey()));
  }

  private void claim(int number) {
    publish("claim-submitted", "/claim/" + number);
  }

  private void verify() {
    execution().hasActiveElements("Call_ClaimVerification");
    engine.completeUserTask(
        "Task_VerifyGrantClaim",
        Map.of(
            "claimVerdict",
            "ACCEPTED",
            "claimCosts",
            List.of(),
            "verificationFindings",
            "Seen all of it."));
  }

  private void publish(String message, String key) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey(REF + key)
        .timeToLive(Duration.ofDays(7))
        .send()
        .join();
  }
}
