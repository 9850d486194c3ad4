package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path of the screening of an unclear application. */
@EveryPathOf("screening")
@ProcessTest
@DisplayName("The screening of an unclear application")
class ScreeningProcessTest {

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  ScreeningProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
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
    assertThat(byElementId("Task_ScreenApplication"))
        .isCreated()
        .hasAssignee(null)
        .hasCandidateGroup("programme-officers");
    engine.completeUserTask(
        "Task_ScreenApplication",
        Map.of("screeningVerdict", "ELIGIBLE", "screeningFindings", "Seen the accounts."));

    assertThat(instance)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_ScreenApplication", "Task_RecordScreening", "Event_ScreeningRecorded")
        .hasVariable("eligible", true)
        .hasNotActivatedElements("Event_ScreeningNotAllowed");
    assertThat(work.jobsOf(JobTypes.SCREENING_RECORD_SCREENING))
        .singleElement()
        .satisfies(
            job ->
                assertThat(job)
                    .containsAllEntriesOf(
                        Map.of(
                            "screeningVerdict",
                            "ELIGIBLE",
                            "screeningFindings",
                            "Seen the accounts.")));
  }

  @Test
  @DisplayName("may find the application not eligible")
  void isRefused() {
    work.on(
        JobTypes.SCREENING_RECORD_SCREENING,
        returning(Map.of("eligible", false, "reasonCodes", List.of("NOT_FIRST_RD"))));
    var instance = start();
    engine.completeUserTask(
        "Task_ScreenApplication",
        Map.of(
            "screeningVerdict",
            "NOT_ELIGIBLE",
            "screeningReasonCode",
            "NOT_FIRST_RD",
            "screeningFindings",
            "Second study."));

    assertThat(instance)
        .isCompleted()
        .hasVariable("eligible", false)
        .hasVariable("reasonCodes", List.of("NOT_FIRST_RD"));
  }

  @Test
  @DisplayName("comes back to the task, with the reason why it may not stand")
  void comesBackWithTheProblem() {
    work.on(
        JobTypes.SCREENING_RECORD_SCREENING,
        throwing("SCREENING_NOT_ALLOWED", Map.of("problem", "You were involved before.")),
        throwing("SCREENING_NOT_ALLOWED", Map.of()),
        returning(Map.of("eligible", true, "reasonCodes", List.of())));
    var instance = start();

    engine.completeUserTask(
        "Task_ScreenApplication",
        Map.of("screeningVerdict", "ELIGIBLE", "screeningFindings", "Seen the accounts."));
    assertThat(instance)
        .hasCompletedElement("Event_ScreeningNotAllowed", 1)
        .hasVariable("problem", "You were involved before.")
        .hasActiveElements("Task_ScreenApplication")
        .hasNotActivatedElements("Event_ScreeningRecorded");
    engine.completeUserTask(
        "Task_ScreenApplication",
        Map.of("screeningVerdict", "ELIGIBLE", "screeningFindings", "Seen the accounts."));
    assertThat(instance)
        .hasCompletedElement("Event_ScreeningNotAllowed", 2)
        .hasActiveElements("Task_ScreenApplication");
    engine.completeUserTask(
        "Task_ScreenApplication",
        Map.of("screeningVerdict", "ELIGIBLE", "screeningFindings", "Seen the accounts."));

    assertThat(instance)
        .isCompleted()
        .hasCompletedElement("Task_ScreenApplication", 3)
        .hasTerminatedElement("Task_RecordScreening", 2)
        .hasCompletedElement("Task_RecordScreening", 1);
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("screening")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef",
                "V-2026-000123",
                "scheme",
                "VOUCHER",
                "dossierUrl",
                "http://x",
                "reasonCodes",
                List.of(),
                "naturalPerson",
                false,
                "inDifficulty",
                true))
        .send()
        .join();
  }
}
