package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.client.api.search.enums.UserTaskState;
import io.camunda.client.api.search.response.UserTask;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path of the visit of a business support manager. */
@EveryPathOf("business-support-visit")
@ProcessTest
@DisplayName("A business support visit")
class BusinessSupportVisitProcessTest {

  private static final String TASK = "Task_RecordCompanyVisit";
  private static final Map<String, Object> HELD =
      Map.of(
          "visitHeld",
          true,
          "visitedOn",
          "2026-11-25",
          "advice",
          "Test the chamber first.",
          "partnerSuggestions",
          "An institute in Aachen.");

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  BusinessSupportVisitProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is a task of the chosen manager with a due date, and is recorded")
  void isRecorded() {
    var visit = start();
    assertThat(byElementId(TASK))
        .isCreated()
        .hasAssignee("bram")
        .hasCandidateGroup("business-support-managers");
    assertDueAtTheDeadline(visit);
    engine.completeUserTask(TASK, HELD);

    assertThat(visit)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Call_VisitDeadline",
            "Task_AssignManager",
            TASK,
            "Task_RecordVisit",
            "Event_VisitRecorded")
        .hasNotActivatedElements(
            "Task_RemindManager", "Task_NoteMissingVisit", "Event_VisitNotAllowed");
    assertThat(work.jobsOf(JobTypes.SUPPORT_RECORD_VISIT))
        .singleElement()
        .satisfies(job -> assertThat(job).containsAllEntriesOf(HELD));
  }

  @Test
  @DisplayName("is awaited for the period of the table of deadlines, whatever the scheme")
  void isAwaitedForThirtyDays() {
    start();

    assertThat(byElementId(TASK)).isCreated();
    assertThat(work.jobsOf(JobTypes.DEADLINE_COMPUTE))
        .singleElement()
        .satisfies(
            job ->
                assertThat((Map<?, ?>) job.get("period")).extracting("duration").isEqualTo("P30D"));
  }

  @Test
  @DisplayName("may be said not to take place")
  void isSaidNotToTakePlace() {
    var visit = start();
    engine.completeUserTask(
        TASK, Map.of("visitHeld", false, "reasonNotHeld", "The firm does without."));

    assertThat(visit).isCompleted().hasCompletedElements("Event_VisitRecorded");
    assertThat(work.jobsOf(JobTypes.SUPPORT_RECORD_VISIT))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("visitHeld", false));
  }

  @Test
  @DisplayName("comes back to its manager, with the reason why it may not be recorded so")
  void comesBackWithTheProblem() {
    work.on(
        JobTypes.SUPPORT_RECORD_VISIT,
        throwing("VISIT_NOT_ALLOWED", Map.of("problem", "Only the manager can record it.")),
        throwing("VISIT_NOT_ALLOWED", Map.of()),
        returning(Map.of("visitState", "HELD")));
    var visit = start();

    engine.completeUserTask(TASK, HELD);
    assertThat(visit)
        .hasCompletedElement("Event_VisitNotAllowed", 1)
        .hasVariable("problem", "Only the manager can record it.")
        .hasVariable("advice", "Test the chamber first.")
        .hasActiveElements(TASK)
        .hasNotActivatedElements("Event_VisitRecorded");
    assertThat(openTask().getAssignee()).isEqualTo("bram");
    engine.completeUserTask(TASK, HELD);
    assertThat(visit).hasCompletedElement("Event_VisitNotAllowed", 2).hasActiveElements(TASK);
    engine.completeUserTask(TASK, HELD);

    assertThat(visit)
        .isCompleted()
        .hasTerminatedElement("Task_RecordVisit", 2)
        .hasCompletedElement("Task_RecordVisit", 1);
  }

  @Test
  @DisplayName("is reminded of at half-time, while the task stays open")
  void isRemindedOf() {
    var visit = start();
    assertThat(byElementId(TASK)).isCreated();

    engine.increaseTime(Duration.ofDays(15).plusMinutes(1));

    assertThat(visit)
        .hasCompletedElements("Event_HalfTime", "Task_RemindManager", "Event_ManagerReminded")
        .hasActiveElements(TASK)
        .hasNotActivatedElements("Task_NoteMissingVisit");
    engine.completeUserTask(TASK, HELD);
    assertThat(visit).isCompleted().hasCompletedElements("Event_VisitRecorded");
    assertThat(work.jobsOf(JobTypes.SUPPORT_REMIND_MANAGER)).hasSize(1);
  }

  @Test
  @DisplayName("that is not recorded in time is given up, and the case goes on")
  void isGivenUp() {
    var visit = start();
    assertThat(byElementId(TASK)).isCreated();

    engine.increaseTime(Duration.ofDays(30).plusMinutes(1));

    assertThat(visit)
        .isCompleted()
        .hasCompletedElements("Event_VisitDeadline", "Task_NoteMissingVisit")
        .hasCompletedElements("Event_NoVisitAwaited")
        .hasTerminatedElements(TASK)
        .hasNotActivatedElements("Task_RecordVisit", "Event_VisitRecorded");
  }

  @Test
  @DisplayName("whose deadline was moved is awaited until the new one, by the same manager")
  void isAwaitedUntilTheMovedDeadline() {
    work.on(
        JobTypes.SUPPORT_NOTE_MISSING_VISIT,
        work.visit("PLANNED", Period.ofDays(7)),
        returning(Map.of("visitState", "NOT_HELD")));
    var visit = start();
    assertThat(byElementId(TASK)).isCreated();

    engine.increaseTime(Duration.ofDays(30).plusMinutes(1));
    assertThat(visit)
        .hasCompletedElement("Task_NoteMissingVisit", 1)
        .hasTerminatedElement(TASK, 1)
        .hasActiveElements(TASK);
    assertThat(openTask().getAssignee()).isEqualTo("bram");
    assertDueAtTheDeadline(visit);
    engine.increaseTime(Duration.ofDays(7).plusMinutes(1));

    assertThat(visit)
        .isCompleted()
        .hasCompletedElement("Task_NoteMissingVisit", 2)
        .hasTerminatedElement(TASK, 2);
  }

  @Test
  @DisplayName("that was recorded before, as after an appeal, is not asked for again")
  void isNotAskedForAgain() {
    work.on(JobTypes.SUPPORT_ASSIGN_MANAGER, work.visit("HELD", Period.ofDays(30)));

    assertThat(start())
        .isCompleted()
        .hasCompletedElements("Event_NoVisitAwaited")
        .hasNotActivatedElements(TASK, "Task_NoteMissingVisit");
  }

  private void assertDueAtTheDeadline(ProcessInstanceEvent visit) {
    var due = openTask().getDueDate();
    assertThat(visit)
        .hasVariableSatisfies(
            "visitDeadline",
            String.class,
            deadline -> assertThat(due).isEqualTo(OffsetDateTime.parse(deadline)));
  }

  private UserTask openTask() {
    return await().until(this::openTasks, tasks -> tasks.size() == 1).getFirst();
  }

  private List<UserTask> openTasks() {
    return client
        .newUserTaskSearchRequest()
        .filter(it -> it.elementId(TASK).state(UserTaskState.CREATED))
        .send()
        .join()
        .items();
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("business-support-visit")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef", "V-2026-000123", "scheme", "VOUCHER", "dossierUrl", "http://x"))
        .send()
        .join();
  }
}
