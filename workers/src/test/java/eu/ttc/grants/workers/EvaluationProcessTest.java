package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path of the evaluation of one application. */
@EveryPathOf("evaluation")
@ProcessTest
@DisplayName("An evaluation")
class EvaluationProcessTest {

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  EvaluationProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is given to one expert, scored and recorded with its outcome")
  void isScoredAndRecorded() {
    var evaluation = start();
    assertThat(byElementId("Task_EvaluateApplication")).isCreated().hasAssignee("eva");
    score(4, 3.5, 3);

    assertThat(evaluation)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_AssignExpert",
            "Task_EvaluateApplication",
            "Task_DetermineOutcome",
            "Task_RecordEvaluation",
            "Event_Evaluated")
        .hasVariable("evaluationPassed", true)
        .hasVariable("evaluationTotal", 12)
        .hasNotActivatedElements("Task_RecordConflict", "Event_EvaluationNotAllowed");
    assertThat(work.jobsOf(JobTypes.EVALUATION_RECORD))
        .singleElement()
        .satisfies(
            job ->
                assertThat(job)
                    .containsEntry("evaluationId", "E-1")
                    .containsEntry("excellence", 4)
                    .containsEntry("impact", 3.5)
                    .containsEntry("excellenceComment", "Sound.")
                    .containsEntry("evaluationPassed", true));
  }

  @Test
  @DisplayName("below the threshold is recorded as not passed")
  void isRecordedBelowThreshold() {
    var evaluation = start();
    score(5, 5, 2.5);

    assertThat(evaluation).isCompleted().hasVariable("evaluationPassed", false);
  }

  @Test
  @DisplayName("goes to another expert when a conflict of interest is declared, with an empty form")
  void goesToAnotherExpertAfterConflict() {
    work.on(
        JobTypes.EVALUATION_ASSIGN_EXPERT,
        returning(Map.of("expert", "eva", "evaluationId", "E-1")),
        returning(Map.of("expert", "emil", "evaluationId", "E-2")));
    var evaluation = start();

    engine.completeUserTask(
        "Task_EvaluateApplication",
        Map.of("conflictOfInterest", true, "conflictReason", "Shares in the applicant."));

    assertThat(evaluation)
        .hasCompletedElements("Task_RecordConflict")
        .hasCompletedElement("Task_AssignExpert", 2)
        .hasNotActivatedElements("Task_DetermineOutcome", "Task_RecordEvaluation");
    assertThat(work.jobsOf(JobTypes.EVALUATION_RECORD_CONFLICT))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("evaluationId", "E-1"));

    score(4, 4, 4);

    assertThat(evaluation).isCompleted();
    assertThat(work.jobsOf(JobTypes.EVALUATION_RECORD))
        .singleElement()
        .satisfies(
            job ->
                assertThat(job)
                    .containsEntry("expert", "emil")
                    .containsEntry("evaluationId", "E-2"));
  }

  @Test
  @DisplayName("that may not be recorded is done anew by an expert who is assigned anew")
  void isDoneAnewWhenNotAllowed() {
    work.on(
        JobTypes.EVALUATION_RECORD,
        throwing("EVALUATION_NOT_ALLOWED", Map.of("problem", "Scores are half points.")),
        returning(Map.of("evaluationTotal", 12)));
    var evaluation = start();
    score(4.25, 4, 4);

    assertThat(evaluation)
        .isActive()
        .hasCompletedElements("Event_EvaluationNotAllowed")
        .hasCompletedElement("Task_AssignExpert", 2)
        .hasVariable("problem", "Scores are half points.")
        .hasNotActivatedElements("Event_Evaluated");

    score(4, 4, 4);

    assertThat(evaluation)
        .isCompleted()
        .hasTerminatedElement("Task_RecordEvaluation", 1)
        .hasCompletedElement("Task_RecordEvaluation", 1);
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
    engine.completeUserTask("Task_EvaluateApplication", form);
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("evaluation")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef", "V-2026-000123", "scheme", "VOUCHER", "dossierUrl", "http://x"))
        .send()
        .join();
  }
}
