package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.finding;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path of the decision on a suspicion. */
@EveryPathOf("recovery-finding")
@ProcessTest
@DisplayName("The decision on a suspicion")
class RecoveryFindingProcessTest {

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  RecoveryFindingProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is made by a programme manager, who sees what can come back")
  void isRecorded() {
    var decision = start();
    assertThat(byElementId("Task_DecideOnSuspicion"))
        .isCreated()
        .hasAssignee(null)
        .hasCandidateGroup("programme-managers");
    assertThat(decision)
        .hasVariable("canBePaidBackCents", 500_000)
        .hasVariable("suspicionVerdict", null);
    complete();

    assertThat(decision)
        .isCompleted()
        .hasVariable("founded", true)
        .hasVariable("settlement", "REPAYMENT_ORDER")
        .hasNotActivatedElements("Event_FindingNotAllowed");
    assertThat(work.jobsOf(JobTypes.RECOVERY_RECORD_FINDING).getFirst())
        .containsAllEntriesOf(
            Map.of("suspicionVerdict", "FOUNDED", "settlementChoice", "REPAYMENT_ORDER"));
  }

  @Test
  @DisplayName("comes back to the task, with the reason why it may not stand")
  void comesBackWithTheProblem() {
    work.on(
        JobTypes.RECOVERY_RECORD_FINDING,
        throwing("FINDING_NOT_ALLOWED", Map.of("problem", "You opened this suspicion.")),
        finding("OFFSET"));
    var decision = start();

    complete();
    assertThat(decision)
        .hasCompletedElement("Event_FindingNotAllowed", 1)
        .hasVariable("problem", "You opened this suspicion.")
        .hasActiveElements("Task_DecideOnSuspicion");
    complete();

    assertThat(decision).isCompleted().hasVariable("settlement", "OFFSET");
  }

  private void complete() {
    engine.completeUserTask(
        "Task_DecideOnSuspicion",
        Map.of(
            "suspicionVerdict",
            "FOUNDED",
            "correctionEuros",
            1000,
            "settlementChoice",
            "REPAYMENT_ORDER",
            "findingReasons",
            "As discussed."));
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("recovery-finding")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef",
                "V-2026-000123",
                "scheme",
                "VOUCHER",
                "dossierUrl",
                "http://x",
                "recoveryNumber",
                1))
        .send()
        .join();
  }
}
