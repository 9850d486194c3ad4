package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.asked;
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

/** Every path and timer of asking an applicant. */
@EveryPathOf("information-request")
@ProcessTest
@DisplayName("An information request")
class InformationRequestProcessTest {

  private static final String REF = "V-2026-000123";
  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  InformationRequestProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is asked with a deadline and answered before anybody is reminded")
  void isAnswered() {
    var request = start();
    answer(request, 1);

    assertThat(request)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Call_ReminderDate",
            "Call_AnswerDeadline",
            "Task_AskApplicant",
            "Event_InformationAnswered",
            "Event_Answered")
        .hasVariable("informationOutcome", "ANSWERED")
        .hasVariable("informationRoundsLeft", 1)
        .hasNotActivatedElements("Task_RemindApplicant", "Task_LapseRequest");
    assertThat(work.jobsOf(JobTypes.INFORMATION_ASK))
        .singleElement()
        .satisfies(
            job ->
                assertThat(job)
                    .containsEntry("informationTopic", "COMPLETENESS")
                    .containsKeys("informationReminder", "informationDeadline"));
  }

  @Test
  @DisplayName("is not asked when the rounds are exhausted")
  void isNotAskedTooOften() {
    work.on(
        JobTypes.INFORMATION_ASK,
        returning(
            Map.of(
                "informationOutcome",
                "EXHAUSTED",
                "informationNumber",
                0,
                "informationRoundsLeft",
                0)));

    assertThat(start())
        .isCompleted()
        .hasCompletedElements("Event_RoundsExhausted")
        .hasVariable("informationOutcome", "EXHAUSTED")
        .hasNotActivatedElements("Gateway_AnswerInTime");
  }

  @Test
  @DisplayName("is reminded of once at half time, and lapses at the deadline, not earlier")
  void isRemindedAndLapses() {
    var request = start();
    waits(request, 1);

    engine.increaseTime(Duration.ofDays(4));
    assertThat(work.jobsOf(JobTypes.INFORMATION_REMIND)).isEmpty();
    engine.increaseTime(Duration.ofDays(1).plus(A_MOMENT));
    assertThat(request).hasCompletedElement("Task_RemindApplicant", 1);
    waits(request, 1);
    engine.increaseTime(Duration.ofDays(4));
    assertThat(work.jobsOf(JobTypes.INFORMATION_LAPSE)).isEmpty();
    engine.increaseTime(Duration.ofDays(1));

    assertThat(request)
        .isCompleted()
        .hasCompletedElement("Event_ReminderDue", 1)
        .hasCompletedElements("Task_LapseRequest", "Event_RequestLapsed")
        .hasVariable("informationOutcome", "LAPSED")
        .hasNotActivatedElements("Event_Answered");
  }

  @Test
  @DisplayName("can be answered after the reminder")
  void isAnsweredAfterTheReminder() {
    var request = start();
    waits(request, 1);
    engine.increaseTime(Duration.ofDays(5).plus(A_MOMENT));
    assertThat(request).hasCompletedElement("Task_RemindApplicant", 1);

    answer(request, 1);

    assertThat(request).isCompleted().hasVariable("informationOutcome", "ANSWERED");
  }

  @Test
  @DisplayName("goes on when the answer came at the last moment")
  void goesOnWhenAnsweredAtTheDeadline() {
    work.on(JobTypes.INFORMATION_LAPSE, returning(Map.of("informationOutcome", "ANSWERED")));
    var request = start();
    waits(request, 1);

    engine.increaseTime(Duration.ofDays(5).plus(A_MOMENT));
    assertThat(request).hasCompletedElement("Task_RemindApplicant", 1);
    engine.increaseTime(Duration.ofDays(5));

    assertThat(request)
        .isCompleted()
        .hasCompletedElements("Task_LapseRequest", "Event_Answered")
        .hasVariable("informationOutcome", "ANSWERED")
        .hasNotActivatedElements("Event_InformationAnswered", "Event_RequestLapsed");
  }

  @Test
  @DisplayName("waits on when the deadline was moved, and can still be answered")
  void waitsOnWhenTheDeadlineWasMoved() {
    work.on(
        JobTypes.INFORMATION_LAPSE,
        in ->
            returning(
                    Map.of(
                        "informationOutcome",
                        "OPEN",
                        "informationDeadline",
                        work.after(Period.ofDays(7))))
                .apply(in));
    work.on(JobTypes.INFORMATION_ASK, asked(2, 0));
    var request = start();
    waits(request, 2);
    engine.increaseTime(Duration.ofDays(5).plus(A_MOMENT));
    assertThat(request).hasCompletedElement("Task_RemindApplicant", 1);
    engine.increaseTime(Duration.ofDays(5));
    assertThat(request).hasCompletedElement("Task_LapseRequest", 1);

    answer(request, 2);

    assertThat(request)
        .isCompleted()
        .hasVariable("informationOutcome", "ANSWERED")
        .hasNotActivatedElements("Event_RequestLapsed");
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("information-request")
        .latestVersion()
        .variables(
            Map.of("applicationRef", REF, "scheme", "VOUCHER", "informationTopic", "COMPLETENESS"))
        .send()
        .join();
  }

  private ProcessInstanceAssert waits(ProcessInstanceEvent request, int number) {
    return assertThat(request)
        .isWaitingForMessage("information-answered", REF + "/information/" + number);
  }

  private void answer(ProcessInstanceEvent request, int number) {
    waits(request, number);
    client
        .newPublishMessageCommand()
        .messageName("information-answered")
        .correlationKey(REF + "/information/" + number)
        .timeToLive(Duration.ZERO)
        .send()
        .join();
  }
}
