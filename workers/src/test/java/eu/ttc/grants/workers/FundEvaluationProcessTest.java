package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.different;
import static eu.ttc.grants.workers.MockedWork.missing;
import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.settled;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path of the evaluation by several experts, whose seats are filled already. */
@EveryPathOf("fund-evaluation")
@ProcessTest
@DisplayName("An evaluation by several experts")
class FundEvaluationProcessTest {

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  FundEvaluationProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
    work.on(JobTypes.EVALUATION_DRAW_EXPERT, work.drawn("eva", "NOTHING"));
  }

  @Test
  @DisplayName("asks for three seats at once, and holds the settled scores against the thresholds")
  void threeAgree() {
    var evaluation = start();

    assertThat(evaluation)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_OpenRound",
            "Task_CheckScores",
            "Task_DetermineOutcome",
            "Task_RecordOutcome",
            "Event_FundEvaluated")
        .hasNotActivatedElements("Call_Consensus", "Event_ScoresNotSettled");
    assertThat(work.jobsOf(JobTypes.EVALUATION_DRAW_EXPERT))
        .extracting(job -> job.get("seat"))
        .containsExactlyInAnyOrder(1, 2, 3);
    assertThat(work.jobsOf(JobTypes.EVALUATION_RECORD_OUTCOME))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("evaluationPassed", true));
  }

  @Test
  @DisplayName("below a threshold is recorded as not passed by the table")
  void belowAThreshold() {
    work.on(JobTypes.EVALUATION_CHECK_SCORES, settled(5, 5, 2.5));
    var evaluation = start();

    assertThat(evaluation).isCompleted();
    assertThat(work.jobsOf(JobTypes.EVALUATION_RECORD_OUTCOME))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("evaluationPassed", false));
  }

  @Test
  @DisplayName("seeks consensus when the experts differ, and goes on with what they agree on")
  void consensus() {
    work.on(JobTypes.EVALUATION_CHECK_SCORES, different(), settled(4, 4, 4));
    var evaluation = start();
    assertThat(evaluation).hasActiveElements("Call_Consensus");
    moderate(true);

    assertThat(evaluation).isCompleted().hasCompletedElement("Task_CheckScores", 2);
    assertThat(work.jobsOf(JobTypes.EVALUATION_DRAW_EXPERT)).hasSize(3);
  }

  @Test
  @DisplayName("asks a further expert, and that one only, when there is no consensus")
  void furtherExpert() {
    work.on(JobTypes.EVALUATION_CHECK_SCORES, different(), missing(4), settled(4, 4, 4));
    work.on(
        JobTypes.EVALUATION_RECORD_CONSENSUS, returning(Map.of("consensusState", "NOT_AGREED")));
    var evaluation = start();
    assertThat(evaluation).hasActiveElements("Call_Consensus");
    moderate(false);

    assertThat(evaluation).isCompleted().hasCompletedElement("Task_CheckScores", 3);
    assertThat(work.jobsOf(JobTypes.EVALUATION_DRAW_EXPERT))
        .extracting(job -> job.get("seat"))
        .containsExactlyInAnyOrder(1, 2, 3, 4);
  }

  @Test
  @DisplayName("fills a seat again whose scores were voided, even as the outcome is recorded")
  void voidedScores() {
    work.on(JobTypes.EVALUATION_CHECK_SCORES, settled(4, 4, 4), missing(2), settled(4, 3.5, 4));
    work.on(
        JobTypes.EVALUATION_RECORD_OUTCOME,
        throwing("SCORES_NOT_SETTLED", Map.of("problem", "A score was voided.")),
        returning(Map.of("evaluationPassed", true, "evaluationTotal", 11.5)));
    var evaluation = start();

    assertThat(evaluation)
        .isCompleted()
        .hasCompletedElement("Event_ScoresNotSettled", 1)
        .hasCompletedElement("Task_CheckScores", 3)
        .hasCompletedElement("Task_RecordOutcome", 1);
    assertThat(work.jobsOf(JobTypes.EVALUATION_DRAW_EXPERT))
        .extracting(job -> job.get("seat"))
        .containsExactlyInAnyOrder(1, 2, 3, 2);
  }

  private void moderate(boolean agreed) {
    engine.completeUserTask(
        "Task_ModerateConsensus",
        Map.of("consensusReached", agreed, "consensusWords", "They met on Tuesday."));
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("fund-evaluation")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef",
                "F-2026-000045",
                "scheme",
                "INNOVATION_FUND",
                "dossierUrl",
                "http://x"))
        .send()
        .join();
  }
}
