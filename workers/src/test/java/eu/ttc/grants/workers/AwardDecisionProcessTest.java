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

/** Every path of the decision on an award. */
@EveryPathOf("award-decision")
@ProcessTest
@DisplayName("The decision on an award")
class AwardDecisionProcessTest {

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  AwardDecisionProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is made by a programme manager and recorded")
  void isRecorded() {
    var instance = start();
    assertThat(byElementId("Task_DecideOnAward"))
        .isCreated()
        .hasAssignee(null)
        .hasCandidateGroup("programme-managers");
    engine.completeUserTask(
        "Task_DecideOnAward", Map.of("decision", "AWARD", "decisionReasons", "As evaluated."));

    assertThat(instance)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_DecideOnAward", "Task_RecordDecision", "Event_DecisionRecorded")
        .hasVariable("awarded", true)
        .hasVariable("reasonCodes", List.of())
        .hasNotActivatedElements("Event_DecisionNotAllowed");
    assertThat(work.jobsOf(JobTypes.AWARD_RECORD_DECISION))
        .singleElement()
        .satisfies(
            job ->
                assertThat(job)
                    .containsAllEntriesOf(
                        Map.of("decision", "AWARD", "decisionReasons", "As evaluated.")));
  }

  @Test
  @DisplayName("may be a rejection with its code")
  void isRefused() {
    work.on(
        JobTypes.AWARD_RECORD_DECISION,
        returning(Map.of("awarded", false, "reasonCodes", List.of("BELOW_THRESHOLD"))));
    var instance = start();
    engine.completeUserTask(
        "Task_DecideOnAward",
        Map.of(
            "decision",
            "REJECT",
            "decisionReasons",
            "Too weak.",
            "rejectionCode",
            "BELOW_THRESHOLD"));

    assertThat(instance)
        .isCompleted()
        .hasVariable("awarded", false)
        .hasVariable("reasonCodes", List.of("BELOW_THRESHOLD"));
  }

  @Test
  @DisplayName("comes back to the task, with the reason why it may not stand")
  void comesBackWithTheProblem() {
    work.on(
        JobTypes.AWARD_RECORD_DECISION,
        throwing("DECISION_NOT_ALLOWED", Map.of("problem", "You were involved before.")),
        throwing("DECISION_NOT_ALLOWED", Map.of()),
        returning(Map.of("awarded", true, "reasonCodes", List.of())));
    var instance = start();

    engine.completeUserTask(
        "Task_DecideOnAward", Map.of("decision", "AWARD", "decisionReasons", "As evaluated."));
    assertThat(instance)
        .hasCompletedElement("Event_DecisionNotAllowed", 1)
        .hasVariable("problem", "You were involved before.")
        .hasActiveElements("Task_DecideOnAward")
        .hasNotActivatedElements("Event_DecisionRecorded");
    engine.completeUserTask(
        "Task_DecideOnAward", Map.of("decision", "AWARD", "decisionReasons", "As evaluated."));
    assertThat(instance)
        .hasCompletedElement("Event_DecisionNotAllowed", 2)
        .hasActiveElements("Task_DecideOnAward");
    engine.completeUserTask(
        "Task_DecideOnAward", Map.of("decision", "AWARD", "decisionReasons", "As evaluated."));

    assertThat(instance)
        .isCompleted()
        .hasCompletedElement("Task_DecideOnAward", 3)
        .hasTerminatedElement("Task_RecordDecision", 2)
        .hasCompletedElement("Task_RecordDecision", 1);
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("award-decision")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef",
                "V-2026-000123",
                "scheme",
                "VOUCHER",
                "dossierUrl",
                "http://x",
                "evaluationPassed",
                true,
                "evaluationTotal",
                12))
        .send()
        .join();
  }
}
