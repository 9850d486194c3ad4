package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byKey;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryPathOf("overpayment")
@ProcessTest
@DisplayName("What was paid in advance and not earned")
class OverpaymentProcessTest {

  private static final String REF = "F-2026-000045";
  private static final String KEY = REF + "/recovery/1";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;
  private ProcessInstanceEvent instance;

  OverpaymentProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is paid back, when the decision could be recorded")
  void isPaidBack() {
    work.on(
        JobTypes.RECOVERY_RECORD_OVERPAYMENT,
        throwing("OVERPAYMENT_NOT_ALLOWED", Map.of("problem", "A payment is not booked yet.")),
        returning(Map.of("recoveryNumber", 1, "settlement", "REPAYMENT_ORDER")));
    begin();
    decide();
    overpayment().hasVariable("problem", "A payment is not booked yet.");
    decide();
    assertThat(byProcessId("repayment"))
        .isWaitingForMessage("repayment-settled", KEY + "/settlement");
    publish("repayment-settled", "/settlement");

    overpayment()
        .isCompleted()
        .hasCompletedElement("Task_DecideOnOverpayment", 2)
        .hasCompletedElements("Call_Repayment", "Event_Recovered")
        .hasNotActivatedElements("Gateway_AwaitOffset");
  }

  @Test
  @DisplayName("is set off against later payments")
  void isSetOff() {
    setOff();
    publish("repayment-settled", "/settlement");

    overpayment()
        .isCompleted()
        .hasCompletedElements("Event_Settled", "Event_SetOff")
        .hasNotActivatedElements("Call_Repayment");
  }

  @Test
  @DisplayName("is paid back instead, when no payment follows")
  void isPaidBackInstead() {
    setOff();
    publish("offset-given-up", "/offset");
    assertThat(byProcessId("repayment"))
        .isWaitingForMessage("repayment-settled", KEY + "/settlement");
    publish("repayment-settled", "/settlement");

    overpayment()
        .isCompleted()
        .hasCompletedElementsInOrder("Event_OffsetGivenUp", "Call_Repayment", "Event_Recovered");
  }

  private void setOff() {
    work.on(
        JobTypes.RECOVERY_RECORD_OVERPAYMENT,
        returning(Map.of("recoveryNumber", 1, "settlement", "OFFSET")));
    begin();
    decide();
    overpayment().isWaitingForMessage("offset-given-up", KEY + "/offset");
  }

  private void begin() {
    instance =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("overpayment")
            .latestVersion()
            .variables(
                Map.of(
                    "applicationRef", REF, "scheme", "INNOVATION_FUND", "dossierUrl", "http://x"))
            .send()
            .join();
  }

  private ProcessInstanceAssert overpayment() {
    return assertThat(byKey(instance.getProcessInstanceKey()));
  }

  private void decide() {
    overpayment().hasActiveElements("Task_DecideOnOverpayment");
    engine.completeUserTask(
        "Task_DecideOnOverpayment",
        Map.of("settlementChoice", "REPAYMENT_ORDER", "overpaymentReasons", "The advance."));
  }

  private void publish(String message, String what) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey(KEY + what)
        .timeToLive(Duration.ofDays(7))
        .send()
        .join();
  }
}
