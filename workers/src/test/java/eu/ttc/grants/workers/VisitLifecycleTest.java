package eu.ttc.grants.workers;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ttc.grants.application.Region;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.support.VisitState;
import eu.ttc.grants.support.Visits;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.TestClock;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.enums.UserTaskState;
import io.camunda.client.api.search.response.UserTask;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The visit with everything real, every job delivered twice. */
@LifecycleTest
@DisplayName("A business support visit with everything real")
class VisitLifecycleTest {

  private static final String TASK = "Task_RecordCompanyVisit";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private final ApplicationDesk desk;
  private final Visits visits;
  private final TestClock clock;

  VisitLifecycleTest(
      CamundaClient client,
      CamundaProcessTestContext engine,
      ApplicationDesk desk,
      Visits visits,
      TestClock clock) {
    this.client = client;
    this.engine = engine;
    this.desk = desk;
    this.visits = visits;
    this.clock = clock;
  }

  @Test
  @DisplayName("is recorded by the manager of the region, after somebody else was refused")
  void isRecordedByTheManagerOfTheRegion() {
    var ref = requested(Region.EINDHOVEN);
    complete("britta", held());
    visit()
        .hasCompletedElement("Event_VisitNotAllowed", 1)
        .hasVariable(
            "problem",
            "Only the business support manager to whom the visit was given can record it.");
    assertThat(state(ref)).isEqualTo(VisitState.PLANNED);

    assertThat(openTask().getAssignee()).isEqualTo("bram");
    complete("bram", held());

    visit().isCompleted().hasCompletedElements("Event_VisitRecorded");
    assertThat(state(ref)).isEqualTo(VisitState.HELD);
    assertThat(desk.events(ref)).containsSubsequence("VISIT_PLANNED", "VISIT_HELD");
  }

  @Test
  @DisplayName("is reminded of at half-time and given up after thirty days")
  void isGivenUp() {
    var ref = requested(Region.LIEGE);
    assertThat(openTask().getAssignee()).isEqualTo("benoit");

    pass(Duration.ofDays(18));
    visit().hasCompletedElements("Event_ManagerReminded").hasActiveElements(TASK);
    pass(Duration.ofDays(20));

    visit().isCompleted().hasCompletedElements("Event_NoVisitAwaited");
    assertThat(state(ref)).isEqualTo(VisitState.NOT_HELD);
    assertThat(desk.events(ref))
        .containsSubsequence("VISIT_PLANNED", "VISIT_REMINDED", "VISIT_MISSED");
  }

  /** An eligible application whose applicant is to be visited. */
  private ApplicationRef requested(Region region) {
    var ref = desk.submit(anApplication().by("anna").in(region));
    assertThat(byProcessId("voucher")).hasActiveElements("Call_SupportVisit");
    return ref;
  }

  private Map<String, Object> held() {
    var today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Europe/Amsterdam"));
    return Map.of(
        "visitHeld", true, "visitedOn", today.toString(), "advice", "Test the chamber first.");
  }

  private void complete(String person, Map<String, Object> form) {
    var task = openTask().getUserTaskKey();
    client.newAssignUserTaskCommand(task).assignee(person).send().join();
    client.newCompleteUserTaskCommand(task).variables(form).send().join();
  }

  private UserTask openTask() {
    return await().until(this::openTasks, tasks -> tasks.size() == 1).getFirst();
  }

  private List<UserTask> openTasks() {
    return client
        .newUserTaskSearchRequest()
        .filter(it -> it.elementId(TASK).state(UserTaskState.CREATED))
        .send()
        .join()
        .items();
  }

  /** Time passes for the application first: a timer of the engine asks it at once. */
  private void pass(Duration time) {
    clock.advance(time);
    engine.increaseTime(time);
  }

  private ProcessInstanceAssert visit() {
    return assertThat(byProcessId("business-support-visit"));
  }

  private VisitState state(ApplicationRef ref) {
    return visits.of(ref).orElseThrow().state();
  }
}
