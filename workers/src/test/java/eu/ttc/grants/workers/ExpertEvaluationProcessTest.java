package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.client.api.search.enums.UserTaskState;
import io.camunda.client.api.search.response.UserTask;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path of the evaluation by one expert of several. */
@EveryPathOf("expert-evaluation")
@ProcessTest
@DisplayName("An evaluation by one expert of several")
class ExpertEvaluationProcessTest {

  private static final String TASK = "Task_EvaluateApplication";
  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  ExpertEvaluationProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
    work.on(JobTypes.EVALUATION_DRAW_EXPERT, work.drawn("eva", "SCORES"));
  }

  @Test
  @DisplayName("begins with the declaration of independence, and has six weeks from there")
  void isDeclaredAndScored() {
    work.on(JobTypes.EVALUATION_DRAW_EXPERT, work.drawn("eva", "DECLARATION"));
    var evaluation = start();
    assertThat(byElementId("Task_DeclareIndependence")).isCreated().hasAssignee("eva");
    assertThat(evaluation).hasNotActivatedElements(TASK);
    engine.completeUserTask("Task_DeclareIndependence", Map.of("independent", true));

    assertThat(byElementId(TASK)).isCreated().hasAssignee("eva");
    score(4, 3.5, 3);

    assertThat(evaluation)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Call_FindExpert",
            TASK,
            "Task_DetermineOutcome",
            "Task_RecordEvaluation",
            "Event_ExpertEvaluated")
        .hasNotActivatedElements("Task_RecordConflict", "Task_ReplaceSilentExpert");
    assertThat(work.jobsOf(JobTypes.EVALUATION_RECORD))
        .singleElement()
        .satisfies(
            job ->
                assertThat(job)
                    .containsEntry("evaluationId", "E-eva")
                    .containsEntry("impact", 3.5)
                    .containsEntry("evaluationPassed", true));
    assertThat(work.jobsOf(JobTypes.DEADLINE_COMPUTE))
        .extracting(job -> String.valueOf(((Map<?, ?>) job.get("period")).get("duration")))
        .containsExactly("P7D", "P6W", "P5W");
  }

  @Test
  @DisplayName("leaves a seat alone whose scores are known")
  void scoresAreKnown() {
    work.on(JobTypes.EVALUATION_DRAW_EXPERT, work.drawn("eva", "NOTHING"));

    assertThat(start())
        .isCompleted()
        .hasCompletedElements("Event_ScoresKnown")
        .hasNotActivatedElements(TASK);
  }

  @Test
  @DisplayName("goes to another expert, with an empty form, when the dossier shows a conflict")
  void conflictInTheDossier() {
    work.on(
        JobTypes.EVALUATION_DRAW_EXPERT, work.drawn("eva", "SCORES"), work.drawn("emil", "SCORES"));
    var evaluation = start();
    engine.completeUserTask(
        TASK, Map.of("conflictOfInterest", true, "conflictReason", "A cousin is named."));

    assertThat(evaluation).hasCompletedElements("Task_RecordConflict");
    awaitTaskOf("emil");
    score(4, 4, 4);

    assertThat(evaluation).isCompleted();
    assertThat(work.jobsOf(JobTypes.EVALUATION_RECORD_CONFLICT))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("evaluationId", "E-eva"));
    assertThat(work.jobsOf(JobTypes.EVALUATION_RECORD))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("evaluationId", "E-emil"));
  }

  @Test
  @DisplayName("reminds a silent expert, and gives the seat to another one at the deadline")
  void silentExpert() {
    work.on(
        JobTypes.EVALUATION_DRAW_EXPERT, work.drawn("eva", "SCORES"), work.drawn("emil", "SCORES"));
    var evaluation = start();
    assertThat(byElementId(TASK)).isCreated().hasAssignee("eva");

    engine.increaseTime(Duration.ofDays(3).plus(A_MOMENT));
    assertThat(evaluation).hasCompletedElements("Event_ExpertReminded").hasActiveElements(TASK);
    engine.increaseTime(Duration.ofDays(4).plus(A_MOMENT));
    assertThat(evaluation).hasCompletedElement("Task_ReplaceSilentExpert", 1);
    awaitTaskOf("emil");
    score(4, 4, 4);

    assertThat(evaluation).isCompleted();
    assertThat(work.jobsOf(JobTypes.EVALUATION_REPLACE_SILENT_EXPERT))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("evaluationId", "E-eva"));
  }

  @Test
  @DisplayName("comes back as it was typed when it may not be recorded, and empty to somebody else")
  void comesBack() {
    work.on(
        JobTypes.EVALUATION_DRAW_EXPERT,
        work.drawn("eva", "SCORES"),
        work.drawn("eva", "SCORES"),
        work.drawn("emil", "SCORES"));
    work.on(
        JobTypes.EVALUATION_RECORD,
        throwing("EVALUATION_NOT_ALLOWED", Map.of("problem", "Scores are half points.")),
        throwing("EVALUATION_NOT_ALLOWED", Map.of("problem", "A conflict has become known.")),
        returning(Map.of("evaluationTotal", 12)));
    var evaluation = start();
    score(4.25, 4, 4);
    assertThat(evaluation).hasCompletedElement("Event_EvaluationNotAllowed", 1);
    awaitTaskOf("eva");
    engine.completeUserTask(TASK, Map.of("excellence", 4));
    assertThat(evaluation).hasCompletedElement("Event_EvaluationNotAllowed", 2);
    awaitTaskOf("emil");
    engine.completeUserTask(
        TASK,
        Map.of("conflictOfInterest", false, "excellence", 3, "impact", 3, "implementation", 4));

    assertThat(evaluation).isCompleted().hasCompletedElements("Event_ExpertEvaluated");
    assertThat(work.jobsOf(JobTypes.EVALUATION_RECORD))
        .extracting(job -> job.get("excellence"), job -> job.get("excellenceComment"))
        .containsExactly(tuple(4.25, "Sound."), tuple(4, "Sound."), tuple(3, null));
  }

  private void score(Number excellence, Number impact, Number implementation) {
    var form = new HashMap<String, Object>();
    form.put("conflictOfInterest", false);
    form.put("excellence", excellence);
    form.put("impact", impact);
    form.put("implementation", implementation);
    form.put("excellenceComment", "Sound.");
    form.put("impactComment", "Wide.");
    form.put("implementationComment", "Planned.");
    engine.completeUserTask(TASK, form);
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
        .bpmnProcessId("expert-evaluation")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef",
                "F-2026-000045",
                "scheme",
                "INNOVATION_FUND",
                "dossierUrl",
                "http://x",
                "seat",
                2))
        .send()
        .join();
  }
}
