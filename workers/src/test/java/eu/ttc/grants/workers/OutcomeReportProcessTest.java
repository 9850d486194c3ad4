package eu.ttc.grants.workers;

import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryPathOf("outcome-report")
@ProcessTest
@DisplayName("A report of results")
class OutcomeReportProcessTest {

  private static final String KEY = "V-2026-000123/results/2";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;
  private ProcessInstanceEvent instance;

  OutcomeReportProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void asked() {
    work = new MockedWork(engine);
    instance =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("outcome-report")
            .latestVersion()
            .variables(
                Map.of("applicationRef", "V-2026-000123", "scheme", "VOUCHER", "reportNumber", 2))
            .send()
            .join();
    assertThat(instance).isWaitingForMessage("results-reported", KEY);
    assertThat(work.jobsOf(JobTypes.OUTCOME_ASK))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("reportNumber", 2));
  }

  @Test
  @DisplayName("is given by the enterprise")
  void isGiven() {
    report();

    assertThat(instance)
        .isCompleted()
        .hasCompletedElements("Event_ResultsReported", "Event_ResultsKnown")
        .hasNotActivatedElements("Task_RemindOfResults", "Task_NoteMissingResults");
  }

  @Test
  @DisplayName("is reminded of, and then given")
  void isRemindedOf() {
    engine.increaseTime(Duration.ofDays(20).plusMinutes(1));
    assertThat(instance)
        .hasCompletedElement("Task_RemindOfResults", 1)
        .isWaitingForMessage("results-reported", KEY);
    report();

    assertThat(instance).isCompleted().hasCompletedElements("Event_ResultsKnown");
  }

  @Test
  @DisplayName("that does not come holds nothing up")
  void isMissing() {
    engine.increaseTime(Duration.ofDays(29));
    assertThat(work.jobsOf(JobTypes.OUTCOME_CLOSE)).isEmpty();
    engine.increaseTime(Duration.ofDays(1).plusMinutes(1));

    assertThat(instance)
        .isCompleted()
        .hasCompletedElements("Task_NoteMissingResults", "Event_ResultsMissing")
        .hasNotActivatedElements("Event_ResultsKnown");
  }

  @Test
  @DisplayName("is awaited on when its deadline was moved")
  void isAwaitedOn() {
    work.on(
        JobTypes.OUTCOME_CLOSE,
        in ->
            MockedWork.returning(
                    Map.of("resultsState", "OPEN", "resultsDeadline", work.after(Period.ofDays(9))))
                .apply(in),
        MockedWork.returning(Map.of("resultsState", "MISSING")));

    engine.increaseTime(Duration.ofDays(30).plusMinutes(1));
    assertThat(instance)
        .hasCompletedElement("Task_NoteMissingResults", 1)
        .isWaitingForMessage("results-reported", KEY);
    engine.increaseTime(Duration.ofDays(9).plusMinutes(1));

    assertThat(instance)
        .isCompleted()
        .hasCompletedElement("Task_NoteMissingResults", 2)
        .hasCompletedElements("Event_ResultsMissing");
  }

  private void report() {
    client
        .newPublishMessageCommand()
        .messageName("results-reported")
        .correlationKey(KEY)
        .timeToLive(Duration.ZERO)
        .send()
        .join();
  }
}
