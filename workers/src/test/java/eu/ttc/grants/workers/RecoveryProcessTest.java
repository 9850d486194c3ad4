package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.finding;
import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.unfounded;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path from a suspicion to its end. */
@EveryPathOf("recovery")
@ProcessTest
@DisplayName("A suspicion of irregularity")
class RecoveryProcessTest {

  private static final String KEY = "V-2026-000123/recovery/1";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  RecoveryProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is lifted when it is unfounded")
  void isLifted() {
    work.on(JobTypes.RECOVERY_RECORD_FINDING, unfounded());
    open();
    var before = engine.getCurrentTime();
    recovery().isWaitingForMessage("hearing-answered", KEY + "/hearing");
    assertThat(
            OffsetDateTime.parse(
                    String.valueOf(
                        work.jobsOf(JobTypes.RECOVERY_BEGIN_HEARING)
                            .getFirst()
                            .get("hearingDeadline")))
                .toInstant())
        .isAfter(before.plus(Duration.ofDays(13)));
    publish("hearing-answered", "hearing");
    decide();

    recovery()
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Call_HearingDeadline",
            "Task_BeginHearing",
            "Event_HearingAnswered",
            "Call_Finding",
            "Event_SuspicionLifted")
        .hasNotActivatedElements("Task_CloseHearing", "Call_Repayment", "Gateway_AwaitOffset");
  }

  @Test
  @DisplayName("is decided on without an answer when the time is over, and paid back")
  void goesOnWithoutAnAnswer() {
    open();
    recovery().isWaitingForMessage("hearing-answered", KEY + "/hearing");
    engine.increaseTime(Duration.ofDays(15));
    decide();
    assertThat(byProcessId("repayment"))
        .isWaitingForMessage("repayment-settled", KEY + "/settlement");
    publish("repayment-settled", "settlement");

    recovery()
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Event_HearingDeadline", "Task_CloseHearing", "Call_Finding", "Call_Repayment")
        .hasCompletedElements("Event_Recovered");
  }

  @Test
  @DisplayName("is heard longer when the date was moved")
  void waitsAgainWhenTheDeadlineWasMoved() {
    work.on(
        JobTypes.RECOVERY_CLOSE_HEARING,
        in ->
            returning(Map.of("hearingOpen", true, "hearingDeadline", work.after(Period.ofDays(10))))
                .apply(in),
        returning(Map.of("hearingOpen", false)));
    work.on(JobTypes.RECOVERY_RECORD_FINDING, unfounded());
    open();
    recovery().isWaitingForMessage("hearing-answered", KEY + "/hearing");
    engine.increaseTime(Duration.ofDays(15));
    recovery()
        .hasCompletedElement("Task_CloseHearing", 1)
        .isWaitingForMessage("hearing-answered", KEY + "/hearing")
        .hasNotActivatedElements("Call_Finding");

    engine.increaseTime(Duration.ofDays(11));
    decide();

    recovery().isCompleted().hasCompletedElement("Task_CloseHearing", 2);
  }

  @Test
  @DisplayName("ends when the correction was set off against a payment")
  void isSetOff() {
    work.on(JobTypes.RECOVERY_RECORD_FINDING, finding("OFFSET"));
    open();
    recovery().isWaitingForMessage("hearing-answered", KEY + "/hearing");
    publish("hearing-answered", "hearing");
    decide();
    recovery().isWaitingForMessage("repayment-settled", KEY + "/settlement");
    publish("repayment-settled", "settlement");

    recovery()
        .isCompleted()
        .hasCompletedElements("Event_Settled", "Event_SetOff")
        .hasNotActivatedElements("Call_Repayment");
  }

  @Test
  @DisplayName("is to be paid back instead when no payment is to be expected")
  void isPaidBackInstead() {
    work.on(JobTypes.RECOVERY_RECORD_FINDING, finding("OFFSET"));
    open();
    recovery().isWaitingForMessage("hearing-answered", KEY + "/hearing");
    publish("hearing-answered", "hearing");
    decide();
    recovery().isWaitingForMessage("offset-given-up", KEY + "/offset");
    publish("offset-given-up", "offset");
    assertThat(byProcessId("repayment"))
        .isWaitingForMessage("repayment-settled", KEY + "/settlement");
    publish("repayment-settled", "settlement");

    recovery()
        .isCompleted()
        .hasCompletedElementsInOrder("Event_OffsetGivenUp", "Call_Repayment", "Event_Recovered");
  }

  private ProcessInstanceAssert recovery() {
    return assertThat(byProcessId("recovery"));
  }

  private void decide() {
    assertThat(byProcessId("recovery-finding")).hasActiveElements("Task_DecideOnSuspicion");
    engine.completeUserTask(
        "Task_DecideOnSuspicion",
        Map.of("suspicionVerdict", "FOUNDED", "findingReasons", "As discussed."));
  }

  private void open() {
    client
        .newPublishMessageCommand()
        .messageName("recovery-opened")
        .correlationKey(KEY)
        .timeToLive(Duration.ofDays(7))
        .variables(
            Map.of("applicationRef", "V-2026-000123", "scheme", "VOUCHER", "recoveryNumber", 1))
        .send()
        .join();
  }

  private void publish(String message, String what) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey(KEY + "/" + what)
        .timeToLive(Duration.ZERO)
        .send()
        .join();
  }
}
