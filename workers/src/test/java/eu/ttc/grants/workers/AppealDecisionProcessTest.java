package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path of the decision on an objection. */
@EveryPathOf("appeal-decision")
@ProcessTest
@DisplayName("The decision on an appeal")
class AppealDecisionProcessTest {

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;
  private String windowCloses;

  AppealDecisionProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
    windowCloses = work.after(Period.ofDays(42));
  }

  @Test
  @DisplayName("is made by a programme manager, within six weeks after the time for objections")
  void isRecorded() {
    var decision = start();
    assertThat(byElementId("Task_DecideOnAppeal"))
        .isCreated()
        .hasAssignee(null)
        .hasCandidateGroup("programme-managers");
    assertThat(decision)
        .hasVariable("extensible", true)
        .hasVariable("resumeSteps", List.of("SCREENING", "STATE_AID"))
        .hasVariable("reasonCodes", List.of("NOT_SME"));
    assertThat(work.jobsOf(JobTypes.APPEAL_BEGIN_REVIEW).getFirst().get("decisionDeadline"))
        .isEqualTo(OffsetDateTime.parse(windowCloses).plusDays(42).toString());
    complete("DISMISSED");

    assertThat(decision)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Call_DecisionReminder",
            "Call_DecisionDeadline",
            "Task_BeginReview",
            "Task_DecideOnAppeal",
            "Task_RecordAppealDecision",
            "Event_DecisionRecorded")
        .hasVariable("appealOutcome", "DISMISSED")
        .hasNotActivatedElements("Event_AppealDecisionNotAllowed", "Task_RemindManagers");
    assertThat(work.jobsOf(JobTypes.APPEAL_RECORD_DECISION))
        .singleElement()
        .satisfies(
            job ->
                assertThat(job)
                    .containsAllEntriesOf(
                        Map.of(
                            "appealNumber", 1,
                            "appealVerdict", "DISMISSED",
                            "appealReasons", "As discussed.")));
  }

  @Test
  @DisplayName("upheld, it says where the case resumes")
  void isUpheld() {
    work.on(
        JobTypes.APPEAL_RECORD_DECISION,
        returning(Map.of("appealOutcome", "UPHELD", "resumeAt", "SCREENING")));
    var decision = start();
    engine.completeUserTask(
        "Task_DecideOnAppeal",
        Map.of(
            "appealVerdict", "UPHELD", "resumeStep", "SCREENING", "appealReasons", "It is right."));

    assertThat(decision)
        .isCompleted()
        .hasVariable("appealOutcome", "UPHELD")
        .hasVariable("resumeAt", "SCREENING");
  }

  @Test
  @DisplayName("comes back to the task, with the reason why it may not stand")
  void comesBackWithTheProblem() {
    work.on(
        JobTypes.APPEAL_RECORD_DECISION,
        throwing("APPEAL_DECISION_NOT_ALLOWED", Map.of("problem", "You had a part in it.")),
        throwing("APPEAL_DECISION_NOT_ALLOWED", Map.of()),
        returning(Map.of("appealOutcome", "DISMISSED")));
    var decision = start();

    complete("DISMISSED");
    assertThat(decision)
        .hasCompletedElement("Event_AppealDecisionNotAllowed", 1)
        .hasVariable("problem", "You had a part in it.")
        .hasVariable("appealReasons", "As discussed.")
        .hasActiveElements("Task_DecideOnAppeal")
        .hasNotActivatedElements("Event_DecisionRecorded");
    complete("DISMISSED");
    assertThat(decision)
        .hasCompletedElement("Event_AppealDecisionNotAllowed", 2)
        .hasActiveElements("Task_DecideOnAppeal");
    complete("DISMISSED");

    assertThat(decision).isCompleted().hasCompletedElement("Task_DecideOnAppeal", 3);
  }

  @Test
  @DisplayName("reminds the managers two weeks before it is due, and when it is late")
  void reminds() {
    var decision = start();
    assertThat(byElementId("Task_DecideOnAppeal")).isCreated();

    engine.increaseTime(Duration.ofDays(42 + 27));
    assertThat(decision).hasNotActivatedElements("Task_RemindManagers");
    engine.increaseTime(Duration.ofDays(2));
    assertThat(decision)
        .hasCompletedElement("Task_RemindManagers", 1)
        .hasCompletedElements("Event_DecisionDueSoon")
        .hasNotActivatedElements("Event_DecisionOverdue")
        .hasActiveElements("Task_DecideOnAppeal");
    engine.increaseTime(Duration.ofDays(14));
    assertThat(decision)
        .hasCompletedElement("Task_RemindManagers", 2)
        .hasCompletedElements("Event_DecisionOverdue")
        .hasActiveElements("Task_DecideOnAppeal");
    complete("DISMISSED");

    assertThat(decision).isCompleted().hasCompletedElement("Event_ManagersReminded", 2);
  }

  @Test
  @DisplayName("gets six more weeks once, with an empty form and dates of its own")
  void isExtended() {
    work.on(
        JobTypes.APPEAL_RECORD_DECISION,
        returning(Map.of("appealOutcome", "EXTENDED")),
        returning(Map.of("appealOutcome", "DISMISSED")));
    var decision = start();
    complete("EXTENDED");

    assertThat(decision)
        .hasCompletedElement("Task_BeginReview", 2)
        .hasActiveElements("Task_DecideOnAppeal")
        .hasVariable("appealVerdict", null)
        .hasVariable("appealReasons", null);
    assertThat(work.jobsOf(JobTypes.APPEAL_BEGIN_REVIEW))
        .extracting(job -> job.get("decisionDeadline"))
        .containsExactly(
            OffsetDateTime.parse(windowCloses).plusDays(42).toString(),
            OffsetDateTime.parse(windowCloses).plusDays(84).toString());
    engine.increaseTime(Duration.ofDays(42 + 43));
    assertThat(decision).hasNotActivatedElements("Task_RemindManagers");
    engine.increaseTime(Duration.ofDays(28));
    assertThat(decision).hasCompletedElement("Task_RemindManagers", 1);
    complete("DISMISSED");

    assertThat(decision).isCompleted().hasVariable("appealOutcome", "DISMISSED");
  }

  private void complete(String verdict) {
    engine.completeUserTask(
        "Task_DecideOnAppeal", Map.of("appealVerdict", verdict, "appealReasons", "As discussed."));
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("appeal-decision")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef",
                "V-2026-000123",
                "scheme",
                "VOUCHER",
                "dossierUrl",
                "http://x",
                "appealNumber",
                1,
                "appealDeadline",
                windowCloses))
        .send()
        .join();
  }
}
