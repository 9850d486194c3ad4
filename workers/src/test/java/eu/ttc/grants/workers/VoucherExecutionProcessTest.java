package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryPathOf("voucher-execution")
@ProcessTest
@DisplayName("The work on a voucher")
class VoucherExecutionProcessTest {

  private static final String REF = "V-2026-000123";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;
  private ProcessInstanceEvent instance;

  VoucherExecutionProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void begun() {
    work = new MockedWork(engine);
    instance =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("voucher-execution")
            .latestVersion()
            .variables(Map.of("applicationRef", REF, "scheme", "VOUCHER", "dossierUrl", "http://x"))
            .send()
            .join();
    execution().isWaitingForMessage("claim-submitted", REF + "/claim/1");
  }

  @Test
  @DisplayName("is claimed and found in order")
  void isClaimed() {
    claim(1);
    verify("ACCEPTED");

    execution()
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_OpenClaim",
            "Event_ClaimSubmitted",
            "Call_ClaimVerification",
            "Event_ClaimAccepted")
        .hasVariable("claimAccepted", true)
        .hasNotActivatedElements("Task_RemindOfClaim", "Task_LapseClaim", "Sub_Extension");
  }

  @Test
  @DisplayName("ends after six months without a claim, after one reminder")
  void endsWithoutClaim() {
    engine.increaseTime(Duration.ofDays(154));
    execution().hasCompletedElement("Task_RemindOfClaim", 1);
    engine.increaseTime(Duration.ofDays(32));

    execution()
        .isCompleted()
        .hasCompletedElements("Task_LapseClaim", "Event_NothingClaimed")
        .hasCompletedElement("Task_RemindOfClaim", 1)
        .hasNotActivatedElements("Call_ClaimVerification", "Event_ClaimAccepted");
  }

  @Test
  @DisplayName("waits on when the deadline was moved")
  void waitsOnWhenDeadlineWasMoved() {
    work.on(
        JobTypes.CLAIM_LAPSE,
        in ->
            returning(Map.of("claimState", "OPEN", "claimDeadline", work.after(Period.ofMonths(3))))
                .apply(in));

    engine.increaseTime(Duration.ofDays(186));
    execution()
        .hasCompletedElement("Task_LapseClaim", 1)
        .isWaitingForMessage("claim-submitted", REF + "/claim/1");
    claim(1);

    execution()
        .hasActiveElements("Call_ClaimVerification")
        .hasNotActivatedElements("Event_NothingClaimed");
  }

  @Test
  @DisplayName("is verified when the claim came at the last moment")
  void isVerifiedWhenSubmittedAtTheDeadline() {
    work.on(JobTypes.CLAIM_LAPSE, returning(Map.of("claimState", "SUBMITTED")));

    engine.increaseTime(Duration.ofDays(186));

    execution()
        .hasActiveElements("Call_ClaimVerification")
        .hasNotActivatedElements("Event_NothingClaimed", "Event_ClaimSubmitted");
  }

  @Test
  @DisplayName("lets a refused claim be corrected: until the deadline, or for 20 working days")
  void letsRefusedClaimBeHandedInAgain() {
    work.on(
        JobTypes.CLAIM_RECORD_VERIFICATION,
        returning(Map.of("claimAccepted", false)),
        returning(Map.of("claimAccepted", false)),
        returning(Map.of("claimAccepted", true)));
    work.on(
        JobTypes.CLAIM_OPEN,
        returning(Map.of("claimNumber", 2)),
        returning(Map.of("claimNumber", 3)));
    var first = due(0);

    claim(1);
    verify("REFUSED");
    execution().isWaitingForMessage("claim-submitted", REF + "/claim/2");
    assertThat(due(1)).isEqualTo(first);

    engine.increaseTime(
        Duration.between(engine.getCurrentTime(), first.toInstant()).minus(Duration.ofDays(1)));
    claim(2);
    verify("REFUSED");
    execution().isWaitingForMessage("claim-submitted", REF + "/claim/3");
    assertThat(due(2)).isAfter(first.plusDays(15));
    claim(3);
    verify("ACCEPTED");

    execution().isCompleted().hasCompletedElement("Call_CorrectionDeadline", 2);
  }

  @Test
  @DisplayName("goes on while an officer decides about more time")
  void goesOnWhileAnOfficerDecides() {
    askForMoreTime();
    execution()
        .hasActiveElements("Sub_Extension")
        .isWaitingForMessage("claim-submitted", REF + "/claim/1");
    engine.completeUserTask(
        "Task_DecideOnExtension",
        Map.of("extensionVerdict", "GRANTED", "extensionReasons", "A part came late."));

    execution()
        .hasCompletedElements("Sub_Extension")
        .isWaitingForMessage("claim-submitted", REF + "/claim/1");
  }

  @Test
  @DisplayName("is not held up by a request for more time that a claim has overtaken")
  void isNotHeldUpByARequestForMoreTime() {
    askForMoreTime();
    execution().hasActiveElements("Sub_Extension");
    claim(1);
    verify("ACCEPTED");

    execution().isCompleted().hasTerminatedElements("Sub_Extension");
  }

  private OffsetDateTime due(int claim) {
    return OffsetDateTime.parse(
        String.valueOf(work.jobsOf(JobTypes.CLAIM_OPEN).get(claim).get("claimDeadline")));
  }

  private void claim(int number) {
    var key = REF + "/claim/" + number;
    execution().isWaitingForMessage("claim-submitted", key);
    publish("claim-submitted", key);
  }

  private void askForMoreTime() {
    publish("extension-requested", REF + "/extension");
  }

  private void verify(String verdict) {
    engine.completeUserTask(
        "Task_VerifyClaim",
        Map.of("claimVerdict", verdict, "verificationFindings", "Report read."));
  }

  private void publish(String message, String key) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey(key)
        .timeToLive(Duration.ofMinutes(1))
        .send()
        .join();
  }

  private ProcessInstanceAssert execution() {
    return assertThat(instance);
  }
}
