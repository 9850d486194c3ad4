package eu.ttc.grants.workers;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import eu.ttc.grants.agreement.Acceptance.Accepted;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.application.OnHold;
import eu.ttc.grants.hold.Holds;
import eu.ttc.grants.hold.PutOnHold;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.TestClock;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.enums.JobState;
import io.camunda.client.api.search.enums.UserTaskState;
import io.camunda.client.api.search.response.UserTask;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Cases on hold with everything real, every job delivered twice. */
@LifecycleTest
@DisplayName("A case on hold with everything real")
class HoldLifecycleTest {

  /** A week and the longest row of days off, and not yet the two weeks of the deadline. */
  private static final Duration AFTER_REMINDER = Duration.ofDays(12);

  private static final String APPLICANT = "anna";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private final ApplicationDesk desk;
  private final Applications applications;
  private final Agreements agreements;
  private final Holds holds;
  private final TestClock clock;

  HoldLifecycleTest(
      CamundaClient client,
      CamundaProcessTestContext engine,
      ApplicationDesk desk,
      Applications applications,
      Agreements agreements,
      Holds holds,
      TestClock clock) {
    this.client = client;
    this.engine = engine;
    this.desk = desk;
    this.applications = applications;
    this.agreements = agreements;
    this.holds = holds;
    this.clock = clock;
  }

  @Test
  @DisplayName("can be accepted after the deadline that passed meanwhile")
  void isHeldThroughItsAcceptanceDeadline() {
    var ref = desk.submit(anApplication().by(APPLICANT));
    evaluate();
    complete("Task_DecideOnAward", "max", award());
    awaitAgreement(ref);
    pass(AFTER_REMINDER);
    await().until(() -> desk.events(ref).contains("REMINDED"));
    awaitAgreement(ref);
    var due = acceptBy(ref);
    var hold = hold(ref, 30);

    pass(Duration.between(clock.instant(), due).plusMinutes(2));
    assertThat(byProcessId("agreement"))
        .hasCompletedElement("Task_LapseAgreement", 1)
        .hasNotActivatedElements("Event_AgreementLapsed");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.APPROVED);
    assertThatThrownBy(() -> agreements.accept(ref, APPLICANT, "I agree."))
        .isInstanceOf(OnHold.class);

