package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.asked;
import static eu.ttc.grants.workers.MockedWork.consortium;
import static eu.ttc.grants.workers.MockedWork.facts;
import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path of the screening of an unclear application. */
@EveryPathOf("screening")
@ProcessTest
@DisplayName("The screening of an unclear application")
class ScreeningProcessTest {

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  ScreeningProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is done by a programme officer and recorded")
  void isRecorded() {
    var instance = start();
    assertThat(byElementId("Task_ScreenApplication"))
        .isCreated()
        .hasAssignee(null)
        .hasCandidateGroup("programme-officers");
    engine.completeUserTask(
        "Task_ScreenApplication",
        Map.of("screeningVerdict", "ELIGIBLE", "screeningFindings", "Seen the accounts."));

    assertThat(instance)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_ScreenApplication", "Task_RecordScreening", "Event_ScreeningRecorded")
        .hasVariable("eligible", true)
        .hasNotActivatedElements("Event_ScreeningNotAllowed");
    assertThat(work.jobsOf(JobTypes.SCREENING_RECORD_SCREENING))
        .singleElement()
        .satisfies(
            job ->
                assertThat(job)
                    .containsAllEntriesOf(
                        Map.of(
                            "screeningVerdict",
                            "ELIGIBLE",
                            "screeningFindings",
                            "Seen the accounts.")));
  }

  @Test
  @DisplayName("may find the application not eligible")
  void isRefused() {
    work.on(
        JobTypes.SCREENING_RECORD_SCREENING,
        returning(Map.of("eligible", false, "reasonCodes", List.of("NOT_FIRST_RD"))));
    var instance = start();
    engine.completeUserTask(
        "Task_ScreenApplication",
        Map.of(
            "screeningVerdict",
            "NOT_ELIGIBLE",
            "screeningReasonCode",
            "NOT_FIRST_RD",
            "screeningFindings",
            "Second study."));

    assertThat(instance)
        .isCompleted()
        .hasVariable("eligible", false)
        .hasVariable("reasonCodes", List.of("NOT_FIRST_RD"));
  }

  @Test
  @DisplayName("comes back to the task, with the reason why it may not stand")
  void comesBackWithTheProblem() {
    work.on(
        JobTypes.SCREENING_RECORD_SCREENING,
        throwing("SCREENING_NOT_ALLOWED", Map.of("problem", "You were involved before.")),
        throwing("SCREENING_NOT_ALLOWED", Map.of()),
        returning(Map.of("eligible", true, "reasonCodes", List.of())));
    var instance = start();

    engine.completeUserTask(
        "Task_ScreenApplication",
        Map.of("screeningVerdict", "ELIGIBLE", "screeningFindings", "Seen the accounts."));
    assertThat(instance)
        .hasCompletedElement("Event_ScreeningNotAllowed", 1)
        .hasVariable("problem", "You were involved before.")
        .hasActiveElements("Task_ScreenApplication")
        .hasNotActivatedElements("Event_ScreeningRecorded");
    engine.completeUserTask(
        "Task_ScreenApplication",
        Map.of("screeningVerdict", "ELIGIBLE", "screeningFindings", "Seen the accounts."));
    assertThat(instance)
        .hasCompletedElement("Event_ScreeningNotAllowed", 2)
        .hasActiveElements("Task_ScreenApplication");
    engine.completeUserTask(
        "Task_ScreenApplication",
        Map.of("screeningVerdict", "ELIGIBLE", "screeningFindings", "Seen the accounts."));

    assertThat(instance)
        .isCompleted()
        .hasCompletedElement("Task_ScreenApplication", 3)
        .hasTerminatedElement("Task_RecordScreening", 2)
        .hasCompletedElement("Task_RecordScreening", 1);
  }

