package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path of a repayment. */
@EveryPathOf("repayment")
@ProcessTest
@DisplayName("A repayment")
class RepaymentProcessTest {

  private static final String KEY = "F-2026-000045/recovery/2/settlement";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  RepaymentProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("ends when it is paid in time, without a reminder")
  void isPaidInTime() {
    var repayment = start();
    assertThat(repayment).isWaitingForMessage("repayment-settled", KEY);
    engine.increaseTime(Duration.ofDays(29));
    settle();

    assertThat(repayment)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_OrderRepayment", "Event_RepaymentSettled", "Event_RepaymentEnded")
        .hasNotActivatedElements("Task_RemindOfRepayment");
    assertThat(work.jobsOf(JobTypes.RECOVERY_ORDER_REPAYMENT).getFirst())
        .containsKeys("repaymentDeadline");
  }

  @Test
  @DisplayName("is reminded of after its date and every month, until it is paid")
  void isRemindedOf() {
    var repayment = start();
    assertThat(repayment).isWaitingForMessage("repayment-settled", KEY);
    engine.increaseTime(Duration.ofDays(31));
    assertThat(repayment)
        .hasCompletedElement("Task_RemindOfRepayment", 1)
        .hasCompletedElement("Call_RepaymentReminder", 1)
        .isWaitingForMessage("repayment-settled", KEY);
    engine.increaseTime(Duration.ofDays(31));
    assertThat(repayment)
        .hasCompletedElement("Task_RemindOfRepayment", 2)
        .hasCompletedElement("Call_RepaymentReminder", 2)
        .isWaitingForMessage("repayment-settled", KEY);
    settle();

    assertThat(repayment).isCompleted();
  }

  @Test
  @DisplayName("ends too when it is found settled at the date of a reminder")
  void isFoundSettled() {
    work.on(JobTypes.RECOVERY_REMIND, returning(Map.of("repaymentOpen", false)));
    var repayment = start();
    assertThat(repayment).isWaitingForMessage("repayment-settled", KEY);

    engine.increaseTime(Duration.ofDays(31));

    assertThat(repayment)
        .isCompleted()
        .hasCompletedElementsInOrder("Event_RepaymentOverdue", "Task_RemindOfRepayment")
        .hasNotActivatedElements("Call_RepaymentReminder");
  }

  private void settle() {
    client
        .newPublishMessageCommand()
        .messageName("repayment-settled")
        .correlationKey(KEY)
        .timeToLive(Duration.ZERO)
        .send()
        .join();
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("repayment")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef",
                "F-2026-000045",
                "scheme",
                "INNOVATION_FUND",
                "recoveryNumber",
                2))
        .send()
        .join();
  }
}
