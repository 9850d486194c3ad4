package eu.ttc.grants.workers;

import static eu.ttc.grants.kernel.Cents.euros;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ttc.grants.agreement.GrantPlans;
import eu.ttc.grants.amendment.ChangeKind;
import eu.ttc.grants.amendment.ChangeState;
import eu.ttc.grants.amendment.Changes;
import eu.ttc.grants.amendment.Consents;
import eu.ttc.grants.amendment.PlannedCosts;
import eu.ttc.grants.amendment.RequestChange;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ChangeDesk;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.enums.UserTaskState;
import io.camunda.client.api.search.response.UserTask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Changes with everything real: message, tables of State aid, tasks, plan, ledger. */
@LifecycleTest
@DisplayName("A change of a grant with everything real")
class ChangeRequestLifecycleTest {

  private final CamundaClient client;
  private final ChangeDesk grants;
  private final ApplicationDesk desk;
  private final Changes changes;
  private final Consents consents;
  private final GrantPlans plans;
  private final Budget budget;

  ChangeRequestLifecycleTest(
      CamundaClient client,
      ChangeDesk grants,
      ApplicationDesk desk,
      Changes changes,
      Consents consents,
      GrantPlans plans,
      Budget budget) {
    this.client = client;
    this.grants = grants;
    this.desk = desk;
    this.changes = changes;
    this.consents = consents;
    this.plans = plans;
    this.budget = budget;
  }

  @Test
  @DisplayName("lets a partner go: assessed by an officer, decided by a manager, in force at once")
  void aPartnerLeaves() {
    var told = ChangeDesk.told().by("anna");
    var ref = grants.running(told);
    leave(ref, told);
    consents.give(askedPartner(ref, 3), desk.person(Role.APPLICANT));
    complete("Task_AssessChange", "olga", Map.of("changeAssessment", "The letter is there."));
    complete("Task_DecideOnCosts", "olga", verdict("GRANTED"));
    assertThat(byProcessId("change-request"))
        .hasCompletedElement("Event_CostsNotAllowed", 1)
        .hasActiveElements("Task_DecideOnCosts");
    complete("Task_DecideOnCosts", "max", verdict("GRANTED"));

    assertThat(byProcessId("change-request"))
        .isCompleted()
        .hasCompletedElements("Event_RequestHandled");
    assertThat(changes.get(ref, 1).state()).isEqualTo(ChangeState.GRANTED);
    assertThat(changes.get(ref, 1).decidedBy()).isEqualTo("max");
    assertThat(plans.inForce(ref).orElseThrow().grant()).isEqualTo(euros(200_000));
    assertThat(budget.held(ref)).contains(euros(200_000));
  }

  @Test
  @DisplayName("is refused at once when the partner that it touches does not consent")
  void aPartnerDoesNotConsent() {
    var told = ChangeDesk.told().by("anna");
    var ref = grants.running(told);
    leave(ref, told);

    consents.refuse(askedPartner(ref, 3), desk.person(Role.APPLICANT), "We stay.");

    assertThat(byProcessId("change-request"))
        .isCompleted()
        .hasCompletedElements("Event_NotConsented");
    assertThat(changes.get(ref, 1).state()).isEqualTo(ChangeState.REFUSED);
    assertThat(changes.get(ref, 1).decisionReasons()).endsWith(": We stay.");
    assertThat(plans.all(ref)).hasSize(1);
  }

  @Test
  @DisplayName("disappears from the task list when the lead withdraws it")
  void isWithdrawn() {
    var told = ChangeDesk.told().by("anna");
    var ref = grants.running(told);
    leave(ref, told);
    consents.give(askedPartner(ref, 3), desk.person(Role.APPLICANT));
    await().until(() -> !openTasks("Task_AssessChange").isEmpty());
    changes.withdraw(ref, 1, "anna");

    assertThat(byProcessId("change-request"))
        .isCompleted()
        .hasCompletedElements("Event_RequestClosed");
    assertThat(plans.all(ref)).hasSize(1);
  }

  /** The token of the link in the mail, once it is sent. */
  private String askedPartner(ApplicationRef ref, int partner) {
    return await()
        .until(() -> consents.invitation(ref, partner), Optional::isPresent)
        .orElseThrow()
        .token();
  }

  private void leave(ApplicationRef ref, AnApplication told) {
    changes.request(
        new RequestChange(
            ref,
            told.applicant(),
            ChangeKind.PARTNER_LEAVES,
            "Canal has no people for it.",
            null,
            null,
            3,
            List.of(
                new PlannedCosts(1, AidCategory.INDUSTRIAL_RESEARCH, euros(160_000)),
                new PlannedCosts(1, AidCategory.EXPERIMENTAL_DEVELOPMENT, euros(80_000)),
                new PlannedCosts(2, AidCategory.INDUSTRIAL_RESEARCH, euros(60_000)),
                new PlannedCosts(2, AidCategory.EXPERIMENTAL_DEVELOPMENT, euros(100_000))),
            List.of(grants.evidence(ref, told))));
  }

  private static Map<String, Object> verdict(String verdict) {
    return Map.of("changeVerdict", verdict, "changeReasons", "As discussed with the partners.");
  }

  private void complete(String task, String person, Map<String, Object> form) {
    var open = await().until(() -> openTasks(task), tasks -> !tasks.isEmpty()).getFirst();
    client.newAssignUserTaskCommand(open.getUserTaskKey()).assignee(person).send().join();
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
}
