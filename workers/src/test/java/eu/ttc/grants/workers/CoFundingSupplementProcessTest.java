package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryPathOf("co-funding-supplement")
@ProcessTest
@DisplayName("A request for evidence of co-funding")
class CoFundingSupplementProcessTest {

  private static final String REF = "F-2026-000045";
  private static final String KEY = REF + "/co-funding/2";
  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;
  private ProcessInstanceEvent instance;

  CoFundingSupplementProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void asked() {
    work = new MockedWork(engine);
    work.on(JobTypes.COFUNDING_ASK, returning(Map.of("coFundingRequestNumber", 2)));
    instance =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("co-funding-supplement")
            .latestVersion()
            .variables(
                Map.of(
                    "applicationRef", REF, "scheme", "INNOVATION_FUND", "dossierUrl", "http://x"))
            .send()
            .join();
    request().isWaitingForMessage("co-funding-supplemented", KEY);
  }

  @Test
  @DisplayName("ends when the applicant hands in, and nobody is reminded")
  void isAnswered() {
    handIn();

    request()
        .isCompleted()
        .hasCompletedElements("Event_CoFundingSupplemented", "Event_EvidenceReceived")
        .hasVariable("coFundingRequestState", "ANSWERED")
        .hasNotActivatedElements("Task_RemindOfEvidence", "Task_LapseRequest");
  }

  @Test
  @DisplayName("is reminded of once at half time, and lapses after twenty working days")
  void isRemindedAndLapses() {
    engine.increaseTime(Duration.ofDays(9));
    assertThat(work.jobsOf(JobTypes.NOTIFICATION_REMIND)).isEmpty();
    engine.increaseTime(Duration.ofDays(1).plus(A_MOMENT));
    request().hasCompletedElement("Task_RemindOfEvidence", 1);
    engine.increaseTime(Duration.ofDays(9));
    assertThat(work.jobsOf(JobTypes.COFUNDING_LAPSE_REQUEST)).isEmpty();
    engine.increaseTime(Duration.ofDays(1));

    request()
        .isCompleted()
        .hasCompletedElements("Task_LapseRequest", "Event_RequestLapsed")
        .hasVariable("coFundingRequestState", "LAPSED")
        .hasNotActivatedElements("Event_EvidenceReceived");
    assertThat(work.jobsOf(JobTypes.NOTIFICATION_REMIND))
        .singleElement()
        .satisfies(
            job ->
                assertThat(job)
                    .containsEntry("reminderKind", "CO_FUNDING_DUE")
                    .containsEntry("number", 2));
  }

  @Test
  @DisplayName("goes on when evidence came at the last moment")
  void goesOnWhenAnsweredAtTheDeadline() {
    work.on(
        JobTypes.COFUNDING_LAPSE_REQUEST, returning(Map.of("coFundingRequestState", "ANSWERED")));
    engine.increaseTime(Duration.ofDays(10).plus(A_MOMENT));
    request().hasCompletedElement("Task_RemindOfEvidence", 1);
    engine.increaseTime(Duration.ofDays(10));

    request()
        .isCompleted()
        .hasCompletedElements("Task_LapseRequest", "Event_EvidenceReceived")
        .hasNotActivatedElements("Event_CoFundingSupplemented", "Event_RequestLapsed");
  }

  @Test
  @DisplayName("waits on when the deadline was moved, and can still be answered")
  void waitsOnWhenTheDeadlineWasMoved() {
    work.on(
        JobTypes.COFUNDING_LAPSE_REQUEST,
        in ->
            returning(
                    Map.of(
                        "coFundingRequestState",
                        "OPEN",
                        "coFundingDeadline",
                        work.after(Period.ofDays(7))))
                .apply(in));
    engine.increaseTime(Duration.ofDays(10).plus(A_MOMENT));
    request().hasCompletedElement("Task_RemindOfEvidence", 1);
    engine.increaseTime(Duration.ofDays(10));
    request().hasCompletedElement("Task_LapseRequest", 1);
    request().isWaitingForMessage("co-funding-supplemented", KEY);
    handIn();

    request().isCompleted().hasVariable("coFundingRequestState", "ANSWERED");
  }

  private void handIn() {
    client
        .newPublishMessageCommand()
        .messageName("co-funding-supplemented")
        .correlationKey(KEY)
        .timeToLive(Duration.ZERO)
        .send()
        .join();
  }

  private ProcessInstanceAssert request() {
    return assertThat(instance);
  }
}
