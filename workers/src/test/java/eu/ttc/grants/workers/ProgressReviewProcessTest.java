package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byKey;

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

@EveryPathOf("progress-review")
@ProcessTest
@DisplayName("A progress report")
class ProgressReviewProcessTest {

  private static final String REF = "F-2026-000045";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;
  private ProcessInstanceEvent instance;

  ProgressReviewProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void asked() {
    work = new MockedWork(engine);
    instance =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("progress-review")
            .latestVersion()
            .variables(
                Map.of(
                    "applicationRef",
                    REF,
                    "scheme",
                    "INNOVATION_FUND",
                    "dossierUrl",
                    "http://x",
                    "milestoneNumber",
                    1,
                    "milestoneAt",
                    "2027-06-01T00:00+02:00"))
            .send()
            .join();
    review().isWaitingForMessage("progress-reported", REF + "/progress/1");
  }

  @Test
  @DisplayName("comes in time and is reviewed, again when the review cannot be recorded")
  void isReviewed() {
    work.on(
        JobTypes.PROGRESS_RECORD_REVIEW,
        throwing("REVIEW_NOT_ALLOWED", Map.of("problem", "Remarks are needed.")),
        returning(Map.of()));
    publish("progress-reported", "/progress/1");
    decide("AT_RISK");
    review().hasVariable("problem", "Remarks are needed.");
    decide("AT_RISK");

    review()
        .isCompleted()
        .hasCompletedElement("Task_ReviewProgress", 2)
        .hasCompletedElements("Event_Reviewed")
        .hasNotActivatedElements("Task_RemindOfReport", "Event_NotNeeded");
  }

  @Test
  @DisplayName("is reminded of before it is due, and again and again afterwards")
  void isRemindedOf() {
    work.on(
        JobTypes.PROGRESS_REMIND,
        in ->
            returning(
                    Map.of(
                        "reportState",
                        "OPEN",
                        "reportOverdue",
                        false,
                        "reportDeadline",
                        work.after(Period.ofDays(9))))
                .apply(in),
        in -> returning(overdue("OPEN")).apply(in),
        in -> returning(overdue("OPEN")).apply(in),
        in -> returning(overdue("REPORTED")).apply(in));
    engine.increaseTime(Duration.ofDays(22));
    review().hasCompletedElement("Task_RemindOfReport", 1);
    review().isWaitingForMessage("progress-reported", REF + "/progress/1");
    engine.increaseTime(Duration.ofDays(10));
    review().hasCompletedElement("Task_RemindOfReport", 2);
    review().hasCompletedElement("Call_NextReminder", 1);
    engine.increaseTime(Duration.ofDays(22));
    review().hasCompletedElement("Task_RemindOfReport", 3);
    review().hasCompletedElement("Call_NextReminder", 2);
    engine.increaseTime(Duration.ofDays(22));
    decide("ON_TRACK");

    review()
        .isCompleted()
        .hasCompletedElement("Task_RemindOfReport", 4)
        .hasNotActivatedElements("Event_ProgressReported");
  }

  @Test
  @DisplayName("is not needed any more when the grant is settled")
  void isNotNeeded() {
    publish("grant-settled", "/settlement");

    review()
        .isCompleted()
        .hasCompletedElements("Event_GrantSettled", "Event_NotNeeded")
        .hasNotActivatedElements("Task_ReviewProgress");
  }

  private Map<String, Object> overdue(String state) {
    return Map.of(
        "reportState",
        state,
        "reportOverdue",
        true,
        "reportDeadline",
        work.after(Period.ofDays(-1)));
  }

  private ProcessInstanceAssert review() {
    return assertThat(byKey(instance.getProcessInstanceKey()));
  }

  private void decide(String verdict) {
    review().hasActiveElements("Task_ReviewProgress");
    engine.completeUserTask(
        "Task_ReviewProgress",
        Map.of("progressVerdict", verdict, "progressRemarks", "Parts come late."));
  }

  private void publish(String message, String key) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey(REF + key)
        .timeToLive(Duration.ZERO)
        .send()
        .join();
  }
}
