package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.consensus;
import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path of a consensus meeting. */
@EveryPathOf("consensus")
@ProcessTest
@DisplayName("A consensus meeting")
class ConsensusProcessTest {

  private static final String TASK = "Task_ModerateConsensus";
  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  ConsensusProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is moderated by a programme officer, whose entries are recorded")
  void isModerated() {
    var meeting = start();
    assertThat(byElementId(TASK)).isCreated().hasCandidateGroup("programme-officers");
    engine.completeUserTask(TASK, agreed());

    assertThat(meeting)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Call_ConsensusDeadline",
            "Task_OpenConsensus",
            TASK,
            "Task_RecordConsensus",
            "Event_MeetingClosed")
        .hasNotActivatedElements("Task_LapseConsensus", "Event_ConsensusNotAllowed");
    assertThat(work.jobsOf(JobTypes.EVALUATION_RECORD_CONSENSUS))
        .singleElement()
        .satisfies(job -> assertThat(job).containsAllEntriesOf(agreed()));
    assertThat(work.jobsOf(JobTypes.DEADLINE_COMPUTE))
        .singleElement()
        .satisfies(
            job ->
                assertThat((Map<?, ?>) job.get("period")).extracting("duration").isEqualTo("P2W"));
  }

  @Test
  @DisplayName("comes back as typed when the experts would still differ")
  void comesBack() {
    work.on(
        JobTypes.EVALUATION_RECORD_CONSENSUS,
        throwing("CONSENSUS_NOT_ALLOWED", Map.of("problem", "They still differ.")),
        returning(Map.of("consensusState", "NOT_AGREED")));
    var meeting = start();
    engine.completeUserTask(TASK, agreed());
    assertThat(meeting)
        .hasCompletedElement("Event_ConsensusNotAllowed", 1)
        .hasVariable("problem", "They still differ.")
        .hasVariable("consensusWords", "They met on Tuesday.");
    engine.completeUserTask(TASK, Map.of("consensusReached", false, "consensusWords", "In vain."));

    assertThat(meeting).isCompleted().hasVariable("consensusState", "NOT_AGREED");
  }

  @Test
  @DisplayName("is reminded of, awaited longer when its deadline was moved, and lapses")
  void lapses() {
    work.on(
        JobTypes.EVALUATION_LAPSE_CONSENSUS,
        in -> consensus("OPEN", work.after(Period.ofDays(5))),
        in -> consensus("NOT_AGREED", in.get("consensusDeadline")));
    var meeting = start();
    assertThat(byElementId(TASK)).isCreated();
    engine.increaseTime(Duration.ofDays(7).plus(A_MOMENT));
    assertThat(meeting).hasCompletedElements("Event_ModeratorReminded").hasActiveElements(TASK);
    engine.increaseTime(Duration.ofDays(7).plus(A_MOMENT));
    assertThat(meeting).hasCompletedElement("Task_LapseConsensus", 1).hasActiveElements(TASK);
    engine.increaseTime(Duration.ofDays(5).plus(A_MOMENT));

    assertThat(meeting)
        .isCompleted()
        .hasCompletedElement("Task_LapseConsensus", 2)
        .hasVariable("consensusState", "NOT_AGREED")
        .hasNotActivatedElements("Task_RecordConsensus");
  }

  private static Map<String, Object> agreed() {
    return Map.of(
        "consensusReached",
        true,
        "agreedChanges",
        List.of(
            Map.of(
                "changedExpert",
                3,
                "changedCriterion",
                "EXCELLENCE",
                "changedScore",
                3.5,
                "changeReason",
                "Overlooked the tests.")),
        "consensusWords",
        "They met on Tuesday.");
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("consensus")
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
