package eu.ttc.grants.workers;

import static eu.ttc.grants.testing.AMember.aMember;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byKey;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.budget.Allocations;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.hold.Holds;
import eu.ttc.grants.hold.PutOnHold;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.ranking.PanelMember;
import eu.ttc.grants.ranking.Panels;
import eu.ttc.grants.ranking.Rankings;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.RankingDesk;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.withdrawal.Withdrawals;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.enums.UserTaskState;
import io.camunda.client.api.search.response.UserTask;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@LifecycleTest
@DisplayName("A call with everything real")
class RankingLifecycleTest {

  private static final String LEAD = "anna";

  private final CamundaClient client;
  private final ApplicationDesk desk;
  private final RankingDesk ranking;
  private final Applications applications;
  private final Consortia consortia;
  private final Panels panels;
  private final Rankings rankings;
  private final Withdrawals withdrawals;
  private final Budget budget;
  private final CamundaProcessTestContext engine;
  private final Holds holds;
  private final TestClock clock;
  private final JdbcClient jdbc;

  RankingLifecycleTest(
      CamundaClient client,
      CamundaProcessTestContext engine,
      Holds holds,
      ApplicationDesk desk,
      Applications applications,
      Consortia consortia,
      Panels panels,
      Rankings rankings,
      Withdrawals withdrawals,
      Calls calls,
      AidComputations computations,
      Allocations allocations,
      Budget budget,
      TestClock clock,
      JdbcClient jdbc) {
    this.client = client;
    this.engine = engine;
    this.holds = holds;
    this.clock = clock;
    this.desk = desk;
    this.ranking = new RankingDesk(desk, calls, computations, allocations, budget, jdbc, clock);
    this.applications = applications;
    this.consortia = consortia;
    this.panels = panels;
    this.rankings = rankings;
    this.withdrawals = withdrawals;
    this.budget = budget;
    this.jdbc = jdbc;
  }

  @AfterEach
  void theRulesEndAgain() {
    jdbc.sql("update fund_aid_ruleset set valid_to = '2027-06-30' where id = 'FUND-AID-2024'")
        .update();
  }

  @Test
  @DisplayName(
      "is announced, closed, ranked by its panel, and lets one move up from the reserve list")
  void isRanked() {
    jdbc.sql("update fund_aid_ruleset set valid_to = null where id = 'FUND-AID-2024'").update();
    var call = ranking.openCall();
    assertThat(byProcessId("call")).isWaitingForMessage("call-closed", call + "/closure");
    var dutch = seat(call, "NL");
    var german = seat(call, "DE");
    var first = eligible(call);
    var second = eligible(call);
    ranking.evaluate(first, 9, 9, 9);
    ranking.evaluate(second, 8, 8, 8);
    ranking.fund(Cents.euros(200_000));
    var lifecycleOfFirst = rank(first);
    await().until(() -> desk.events(first).contains("ENTERED_FOR_RANKING"));

    ranking.close(call);
    assertThat(byProcessId("call")).isWaitingForMessage("call-evaluated", call + "/evaluation");
    var lifecycleOfSecond = rank(second);
    record(
        desk.person(Role.PROGRAMME_MANAGER),
        List.of(present(dutch, "NL", true), present(german, "DE", false)));
    assertThat(byProcessId("call"))
        .hasCompletedElement("Event_RankingNotAllowed", 1)
        .hasActiveElements("Task_RankApplications");
    record(
        desk.person(Role.PROGRAMME_MANAGER),
        List.of(present(dutch, "NL", true), present(german, "DE", true)));

    assertThat(byProcessId("call")).isCompleted().hasCompletedElements("Event_CallRanked");
    assertThat(byKey(lifecycleOfFirst)).isCompleted().hasVariable("rankingOutcome", "FUNDED");
    assertThat(budget.held(first)).hasValue(Cents.euros(200_000));
    assertThat(byKey(lifecycleOfSecond))
        .isWaitingForMessage("application-moved-up", second + "/ranking/1/moved-up");
    assertThat(applications.get(second).status()).isEqualTo(ApplicationStatus.RESERVE);
    assertThat(rankings.standing(second).orElseThrow().reserveUntil()).isNotNull();

    withdrawals.withdraw(first, LEAD, "");

    assertThat(byKey(lifecycleOfSecond)).isCompleted().hasVariable("rankingOutcome", "FUNDED");
    assertThat(applications.get(second).status()).isEqualTo(ApplicationStatus.EVALUATED);
    assertThat(budget.held(second)).hasValue(Cents.euros(200_000));
    assertThat(desk.events(second))
        .containsSubsequence("ENTERED_FOR_RANKING", "RESERVE_LISTED", "MOVED_UP");
  }

