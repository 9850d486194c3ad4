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

@EveryPathOf("signing-extension")
@ProcessTest
@DisplayName("A request for more time to sign")
class SigningExtensionProcessTest {

  private static final String DUE = "2027-05-25T23:10+02:00";
  private static final String LATER = "2027-06-24T23:10+02:00";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  SigningExtensionProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
    work.on(
        JobTypes.AGREEMENT_FIND_EXTENDED_DEADLINE, returning(Map.of("extendedDeadline", LATER)));
  }

  @Test
  @DisplayName("is decided by a programme officer, who sees the present and the new deadline")
  void isDecided() {
    var instance = start();
    assertThat(byElementId("Task_DecideOnExtension"))
        .isCreated()
        .hasCandidateGroup("programme-officers");
    decide("GRANTED");

    assertThat(instance)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_FindExtendedDeadline",
            "Task_DecideOnExtension",
            "Task_RecordExtension",
            "Event_ExtensionDecided")
        .hasVariable("extendedDeadline", LATER)
        .hasVariable("acceptanceDeadline", LATER);
    assertThat(work.jobsOf(JobTypes.AGREEMENT_RECORD_EXTENSION))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("extensionVerdict", "GRANTED"));
  }

  @Test
  @DisplayName("comes back to the task when the decision may not stand, and begins empty")
  void comesBackWithTheProblem() {
    work.on(
        JobTypes.AGREEMENT_RECORD_EXTENSION,
        throwing("EXTENSION_NOT_ALLOWED", Map.of("problem", "Only an officer decides.")),
        returning(Map.of("extensionGranted", false, "acceptanceDeadline", DUE)));
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
        .bpmnProcessId("signing-extension")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef", "F-2026-000045",
                "scheme", "INNOVATION_FUND",
                "dossierUrl", "http://x",
                "acceptanceDeadline", DUE))
        .send()
        .join();
  }
}
