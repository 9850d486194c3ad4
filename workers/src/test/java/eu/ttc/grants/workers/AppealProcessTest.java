package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path of the time in which a rejection can be objected to. */
@EveryPathOf("appeal")
@ProcessTest
@DisplayName("After a rejection")
class AppealProcessTest {

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  AppealProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("the case ends when nobody objects in six weeks")
  void endsWithoutAnAppeal() {
    var before = engine.getCurrentTime();
    var appeal = start();
    assertThat(appeal).isWaitingForMessage("appeal-lodged", "V-2026-000123/appeal/1");
    assertThat(deadlineOf(work.jobsOf(JobTypes.APPEAL_OPEN_WINDOW).getFirst()))
        .isAfterOrEqualTo(before.plus(Duration.ofDays(42)));
    engine.increaseTime(Duration.ofDays(41));
    assertThat(appeal).isActive().hasNotActivatedElements("Task_CloseAppealWindow");

    engine.increaseTime(Duration.ofDays(2));

    assertThat(appeal)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Call_AppealDeadline",
            "Task_OpenAppealWindow",
            "Event_AppealDeadline",
            "Task_CloseAppealWindow",
            "Event_NoAppeal")
        .hasVariable("appealOutcome", "NONE")
        .hasVariable("resumeAt", null)
        .hasNotActivatedElements("Call_AppealDecision");
  }

  @Test
  @DisplayName("an objection is decided on, and the outcome handed on")
  void isDecidedOn() {
    work.on(
        JobTypes.APPEAL_RECORD_DECISION,
        returning(Map.of("appealOutcome", "UPHELD", "resumeAt", "STATE_AID")));
    var appeal = start();
    lodge(appeal, 1);
    assertThat(byProcessId("appeal-decision")).hasActiveElements("Task_DecideOnAppeal");
    engine.completeUserTask("Task_DecideOnAppeal", upheld());

    assertThat(appeal)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Event_AppealLodged", "Call_AppealDecision", "Event_AppealDecided")
        .hasVariable("appealOutcome", "UPHELD")
        .hasVariable("resumeAt", "STATE_AID")
        .hasNotActivatedElements("Task_CloseAppealWindow");
    // what was typed stays in the called process
    assertThat(appeal).hasVariableNames("appealNumber", "appealOutcome");
    assertThat(byProcessId("appeal")).isCompleted();
  }

  @Test
  @DisplayName("an objection that came together with the deadline is decided on too")
  void findsAnObjectionWhenTheDeadlineFires() {
    work.on(JobTypes.APPEAL_CLOSE_WINDOW, returning(Map.of("appealState", "LODGED")));
    var appeal = start();
    assertThat(appeal).isWaitingForMessage("appeal-lodged", "V-2026-000123/appeal/1");
    engine.increaseTime(Duration.ofDays(43));

    assertThat(byProcessId("appeal-decision")).hasActiveElements("Task_DecideOnAppeal");
    engine.completeUserTask("Task_DecideOnAppeal", upheld());
    assertThat(appeal)
        .isCompleted()
        .hasCompletedElements("Task_CloseAppealWindow", "Event_AppealDecided")
        .hasVariable("appealOutcome", "DISMISSED");
  }

  @Test
  @DisplayName("the window stays open when its date was moved")
  void waitsAgainWhenTheDeadlineWasMoved() {
    work.on(
        JobTypes.APPEAL_CLOSE_WINDOW,
        in ->
            returning(
                    Map.of("appealState", "OPEN", "appealDeadline", work.after(Period.ofDays(10))))
                .apply(in),
        returning(Map.of("appealState", "EXPIRED")));
    var appeal = start();
    assertThat(appeal).isWaitingForMessage("appeal-lodged", "V-2026-000123/appeal/1");
    engine.increaseTime(Duration.ofDays(43));
    assertThat(appeal)
        .hasCompletedElement("Task_CloseAppealWindow", 1)
        .isWaitingForMessage("appeal-lodged", "V-2026-000123/appeal/1")
        .hasNotActivatedElements("Event_NoAppeal");

    engine.increaseTime(Duration.ofDays(11));

    assertThat(appeal)
        .isCompleted()
        .hasCompletedElement("Task_CloseAppealWindow", 2)
        .hasCompletedElements("Event_NoAppeal");
  }

  @Test
  @DisplayName("an objection against an earlier rejection opens nothing")
  void waitsForItsOwnNumber() {
    work.on(
        JobTypes.APPEAL_OPEN_WINDOW,
        in ->
            returning(
                    Map.of(
                        "appealNumber",
                        2,
                        "appealState",
                        "OPEN",
                        "appealDeadline",
                        in.get("appealDeadline")))
                .apply(in));
    var appeal = start();
    assertThat(appeal).isWaitingForMessage("appeal-lodged", "V-2026-000123/appeal/2");

    publish(1);
    engine.increaseTime(Duration.ofDays(1));

    assertThat(appeal)
        .isWaitingForMessage("appeal-lodged", "V-2026-000123/appeal/2")
        .hasNotActivatedElements("Call_AppealDecision");
  }

  private static Map<String, Object> upheld() {
    return Map.of(
        "appealVerdict", "UPHELD", "resumeStep", "STATE_AID", "appealReasons", "It is right.");
  }

  private static Instant deadlineOf(Map<String, Object> job) {
    return OffsetDateTime.parse(String.valueOf(job.get("appealDeadline"))).toInstant();
  }

  private void lodge(ProcessInstanceEvent appeal, int number) {
    assertThat(appeal).isWaitingForMessage("appeal-lodged", "V-2026-000123/appeal/" + number);
    publish(number);
  }

  private void publish(int number) {
    client
        .newPublishMessageCommand()
        .messageName("appeal-lodged")
        .correlationKey("V-2026-000123/appeal/" + number)
        .timeToLive(Duration.ZERO)
        .send()
        .join();
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("appeal")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef", "V-2026-000123", "scheme", "VOUCHER", "dossierUrl", "http://x"))
        .send()
        .join();
  }
}