  @Test
  @DisplayName("is ranked without who is on hold, who takes its place when the hold is over")
  void isRankedWithoutWhoIsOnHold() {
    jdbc.sql("update fund_aid_ruleset set valid_to = null where id = 'FUND-AID-2024'").update();
    var call = ranking.openCall();
    var dutch = seat(call, "NL");
    var german = seat(call, "DE");
    var held = eligible(call);
    var other = eligible(call);
    ranking.evaluate(held, 9, 9, 9);
    ranking.evaluate(other, 8, 8, 8);
    ranking.fund(Cents.euros(400_000));
    var lifecycleOfHeld = rank(held);
    await().until(() -> desk.events(held).contains("ENTERED_FOR_RANKING"));
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    var today = LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE);
    holds.place(new PutOnHold(held, "A question of ownership.", today.plusDays(10), officer));
    ranking.close(call);
    var lifecycleOfOther = rank(other);
    record(
        desk.person(Role.PROGRAMME_MANAGER),
        List.of(present(dutch, "NL", true), present(german, "DE", true)));

    assertThat(byKey(lifecycleOfOther)).isCompleted().hasVariable("rankingOutcome", "FUNDED");
    assertThat(byKey(lifecycleOfHeld)).hasActiveElements("Task_ReadOutcome").hasNoActiveIncidents();
    assertThat(budget.held(held)).isEmpty();

    holds.end(held, "Cleared up.", officer);
    engine.increaseTime(Duration.ofMinutes(10));

    assertThat(byKey(lifecycleOfHeld)).isCompleted().hasVariable("rankingOutcome", "FUNDED");
    assertThat(budget.held(held)).hasValue(Cents.euros(200_000));
    assertThat(rankings.standing(held).orElseThrow().place()).isOne();
  }

  /** Through its own lifecycle, with the aid of case F1. */
  private ApplicationRef eligible(String call) {
    var ref =
        desk.submit(
            anApplication()
                .by(LEAD)
                .forTheFund(Cents.euros(250_000))
                .answering(call)
                .with(aMember("B", Region.AACHEN).told()));
    await().until(() -> desk.events(ref).contains("PARTICIPATION_ASKED"));
    var token =
        jdbc.sql("select token from participation where application = :ref")
            .param("ref", ref.value())
            .query(String.class)
            .single();
    consortia.confirm(token, desk.person(Role.APPLICANT));
    await().until(() -> desk.events(ref).contains("AID_COMPUTED"));
    return ref;
  }

  private String seat(String call, String state) {
    var member = new PanelMember(desk.person(Role.PROGRAMME_OFFICER), state);
    panels.add(call, member, desk.person(Role.ADMINISTRATOR));
    return member.username();
  }

  private static Map<String, Object> present(String member, String state, boolean there) {
    return Map.of("memberName", member, "memberState", state, "memberPresent", there);
  }

  private long rank(ApplicationRef ref) {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("ranking")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef",
                ref.value(),
                "scheme",
                "INNOVATION_FUND",
                "dossierUrl",
                "http://x"))
        .send()
        .join()
        .getProcessInstanceKey();
  }

  private void record(String manager, List<Map<String, Object>> members) {
    var open = await().until(this::openTasks, tasks -> !tasks.isEmpty()).getFirst();
    client.newAssignUserTaskCommand(open.getUserTaskKey()).assignee(manager).send().join();
    client
        .newCompleteUserTaskCommand(open.getUserTaskKey())
        .variables(Map.of("panelMembers", members, "panelFindings", "Compared and discussed."))
        .send()
        .join();
  }

  private List<UserTask> openTasks() {
    return client
        .newUserTaskSearchRequest()
        .filter(task -> task.elementId("Task_RankApplications").state(UserTaskState.CREATED))
        .send()
        .join()
        .items();
  }
}
