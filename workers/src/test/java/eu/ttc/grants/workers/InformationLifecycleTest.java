package eu.ttc.grants.workers;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.LegalForm;
import eu.ttc.grants.information.AnswerInformation;
import eu.ttc.grants.information.Answering.Answered;
import eu.ttc.grants.information.Information;
import eu.ttc.grants.information.Supplement;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.TestClock;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.enums.UserTaskState;
import io.camunda.client.api.search.response.UserTask;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An officer's question with everything real, every job delivered twice. */
@LifecycleTest
@DisplayName("An officer's question with everything real")
class InformationLifecycleTest {

  private static final String APPLICANT = "anna";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private final ApplicationDesk desk;
  private final Applications applications;
  private final Information information;
  private final TestClock clock;

  InformationLifecycleTest(
      CamundaClient client,
      CamundaProcessTestContext engine,
      ApplicationDesk desk,
      Applications applications,
      Information information,
      TestClock clock) {
    this.client = client;
    this.engine = engine;
    this.desk = desk;
    this.applications = applications;
    this.information = information;
    this.clock = clock;
  }

  @Test
  @DisplayName("is answered with a corrected dossier, whose facts the officer then decides on")
  void isAnsweredAndDecided() {
    var told = anApplication().by(APPLICANT).asSoleTrader().withWorkStarted();
    var ref = desk.submit(told);
    ask();
    awaitQuestion(ref);
    assertThat(status(ref)).isEqualTo(ApplicationStatus.INFO_REQUESTED);

    var corrected = anApplication().by(APPLICANT).asSoleTrader().dossier().declarations();
    var answered =
        information.answer(
            new AnswerInformation(
                ref,
                1,
                APPLICANT,
                "That was a quote only; the declaration was a mistake.",
                new Supplement(null, null, null, null, null, corrected, null, null, null),
                List.of()));
    assertThat(answered).isInstanceOf(Answered.class);

    assertThat(byProcessId("screening"))
        .hasCompletedElements("Call_InformationRequest", "Task_GatherFacts", "Task_FindReasons")
        .hasActiveElements("Task_ScreenApplication")
        .hasVariable("informationAnswered", true)
        .hasVariable("reasonCodes", List.of());
    complete(Map.of("screeningVerdict", "ELIGIBLE", "screeningFindings", "Only a quote."));

    assertThat(byProcessId("voucher-screening"))
        .isCompleted()
        .hasCompletedElements("Task_RecordEligibility", "Event_Admitted");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.ELIGIBLE);
    assertThat(applications.get(ref).dossier().enterprise().legalForm())
        .isEqualTo(LegalForm.SOLE_TRADER);
    assertThat(applications.versions(ref)).hasSize(2);
    assertThat(desk.events(ref))
        .containsSubsequence(
            "COMPLETE", "INFORMATION_REQUESTED", "INFORMATION_ANSWERED", "SCREENED", "ELIGIBLE");
  }

  @Test
  @DisplayName("that is not answered reminds once and ends as incomplete")
  void isNotAnswered() {
    var ref = desk.submit(anApplication().by(APPLICANT).asSoleTrader().withWorkStarted());
    ask();
    awaitQuestion(ref);

    pass(Duration.ofDays(9));
    await().until(() -> desk.events(ref).contains("INFORMATION_REMINDED"));
    assertThat(byProcessId("information-request"))
        .isWaitingForMessage("information-answered", ref + "/information/1");
    pass(Duration.ofDays(12));

    assertThat(byProcessId("voucher"))
        .hasCompletedElements("Task_Reject")
        .hasActiveElements("Call_Appeal");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.REJECTED);
    assertThat(desk.events(ref))
        .containsOnlyOnce("INFORMATION_REMINDED", "INFORMATION_LAPSED", "REJECTED");
    assertThat(applications.history(ref))
        .filteredOn(entry -> entry.event().equals("REJECTED"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.reason()).isEqualTo("INCOMPLETE"));
  }

  private void ask() {
    complete(
        Map.of(
            "screeningVerdict", "ASK", "screeningQuestion", "Was anything ordered before today?"));
  }

  private void awaitQuestion(ApplicationRef ref) {
    assertThat(byProcessId("information-request"))
        .isWaitingForMessage("information-answered", ref + "/information/1");
  }

  private void complete(Map<String, Object> form) {
    var open = await().until(this::openTasks, tasks -> !tasks.isEmpty()).getFirst();
    client.newAssignUserTaskCommand(open.getUserTaskKey()).assignee("olga").send().join();
    client.newCompleteUserTaskCommand(open.getUserTaskKey()).variables(form).send().join();
  }

  private List<UserTask> openTasks() {
    return client
        .newUserTaskSearchRequest()
        .filter(it -> it.elementId("Task_ScreenApplication").state(UserTaskState.CREATED))
        .send()
        .join()
        .items();
  }

  /** Time passes for the application first: a timer of the engine asks it at once. */
  private void pass(Duration time) {
    clock.advance(time);
    engine.increaseTime(time);
  }

  private ApplicationStatus status(ApplicationRef ref) {
    return applications.get(ref).status();
  }
}
