package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.decided;
import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.client.api.search.enums.UserTaskState;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.UserTaskSelector;
import java.util.HashMap;
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
        decided(Map.of("awarded", false, "reasonCodes", List.of("BELOW_THRESHOLD"))));
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
        decided(Map.of("awarded", true, "reasonCodes", List.of())));
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

  @Test
  @DisplayName("comes back to its author as a draft, with all that was written, until it is told")
  void comesBackAsADraft() {
    work.on(
        JobTypes.AWARD_RECORD_DECISION,
        drafted("max", 1, ""),
        drafted("mia", 2, "This was a draft of max."),
        decided(Map.of("awarded", true, "conditional", true, "reasonCodes", List.of())));
    var letter = List.of(Map.of("condition", "Send the letter of intent."));
    var instance = start();

    complete(Map.of("decisionReasons", "Probably.", "conditions", letter, "release", "DRAFT"));
    assertThat(openTask()).isCreated().hasAssignee("max").hasCandidateGroup("programme-managers");
    assertThat(instance)
        .hasActiveElements("Task_DecideOnAward")
        .hasVariable("decisionReasons", "Probably.")
        .hasVariable("conditions", letter)
        .hasVariable("draftNumber", 1)
        .hasNotActivatedElements("Event_DecisionRecorded", "Event_DecisionNotAllowed");

    complete(Map.of("decisionReasons", "Probably.", "release", "COMMUNICATE"));
    assertThat(instance).hasCompletedElement("Task_RecordDecision", 2);
    assertThat(openTask()).isCreated().hasAssignee("mia");
    assertThat(instance).hasVariable("problem", "This was a draft of max.");

    complete(Map.of("decisionReasons", "Yes.", "conditionCount", 1, "release", "COMMUNICATE"));
    assertThat(instance)
        .isCompleted()
        .hasCompletedElement("Task_DecideOnAward", 3)
        .hasVariable("conditional", true)
        .hasNotActivatedElements("Event_DecisionNotAllowed");
    assertThat(work.jobsOf(JobTypes.AWARD_RECORD_DECISION))
        .extracting(job -> job.get("release"), job -> job.get("conditions"))
        .containsExactly(
            tuple("DRAFT", letter), tuple("COMMUNICATE", letter), tuple("COMMUNICATE", letter));
  }

  @Test
  @DisplayName("forgets what to do with the draft, and conditions that were taken out of it")
  void forgetsWhatWasTakenBack() {
    work.on(
        JobTypes.AWARD_RECORD_DECISION,
        drafted("max", 1, ""),
        decided(Map.of("awarded", true, "reasonCodes", List.of())));
    var instance = start();

    complete(
        Map.of(
            "conditions",
            List.of(Map.of("condition", "Send it.")),
            "conditionCount",
            1,
            "release",
            "DRAFT"));
    assertThat(instance).hasCompletedElement("Task_RecordDecision", 1);
    complete(Map.of("conditionCount", 0));

    assertThat(instance).isCompleted();
    assertThat(work.jobsOf(JobTypes.AWARD_RECORD_DECISION).getLast())
        .containsEntry("conditions", List.of())
        .as("what to do with the draft is asked anew")
        .containsEntry("release", null);
  }

  private static UserTaskSelector openTask() {
    return byElementId("Task_DecideOnAward").and(task -> task.getState() == UserTaskState.CREATED);
  }

  private static MockedWork.Answer drafted(String author, int number, String problem) {
    return returning(
        Map.of(
            "communicated",
            false,
            "awarded",
            false,
            "conditional",
            false,
            "reasonCodes",
            List.of(),
            "draftAuthor",
            author,
            "draftNumber",
            number,
            "problem",
            problem));
  }

  private void complete(Map<String, Object> typed) {
    var form = new HashMap<String, Object>(Map.of("decision", "AWARD"));
    form.putAll(typed);
    engine.completeUserTask("Task_DecideOnAward", form);
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
