package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
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

/** Every path of the verification of a claim. */
@EveryPathOf("claim-verification")
@ProcessTest
@DisplayName("The verification of a claim")
class ClaimVerificationProcessTest {

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  ClaimVerificationProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is done by a programme officer and recorded")
  void isRecorded() {
    var instance = start();
    assertThat(byElementId("Task_VerifyClaim"))
        .isCreated()
        .hasAssignee(null)
        .hasCandidateGroup("programme-officers");
    engine.completeUserTask(
        "Task_VerifyClaim",
        Map.of("claimVerdict", "ACCEPTED", "verificationFindings", "Report read."));

    assertThat(instance)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_ListCostLines",
            "Task_VerifyClaim",
            "Task_RecordVerification",
            "Event_VerificationRecorded")
        .hasVariable("claimAccepted", true)
        .hasNotActivatedElements("Event_VerificationNotAllowed");
    assertThat(work.jobsOf(JobTypes.CLAIM_RECORD_VERIFICATION))
        .singleElement()
        .satisfies(
            job ->
                assertThat(job)
                    .containsAllEntriesOf(
                        Map.of(
                            "claimVerdict", "ACCEPTED", "verificationFindings", "Report read.")));
  }

  @Test
  @DisplayName("may refuse the claim")
  void isRefused() {
    work.on(JobTypes.CLAIM_RECORD_VERIFICATION, returning(Map.of("claimAccepted", false)));
    var instance = start();
    engine.completeUserTask(
        "Task_VerifyClaim",
        Map.of("claimVerdict", "REFUSED", "verificationFindings", "No report."));

    assertThat(instance).isCompleted().hasVariable("claimAccepted", false);
  }

  @Test
  @DisplayName("comes back to the task, with the reason why it may not stand")
  void comesBackWithTheProblem() {
    work.on(
        JobTypes.CLAIM_RECORD_VERIFICATION,
        throwing("VERIFICATION_NOT_ALLOWED", Map.of("problem", "You were involved before.")),
        throwing("VERIFICATION_NOT_ALLOWED", Map.of()),
        returning(Map.of("claimAccepted", true)));
    var instance = start();

    engine.completeUserTask(
        "Task_VerifyClaim",
        Map.of("claimVerdict", "ACCEPTED", "verificationFindings", "Report read."));
    assertThat(instance)
        .hasCompletedElement("Event_VerificationNotAllowed", 1)
        .hasVariable("problem", "You were involved before.")
        .hasActiveElements("Task_VerifyClaim")
        .hasNotActivatedElements("Event_VerificationRecorded");
    engine.completeUserTask(
        "Task_VerifyClaim",
        Map.of("claimVerdict", "ACCEPTED", "verificationFindings", "Report read."));
    assertThat(instance)
        .hasCompletedElement("Event_VerificationNotAllowed", 2)
        .hasActiveElements("Task_VerifyClaim");
    engine.completeUserTask(
        "Task_VerifyClaim",
        Map.of("claimVerdict", "ACCEPTED", "verificationFindings", "Report read."));

    assertThat(instance)
        .isCompleted()
        .hasCompletedElement("Task_VerifyClaim", 3)
        .hasTerminatedElement("Task_RecordVerification", 2)
        .hasCompletedElement("Task_RecordVerification", 1);
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("claim-verification")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef",
                "V-2026-000123",
                "scheme",
                "VOUCHER",
                "dossierUrl",
                "http://x",
                "claimNumber",
                1))
        .send()
        .join();
  }
}
