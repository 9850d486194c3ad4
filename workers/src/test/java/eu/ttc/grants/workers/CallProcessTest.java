package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.closing;
import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryPathOf("call")
@ProcessTest
@DisplayName("A call")
class CallProcessTest {

  private static final String CALL = "C-2026-01";
  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  private static final Map<String, Object> DECIDED =
      Map.of(
          "panelMembers",
          List.of(Map.of("memberName", "max", "memberState", "NL", "memberPresent", true)),
          "panelDepartures",
          List.of(),
          "panelPlaces",
          List.of(),
          "panelFindings",
          "Compared and discussed.");

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  CallProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("closes at its moment, and is ranked by a panel that a programme manager records")
  void isRanked() {
    announce();
    assertThat(byProcessId("call")).isWaitingForMessage("call-closed", CALL + "/closure");
    assertThat(work.jobsOf(JobTypes.RANKING_CHECK_CLOSING)).isEmpty();
    engine.increaseTime(Duration.ofDays(20).plus(A_MOMENT));
    assertThat(byElementId("Task_RankApplications"))
        .isCreated()
        .hasAssignee(null)
        .hasCandidateGroup("programme-managers");
    engine.completeUserTask("Task_RankApplications", DECIDED);

    assertThat(byProcessId("call"))
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Event_ClosingMoment",
            "Task_CheckClosing",
            "Task_AwaitEvaluations",
            "Task_PrepareRanking",
            "Task_RankApplications",
            "Task_RecordRanking",
            "Event_CallRanked")
        .hasNotActivatedElements("Event_CallClosed", "Event_NothingToRank");
    assertThat(work.jobsOf(JobTypes.RANKING_RECORD_DECISION))
        .singleElement()
        .satisfies(job -> assertThat(job).containsAllEntriesOf(DECIDED));
  }

  @Test
  @DisplayName("goes on at once when it is closed early, and ends when there is nothing to rank")
  void isClosedEarly() {
    work.on(JobTypes.RANKING_PREPARE_LIST, returning(Map.of("nothingToRank", true)));
    announce();
    publish("call-closed", CALL + "/closure");

    assertThat(byProcessId("call"))
        .isCompleted()
        .hasCompletedElements("Event_CallClosed", "Event_NothingToRank")
        .hasNotActivatedElements("Event_ClosingMoment", "Task_RankApplications");
  }

  @Test
  @DisplayName("waits on when it is not closed yet, and then for the last application")
  void waitsForTheLast() {
    work.on(
        JobTypes.RANKING_CHECK_CLOSING,
        in -> closing(false, work.after(Period.ofDays(2))),
        in -> closing(true, in.get("closesAt")));
    work.on(JobTypes.RANKING_AWAIT_EVALUATIONS, returning(Map.of("allEvaluated", false)));
    announce();
    engine.increaseTime(Duration.ofDays(20).plus(A_MOMENT));
    assertThat(byProcessId("call")).hasCompletedElement("Gateway_Closed", 1);
    assertThat(byProcessId("call")).isWaitingForMessage("call-closed", CALL + "/closure");
    engine.increaseTime(Duration.ofDays(2));
    assertThat(byProcessId("call")).isWaitingForMessage("call-evaluated", CALL + "/evaluation");
    publish("call-evaluated", CALL + "/evaluation");
    engine.completeUserTask("Task_RankApplications", DECIDED);

    assertThat(byProcessId("call"))
        .isCompleted()
        .hasCompletedElement("Task_CheckClosing", 2)
        .hasCompletedElements("Event_CallEvaluated", "Event_CallRanked");
  }

  @Test
  @DisplayName("comes back to the panel with a fresh list and the reason why it may not stand")
  void comesBackToThePanel() {
    work.on(
        JobTypes.RANKING_RECORD_DECISION,
        throwing("RANKING_NOT_ALLOWED", Map.of("problem", "There is no quorum.")),
        throwing("RANKING_NOT_ALLOWED", Map.of()),
        returning(Map.of("problem", "")));
    announce();
    publish("call-closed", CALL + "/closure");

    engine.completeUserTask("Task_RankApplications", DECIDED);
    assertThat(byProcessId("call"))
        .hasCompletedElement("Event_RankingNotAllowed", 1)
        .hasCompletedElement("Task_PrepareRanking", 2)
        .hasVariable("problem", "There is no quorum.")
        .hasActiveElements("Task_RankApplications");
    engine.completeUserTask("Task_RankApplications", DECIDED);
    assertThat(byProcessId("call"))
        .hasCompletedElement("Event_RankingNotAllowed", 2)
        .hasActiveElements("Task_RankApplications");
    engine.completeUserTask("Task_RankApplications", DECIDED);

    assertThat(byProcessId("call")).isCompleted().hasCompletedElement("Task_RankApplications", 3);
  }

  private void announce() {
    client
        .newPublishMessageCommand()
        .messageName("call-announced")
        .correlationKey(CALL)
        .timeToLive(Duration.ofMinutes(5))
        .variables(Map.of("callReference", CALL, "closesAt", work.after(Period.ofDays(20))))
        .send()
        .join();
  }

  private void publish(String message, String key) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey(key)
        .timeToLive(Duration.ofMinutes(5))
        .send()
        .join();
  }
}