  @Test
  @DisplayName(
      "comes back with the applicant's answer, an empty form and the reasons that hold now")
  void comesBackWithTheAnswer() {
    work.on(
        JobTypes.SCREENING_RECORD_SCREENING,
        throwing("SCREENING_NOT_ALLOWED", Map.of("problem", "The question is too short.")),
        asking(),
        returning(Map.of("eligible", true, "reasonCodes", List.of(), "askApplicant", false)));
    work.on(
        JobTypes.SCREENING_GATHER_FACTS,
        facts(Map.of("naturalPerson", true, "firstResearch", false)));
    work.on(JobTypes.INFORMATION_ASK, asked(1, 0));
    var instance = start();
    ask();
    assertThat(instance).hasVariable("problem", "The question is too short.");
    ask();
    answer();

    assertThat(instance)
        .hasCompletedElementsInOrder(
            "Call_InformationRequest", "Task_GatherFacts", "Task_FindReasons")
        .hasActiveElements("Task_ScreenApplication")
        .hasVariable("informationAnswered", true)
        .hasVariable("informationRoundsLeft", 0)
        .hasVariable("reasonCodes", List.of("NOT_FIRST_RD"))
        .hasVariable("naturalPerson", true)
        .hasVariable("inDifficulty", false)
        .hasVariable("problem", null)
        .hasVariable("screeningVerdict", null)
        .hasVariable("screeningQuestion", null)
        .hasNotActivatedElements("Event_ScreeningRecorded");
    engine.completeUserTask(
        "Task_ScreenApplication",
        Map.of("screeningVerdict", "ELIGIBLE", "screeningFindings", "The invoice shows it."));

    assertThat(instance)
        .isCompleted()
        .hasVariable("eligible", true)
        .hasCompletedElements("Event_ScreeningRecorded");
    assertThat(work.jobsOf(JobTypes.INFORMATION_ASK))
        .singleElement()
        .satisfies(
            job ->
                assertThat(job)
                    .containsEntry("informationTopic", "SCREENING")
                    .doesNotContainKey("screeningQuestion"));
  }

  @Test
  @DisplayName("of a fund application comes back with the reasons that hold for all partners now")
  void comesBackWithTheReasonsOfTheFund() {
    work.on(JobTypes.SCREENING_RECORD_SCREENING, asking());
    work.on(
        JobTypes.SCREENING_GATHER_CONSORTIUM,
        consortium(Map.of("naturalPerson", true), Map.of("undertaking", 1)));
    var instance = start("INNOVATION_FUND");
    ask();
    answer();

    assertThat(instance)
        .hasCompletedElementsInOrder(
            "Task_GatherFacts", "Task_GatherConsortium", "Task_FindFundReasons")
        .hasActiveElements("Task_ScreenApplication")
        .hasVariable("reasonCodes", List.of("NOT_INDEPENDENT"))
        .hasVariable("naturalPerson", true)
        .hasVariable("inDifficulty", false)
        .hasNotActivatedElements("Task_FindReasons");
  }

  @Test
  @DisplayName("ends as not eligible when the applicant does not answer in time")
  void endsWhenNotAnswered() {
    work.on(JobTypes.SCREENING_RECORD_SCREENING, asking());
    var instance = start();
    ask();
    waitForAnswer();

    engine.increaseTime(Duration.ofDays(5).plusMinutes(1));
    assertThat(byProcessId("information-request")).hasCompletedElement("Task_RemindApplicant", 1);
    engine.increaseTime(Duration.ofDays(5));

    assertThat(instance)
        .isCompleted()
        .hasCompletedElements("Event_NotAnswered")
        .hasVariable("eligible", false)
        .hasVariable("reasonCodes", List.of("INCOMPLETE"))
        .hasNotActivatedElements("Task_GatherFacts", "Event_ScreeningRecorded");
  }

  @Test
  @DisplayName("comes back to the task when no round is left")
  void comesBackWhenNoRoundIsLeft() {
    work.on(JobTypes.SCREENING_RECORD_SCREENING, asking());
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
    var instance = start();
    ask();

    assertThat(instance)
        .hasCompletedElement("Task_FindReasons", 1)
        .hasActiveElements("Task_ScreenApplication")
        .hasVariable("informationAnswered", false)
        .hasVariable("informationRoundsLeft", 0)
        .hasVariable(
            "problem",
            "The applicant was asked as often as the rules allow. Decide on what is in the"
                + " dossier.");
  }

  private static MockedWork.Answer asking() {
    return returning(Map.of("eligible", false, "reasonCodes", List.of(), "askApplicant", true));
  }

  private void ask() {
    engine.completeUserTask(
        "Task_ScreenApplication",
        Map.of("screeningVerdict", "ASK", "screeningQuestion", "Who did the measurements?"));
  }

  private void waitForAnswer() {
    assertThat(byProcessId("information-request"))
        .isWaitingForMessage("information-answered", "V-2026-000123/information/1");
  }

  private void answer() {
    waitForAnswer();
    client
        .newPublishMessageCommand()
        .messageName("information-answered")
        .correlationKey("V-2026-000123/information/1")
        .timeToLive(Duration.ZERO)
        .send()
        .join();
  }

  private ProcessInstanceEvent start() {
    return start("VOUCHER");
  }

  private ProcessInstanceEvent start(String scheme) {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("screening")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef",
                "V-2026-000123",
                "scheme",
                scheme,
                "dossierUrl",
                "http://x",
                "reasonCodes",
                List.of(),
                "naturalPerson",
                false,
                "inDifficulty",
                true))
        .send()
        .join();
  }
}
