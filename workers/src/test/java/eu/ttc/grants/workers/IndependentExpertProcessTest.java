package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.declared;
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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path of the search for an independent expert. */
@EveryPathOf("independent-expert")
@ProcessTest
@DisplayName("The search for an independent expert")
class IndependentExpertProcessTest {

  private static final String TASK = "Task_DeclareIndependence";
  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  IndependentExpertProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("asks the drawn expert for a declaration, with title and parties alone")
  void independent() {
    var search = start();
    assertThat(byElementId(TASK)).isCreated().hasAssignee("eva");
    assertThat(search).hasVariableNames("projectTitle", "parties");
    engine.completeUserTask(TASK, Map.of("independent", true));

    assertThat(search)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Call_DeclarationDeadline",
            "Task_DrawExpert",
            TASK,
            "Call_EvaluationDeadline",
            "Call_EvaluationReminder",
            "Task_RecordDeclaration",
            "Event_ExpertIndependent")
        .hasVariable("awaited", "SCORES")
        .hasVariable("projectTitle", null)
        .hasVariable("parties", null);
    assertThat(work.jobsOf(JobTypes.EVALUATION_DRAW_EXPERT))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("seat", 2).doesNotContainKey("dossierUrl"));
  }

  @Test
  @DisplayName("asks nobody again who has declared")
  void seatTaken() {
    work.on(JobTypes.EVALUATION_DRAW_EXPERT, work.drawn("eva", "SCORES"));

    assertThat(start())
        .isCompleted()
        .hasCompletedElements("Event_SeatTaken")
        .hasNotActivatedElements(TASK);
  }

  @Test
  @DisplayName("draws another expert after a conflict, with an empty form")
  void conflicted() {
    work.on(
        JobTypes.EVALUATION_DRAW_EXPERT,
        work.drawn("eva", "DECLARATION"),
        work.drawn("emil", "DECLARATION"));
    work.on(JobTypes.EVALUATION_RECORD_DECLARATION, declared(false), declared(true));
    var search = start();
    engine.completeUserTask(
        TASK, Map.of("independent", false, "independenceReason", "A cousin owns it."));

    awaitTaskOf("emil");
    engine.completeUserTask(TASK, Map.of("independent", true));

    assertThat(search).isCompleted().hasVariable("expert", "emil");
    assertThat(work.jobsOf(JobTypes.EVALUATION_RECORD_DECLARATION))
        .extracting(job -> job.get("independenceReason"))
        .containsExactly("A cousin owns it.", null);
  }

  @Test
  @DisplayName("reminds at half-time, and draws another expert when the week is over")
  void silent() {
    work.on(
        JobTypes.EVALUATION_DRAW_EXPERT,
        work.drawn("eva", "DECLARATION"),
        work.drawn("emil", "DECLARATION"));
    var search = start();
    assertThat(byElementId(TASK)).isCreated().hasAssignee("eva");
    engine.increaseTime(Duration.ofDays(3).plus(A_MOMENT));
    assertThat(search).hasCompletedElements("Event_DeclarationReminded").hasActiveElements(TASK);
    engine.increaseTime(Duration.ofDays(4).plus(A_MOMENT));

    assertThat(search).hasCompletedElement("Task_ReplaceUndeclaredExpert", 1);
    awaitTaskOf("emil");
    engine.completeUserTask(TASK, Map.of("independent", true));
    assertThat(search).isCompleted();
  }

  @Test
  @DisplayName("asks again when somebody else declared")
  void declaredBySomebodyElse() {
    work.on(
        JobTypes.EVALUATION_RECORD_DECLARATION,
        throwing("DECLARATION_NOT_ALLOWED", Map.of("problem", "Only the expert …")),
        declared(true));
    var search = start();
    engine.completeUserTask(TASK, Map.of("independent", true));

    assertThat(search)
        .hasCompletedElement("Event_DeclarationNotAllowed", 1)
        .hasVariable("problem", "Only the expert …");
    engine.completeUserTask(TASK, Map.of("independent", true));
    assertThat(search).isCompleted().hasVariable("problem", null);
  }

  /** Waits for the one open task to be of this person. */
  private void awaitTaskOf(String assignee) {
    await()
        .until(
            () ->
                client
                    .newUserTaskSearchRequest()
                    .filter(it -> it.elementId(TASK).state(UserTaskState.CREATED))
                    .send()
                    .join()
                    .items()
                    .stream()
                    .map(UserTask::getAssignee)
                    .toList(),
            List.of(assignee)::equals);
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("independent-expert")
        .latestVersion()
        .variables(
            Map.of("applicationRef", "F-2026-000045", "scheme", "INNOVATION_FUND", "seat", 2))
        .send()
        .join();
  }
}