    pass(Duration.between(clock.instant(), hold).plusMinutes(10));
    await().until(() -> reminders(ref) == 2);
    awaitAgreement(ref);
    assertThat(applications.history(ref))
        .filteredOn(entry -> entry.event().equals("REMINDED"))
        .extracting(HistoryEntry::reason)
        .containsExactly(
            "ACCEPTANCE_DUE " + Applications.inProgramme(due),
            "ACCEPTANCE_DUE " + Applications.inProgramme(acceptBy(ref)));
    assertThat(agreements.accept(ref, APPLICANT, "I agree.")).isInstanceOf(Accepted.class);
    assertThat(byProcessId("agreement")).isCompleted();
    assertThat(byProcessId("voucher-execution"))
        .isWaitingForMessage("claim-submitted", ref + "/claim/1");
  }

  @Test
  @DisplayName("lapses when the time that was left is over, and not before")
  void lapsesAfterwards() {
    var ref = desk.submit(anApplication().by(APPLICANT));
    evaluate();
    complete("Task_DecideOnAward", "max", award());
    awaitAgreement(ref);
    hold(ref, 30);
    pass(Duration.between(clock.instant(), acceptBy(ref)).minusDays(1));
    assertThat(status(ref)).isEqualTo(ApplicationStatus.APPROVED);
    pass(Duration.ofDays(2));

    assertThat(byProcessId("voucher")).isCompleted().hasCompletedElements("Event_AgreementLapsed");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.LAPSED);
  }

  @Test
  @DisplayName("gives a task back that is completed meanwhile, and says until when")
  void givesTasksBack() {
    var ref = desk.submit(anApplication().by(APPLICANT));
    evaluate();
    await().until(() -> openTasks("Task_DecideOnAward"), tasks -> !tasks.isEmpty());
    var lastDay = hold(ref, 3);

    complete("Task_DecideOnAward", "max", award());

    assertThat(byProcessId("award-decision"))
        .hasCompletedElements("Event_DecisionNotAllowed")
        .hasActiveElements("Task_DecideOnAward")
        .hasVariableSatisfies(
            "problem", String.class, problem -> assertThat(problem).contains("is on hold until"));
    assertThat(status(ref)).isEqualTo(ApplicationStatus.EVALUATED);
    pass(Duration.between(clock.instant(), lastDay).plusMinutes(10));
    complete("Task_DecideOnAward", "max", award());
    awaitAgreement(ref);
  }

  @Test
  @DisplayName("keeps what an expert scored meanwhile, and records it afterwards")
  void scoresWait() {
    var ref = desk.submit(anApplication().by(APPLICANT));
    visit();
    await().until(() -> openTasks("Task_EvaluateApplication"), tasks -> !tasks.isEmpty());
    hold(ref, 3);

    complete("Task_EvaluateApplication", null, scores());
    assertThat(byProcessId("evaluation")).hasActiveElements("Task_RecordEvaluation");
    await().until(() -> refused(JobTypes.EVALUATION_RECORD));
    assertThat(status(ref)).isEqualTo(ApplicationStatus.ELIGIBLE);
    holds.end(ref, "Cleared up.", "olga");
    pass(JobsOnHold.ASK_AGAIN.plusMinutes(1));

    assertThat(byProcessId("evaluation")).isCompleted();
    await().until(() -> status(ref) == ApplicationStatus.EVALUATED);
  }

  private Instant hold(ApplicationRef ref, int days) {
    var lastDay = LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE).plusDays(days);
    return holds.place(new PutOnHold(ref, "The owner changes.", lastDay, "olga")).endsAt();
  }

  private Instant acceptBy(ApplicationRef ref) {
    return agreements.of(ref).orElseThrow().acceptBy();
  }

  private void visit() {
    var today = LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE);
    complete(
        "Task_RecordCompanyVisit",
        null,
        Map.of("visitHeld", true, "visitedOn", today.toString(), "advice", "Test it first."));
  }

  private void evaluate() {
    visit();
    complete("Task_EvaluateApplication", null, scores());
  }

  private static Map<String, Object> scores() {
    return Map.of(
        "conflictOfInterest",
        false,
        "excellence",
        4,
        "impact",
        3.5,
        "implementation",
        4,
        "excellenceComment",
        "Sound.",
        "impactComment",
        "Wide.",
        "implementationComment",
        "Planned.");
  }

  private static Map<String, Object> award() {
    return Map.of("decision", "AWARD", "decisionReasons", "As evaluated.");
  }

  private void awaitAgreement(ApplicationRef ref) {
    assertThat(byProcessId("agreement"))
        .isWaitingForMessage("agreement-accepted", ref + "/agreement");
  }

  private void complete(String task, @Nullable String person, Map<String, Object> form) {
    var open = await().until(() -> openTasks(task), tasks -> !tasks.isEmpty()).getFirst();
    if (person != null) {
      client.newAssignUserTaskCommand(open.getUserTaskKey()).assignee(person).send().join();
    }
    client.newCompleteUserTaskCommand(open.getUserTaskKey()).variables(form).send().join();
  }

  private List<UserTask> openTasks(String task) {
    return client
        .newUserTaskSearchRequest()
        .filter(it -> it.elementId(task).state(UserTaskState.CREATED))
        .send()
        .join()
        .items();
  }

  /** Whether a worker had a job of this type and it waits to be tried again. */
  private boolean refused(String jobType) {
    return !client
        .newJobSearchRequest()
        .filter(job -> job.type(jobType).state(JobState.FAILED))
        .send()
        .join()
        .items()
        .isEmpty();
  }

  /** Time passes for the application first: a timer of the engine asks it at once. */
  private void pass(Duration time) {
    clock.advance(time);
    engine.increaseTime(time);
  }

  private ApplicationStatus status(ApplicationRef ref) {
    return applications.get(ref).status();
  }

  private long reminders(ApplicationRef ref) {
    return desk.events(ref).stream().filter("REMINDED"::equals).count();
  }
}
