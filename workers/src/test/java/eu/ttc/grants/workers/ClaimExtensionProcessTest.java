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

@EveryPathOf("claim-extension")
@ProcessTest
@DisplayName("A request for more time")
class ClaimExtensionProcessTest {

  private static final String DUE = "2027-05-25T23:10+02:00";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  ClaimExtensionProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is decided by a programme officer; three months count from the present deadline")
  void isDecided() {
    var instance = start();
    assertThat(byElementId("Task_DecideOnExtension"))
        .isCreated()
        .hasCandidateGroup("programme-officers");
    decide("GRANTED");

    assertThat(instance)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Call_ExtendedDeadline",
            "Task_DecideOnExtension",
            "Task_RecordExtension",
            "Event_ExtensionDecided")
        .hasVariable("claimDeadline", "2027-08-25T23:10+02:00");
    assertThat(work.jobsOf(JobTypes.CLAIM_RECORD_EXTENSION))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("extensionVerdict", "GRANTED"));
  }

  @Test
  @DisplayName("comes back to the task when the decision may not stand, and begins empty")
  void comesBackWithTheProblem() {
    work.on(
        JobTypes.CLAIM_RECORD_EXTENSION,
        throwing("EXTENSION_NOT_ALLOWED", Map.of("problem", "Only an officer decides.")),
        returning(Map.of("extensionGranted", false, "claimDeadline", DUE)));
    var instance = start();

    decide("GRANTED");
    assertThat(instance)
        .hasCompletedElement("Event_ExtensionNotAllowed", 1)
        .hasVariable("problem", "Only an officer decides.")
        .hasActiveElements("Task_DecideOnExtension");
    decide("REFUSED");

    assertThat(instance).isCompleted().hasVariable("extensionGranted", false);
  }

  private void decide(String verdict) {
    engine.completeUserTask(
        "Task_DecideOnExtension",
        Map.of("extensionVerdict", verdict, "extensionReasons", "A part came late."));
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("claim-extension")
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
                1,
                "claimDeadline",
                DUE))
        .send()
        .join();
  }
}
