package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every path of a request for a change. */
@EveryPathOf("change-request")
@ProcessTest
@DisplayName("A request for a change")
class ChangeRequestProcessTest {

  private static final String KEY = "F-2026-000045/change/1";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  ChangeRequestProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("of costs has its aid computed, is assessed by an officer and decided by a manager")
  void costsAreDecidedByAManager() {
    ask();
    assertThat(byElementId("Task_AssessChange"))
        .isCreated()
        .hasCandidateGroup("programme-officers");
    assertThat(work.jobsOf(JobTypes.STATEAID_PREPARE_AID).getFirst())
        .containsEntry("aidProject", 2);
    assertThat(work.jobsOf(JobTypes.AMENDMENT_WEIGH).getFirst()).containsEntry("aidSheet", 1);
    assess();
    assertThat(byElementId("Task_DecideOnCosts"))
        .isCreated()
        .hasCandidateGroup("programme-managers");
    decide("Task_DecideOnCosts");

    change()
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_PrepareChange",
            "Call_ComputeAid",
            "Task_WeighChange",
            "Call_AskForConsent",
            "Task_AssessChange",
            "Task_RecordAssessment",
            "Task_DecideOnCosts",
            "Task_RecordDecisionOnCosts",
            "Event_RequestHandled")
        .hasNotActivatedElements("Task_DecideOnChange", "Event_RequestClosed");
    assertThat(work.jobsOf(JobTypes.AMENDMENT_RECORD_DECISION).getFirst())
        .containsEntry("changeVerdict", "GRANTED")
        .containsEntry("changesCosts", true);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"REFUSED", "LAPSED"})
  @DisplayName("of costs is refused without the consent of a partner concerned, and nobody decides")
  void costsNeedConsent(String state) {
    work.on(
        JobTypes.AMENDMENT_ASK_CONSENTS,
        in -> MockedWork.consents("OPEN", in.get("consentDeadline")));
    work.on(
        JobTypes.AMENDMENT_CHECK_CONSENTS,
        in -> MockedWork.consents(state, in.get("consentDeadline")));
    ask();
    change().hasActiveElements("Call_AskForConsent").hasNotActivatedElements("Task_AssessChange");
    assertThat(byProcessId("change-consent"))
        .isWaitingForMessage("consents-settled", KEY + "/consents");
    client
        .newPublishMessageCommand()
        .messageName("consents-settled")
        .correlationKey(KEY + "/consents")
        .timeToLive(Duration.ofDays(7))
        .send()
        .join();

    change()
        .isCompleted()
        .hasCompletedElements("Event_NotConsented", "Event_RequestHandled")
        .hasNotActivatedElements("Task_AssessChange", "Task_DecideOnCosts");
  }

  @Test
  @DisplayName("of costs comes back to whoever may not, with the reason")
  void costsComeBack() {
    work.on(
        JobTypes.AMENDMENT_RECORD_ASSESSMENT,
        throwing("ASSESSMENT_NOT_ALLOWED", Map.of("problem", "You advised the firm.")),
        returning(Map.of()));
    work.on(
        JobTypes.AMENDMENT_RECORD_DECISION,
        throwing("CHANGE_NOT_ALLOWED", Map.of("problem", "You assessed this change.")),
        returning(Map.of("changeState", "GRANTED")));
    ask();
    assess();
    change()
        .hasCompletedElement("Event_AssessmentNotAllowed", 1)
        .hasActiveElements("Task_AssessChange");
    assess();
    decide("Task_DecideOnCosts");
    change()
        .hasCompletedElement("Event_CostsNotAllowed", 1)
        .hasActiveElements("Task_DecideOnCosts");
    decide("Task_DecideOnCosts");

    change().isCompleted().hasCompletedElements("Event_RequestHandled");
  }

  @Test
  @DisplayName("of time or contents is decided by an officer, and comes back with the reason")
  void theRestIsDecidedByAnOfficer() {
    work.on(JobTypes.AMENDMENT_PREPARE, MockedWork.change("EXTENSION"));
    work.on(
        JobTypes.AMENDMENT_RECORD_DECISION,
        throwing("CHANGE_NOT_ALLOWED", Map.of("problem", "You advised the firm.")),
        returning(Map.of("changeState", "REFUSED")));
    ask();
    assertThat(byElementId("Task_DecideOnChange"))
        .isCreated()
        .hasCandidateGroup("programme-officers");
    decide("Task_DecideOnChange");
    change()
        .hasCompletedElement("Event_ChangeNotAllowed", 1)
        .hasActiveElements("Task_DecideOnChange");
    decide("Task_DecideOnChange");

    change()
        .isCompleted()
        .hasCompletedElements("Event_ChangeDecided")
        .hasNotActivatedElements("Call_ComputeAid", "Task_DecideOnCosts");
  }

  @Test
  @DisplayName("ends when it is withdrawn, or the case ends")
  void endsWhenItIsClosed() {
    ask();
    change().isWaitingForMessage("change-closed", KEY + "/closing");
    client
        .newPublishMessageCommand()
        .messageName("change-closed")
        .correlationKey(KEY + "/closing")
        .timeToLive(Duration.ofDays(7))
        .send()
        .join();

    change()
        .isCompleted()
        .hasCompletedElements("Event_ChangeClosed", "Event_RequestClosed")
        .hasTerminatedElements("SubProcess_HandleChange")
        .hasNotActivatedElements("Event_RequestHandled");
  }

  private static ProcessInstanceAssert change() {
    return assertThat(byProcessId("change-request"));
  }

  private void ask() {
    client
        .newPublishMessageCommand()
        .messageName("change-requested")
        .correlationKey(KEY)
        .timeToLive(Duration.ofDays(7))
        .variables(
            Map.of(
                "applicationRef", "F-2026-000045", "scheme", "INNOVATION_FUND", "changeNumber", 1))
        .send()
        .join();
  }

  private void assess() {
    engine.completeUserTask(
        "Task_AssessChange", Map.of("changeAssessment", "Plausible, as the letter shows."));
  }

  private void decide(String task) {
    engine.completeUserTask(
        task, Map.of("changeVerdict", "GRANTED", "changeReasons", "As discussed."));
  }
}
