package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.reserve;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
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

@EveryPathOf("ranking")
@ProcessTest
@DisplayName("The ranking of an application")
class RankingProcessTest {

  private static final String KEY = "F-2026-000045/ranking/1";
  private static final Duration A_MOMENT = Duration.ofMinutes(1);
  private static final Duration HALF_A_YEAR = Duration.ofDays(185);

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  RankingProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("waits for the panel and ends as funded")
  void isFunded() {
    var instance = start();
    assertThat(instance)
        .hasCompletedElements("Task_EnterForRanking")
        .isWaitingForMessage("application-ranked", KEY);
    publish("application-ranked", KEY);

    assertThat(instance)
        .isCompleted()
        .hasVariable("rankingOutcome", "FUNDED")
        .hasVariable("reasonCodes", List.of())
        .hasNotActivatedElements("Call_ReserveDeadline", "Event_BelowThreshold");
  }

  @Test
  @DisplayName("ends as rejected below the threshold")
  void isBelowTheThreshold() {
    work.on(JobTypes.RANKING_READ_OUTCOME, in -> work.ranked("REJECTED", "BELOW_THRESHOLD"));
    var instance = start();
    publish("application-ranked", KEY);

    assertThat(instance)
        .isCompleted()
        .hasCompletedElements("Event_BelowThreshold")
        .hasVariable("rankingOutcome", "REJECTED")
        .hasVariable("reasonCodes", List.of("BELOW_THRESHOLD"));
  }

  @Test
  @DisplayName("waits on the reserve list for money, counted from the decision, and moves up")
  void movesUp() {
    work.on(JobTypes.RANKING_READ_OUTCOME, in -> work.ranked("RESERVE"));
    work.on(
        JobTypes.RANKING_CHECK_RESERVE,
        in -> reserve("RESERVE", in),
        in -> reserve("MOVED_UP", in));
    var instance = start();
    publish("application-ranked", KEY);
    assertThat(instance).isWaitingForMessage("application-moved-up", KEY + "/moved-up");
    publish("application-moved-up", KEY + "/moved-up");

    assertThat(instance)
        .isCompleted()
        .hasCompletedElements("Event_MovedUp", "Event_Funded")
        .hasCompletedElement("Task_CheckReserve", 2)
        .hasVariable("rankingOutcome", "FUNDED")
        .hasNotActivatedElements("Event_ReserveEnds", "Event_ListEnded");
    assertThat(work.jobsOf(JobTypes.DEADLINE_COMPUTE))
        .singleElement()
        .satisfies(
            job -> {
              assertThat(job).containsEntry("step", "RESERVE_LIST").containsKey("countFrom");
              assertThat(job.get("period")).asString().contains("P6M");
            });
  }

  @Test
  @DisplayName("ends as rejected when the list is over, and waits on when it is not yet")
  void theListEnds() {
    work.on(JobTypes.RANKING_READ_OUTCOME, in -> work.ranked("RESERVE"));
    work.on(
        JobTypes.RANKING_CHECK_RESERVE,
        in -> reserve("RESERVE", in),
        in -> reserve("RESERVE", Map.of("reserveDeadline", work.after(Period.ofDays(7)))),
        in -> reserve("EXPIRED", in));
    var instance = start();
    publish("application-ranked", KEY);
    assertThat(instance).isWaitingForMessage("application-moved-up", KEY + "/moved-up");
    engine.increaseTime(HALF_A_YEAR);
    assertThat(instance).hasCompletedElement("Task_CheckReserve", 2);
    assertThat(instance).hasActiveElements("Gateway_AwaitMoney");
    engine.increaseTime(Duration.ofDays(7).plus(A_MOMENT));

    assertThat(instance)
        .isCompleted()
        .hasCompletedElement("Event_ReserveEnds", 2)
        .hasCompletedElements("Event_ListEnded")
        .hasVariable("rankingOutcome", "REJECTED")
        .hasVariable("reasonCodes", List.of("BUDGET_EXHAUSTED"))
        .hasNotActivatedElements("Event_MovedUp");
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

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("ranking")
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
