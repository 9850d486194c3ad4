package eu.ttc.grants.workers;

import static eu.ttc.grants.testing.AMember.aMember;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.evaluation.ConsolidationMethod;
import eu.ttc.grants.evaluation.EvaluationRounds;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.evaluation.ExpertWork;
import eu.ttc.grants.evaluation.WorkState;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.withdrawal.Withdrawals;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.search.enums.ElementInstanceState;
import io.camunda.client.api.search.enums.UserTaskState;
import io.camunda.client.api.search.response.UserTask;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The evaluation with everything real, every job delivered twice. */
@LifecycleTest
@DisplayName("An evaluation by several experts with everything real")
class FundEvaluationLifecycleTest {

  private static final String DECLARE = "Task_DeclareIndependence";
  private static final String EVALUATE = "Task_EvaluateApplication";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private final ApplicationDesk desk;
  private final Applications applications;
  private final Evaluations evaluations;
  private final EvaluationRounds rounds;
  private final Withdrawals withdrawals;
  private final Consortia consortia;
  private final TestClock clock;
  private final JdbcClient jdbc;

  FundEvaluationLifecycleTest(
      CamundaClient client,
      CamundaProcessTestContext engine,
      ApplicationDesk desk,
      Applications applications,
      Evaluations evaluations,
      EvaluationRounds rounds,
      Withdrawals withdrawals,
      Consortia consortia,
      TestClock clock,
      JdbcClient jdbc) {
    this.client = client;
    this.engine = engine;
    this.desk = desk;
    this.applications = applications;
    this.evaluations = evaluations;
    this.rounds = rounds;
    this.withdrawals = withdrawals;
    this.consortia = consortia;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @Test
  @DisplayName("three of three states agree, after one declared a conflict and one was silent")
  void threeAgree() {
    var ref = requested();
    var asked = awaitTasks(DECLARE, 3);
    declare(asked.getFirst(), false);
    await().until(() -> conflicts(ref) == 1);
    awaitTasks(DECLARE, 3);
    var silent = openTasks(DECLARE).getLast().getAssignee();
    openTasks(DECLARE).stream()
        .filter(task -> !task.getAssignee().equals(silent))
        .forEach(task -> declare(task, true));
    awaitTasks(EVALUATE, 2);
    pass(Duration.ofDays(12));
    await().until(() -> states(ref).contains(WorkState.REPLACED));
    await()
        .until(
            () -> openTasks(DECLARE).stream().noneMatch(task -> silent.equals(task.getAssignee())));
    declare(awaitTasks(DECLARE, 1).getFirst(), true);

    awaitTasks(EVALUATE, 3).forEach(task -> score(task, 4, 3.5, 4));

    evaluation().isCompleted().hasCompletedElements("Event_FundEvaluated");
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.EVALUATED);
    var summary = evaluations.of(ref).orElseThrow();
    assertThat(summary.passed()).isTrue();
    assertThat(summary.total()).isEqualByComparingTo("11.5");
    assertThat(evaluations.rankingScore(ref).orElseThrow().weighted())
        .isEqualByComparingTo("13.25");
    var scored =
        evaluations.work(ref).stream()
            .filter(work -> work.state() == WorkState.EVALUATED)
            .map(ExpertWork::expert)
            .toList();
    assertThat(scored).hasSize(3).doesNotContain(silent);
    assertThat(new HashSet<>(countries(scored))).hasSize(3);
  }

  @Test
  @DisplayName("experts who differ meet in vain, a fourth one scores, and the median counts")
  void noConsensus() {
    var ref = requested();
    awaitTasks(DECLARE, 3).forEach(task -> declare(task, true));
    var tasks = awaitTasks(EVALUATE, 3);
    score(tasks.get(0), 4, 4, 4);
    score(tasks.get(1), 4, 4, 4);
    score(tasks.get(2), 2, 4, 4);

    var meeting = awaitTasks("Task_ModerateConsensus", 1).getFirst();
    complete(meeting, "olga", Map.of("consensusReached", true, "consensusWords", "They met."));
    assertThat(byProcessId("consensus")).hasCompletedElement("Event_ConsensusNotAllowed", 1);
    complete(
        awaitTasks("Task_ModerateConsensus", 1).getFirst(),
        "olga",
        Map.of("consensusReached", false, "consensusWords", "They met in vain."));
    declare(awaitTasks(DECLARE, 1).getFirst(), true);
    score(awaitTasks(EVALUATE, 1).getFirst(), 3, 4, 4);

    evaluation().isCompleted();
    var round = rounds.of(ref).orElseThrow();
    assertThat(round.scores()).hasSize(4);
    assertThat(round.outcome().orElseThrow().method()).isEqualTo(ConsolidationMethod.MEDIAN);
    assertThat(evaluations.of(ref).orElseThrow().excellence()).isEqualByComparingTo("3.5");
  }

  @Test
  @DisplayName("experts who differ agree in a meeting, and what they agree on counts")
  void consensus() {
    var ref = requested();
    awaitTasks(DECLARE, 3).forEach(task -> declare(task, true));
    awaitTasks(EVALUATE, 3).forEach(task -> score(task, 4, 4, seat(ref, task) == 2 ? 2.5 : 3.5));

    complete(
        awaitTasks("Task_ModerateConsensus", 1).getFirst(),
        "olga",
        Map.of(
            "consensusReached",
            true,
            "agreedChanges",
            List.of(
                Map.of(
                    "changedExpert",
                    2,
                    "changedCriterion",
                    "IMPLEMENTATION",
                    "changedScore",
                    3,
                    "changeReason",
                    "Overlooked the second annex.")),
            "consensusWords",
            "They met on Tuesday."));

    evaluation().isCompleted();
    assertThat(rounds.of(ref).orElseThrow().outcome().orElseThrow().method())
        .isEqualTo(ConsolidationMethod.CONSENSUS);
    assertThat(evaluations.of(ref).orElseThrow().implementation()).isEqualByComparingTo("3.5");
  }

  @Test
  @DisplayName("a withdrawal in the middle takes the application away from everybody")
  void withdrawn() {
    var ref = requested();
    var tasks = awaitTasks(DECLARE, 3);
    declare(tasks.getFirst(), true);
    var open = awaitTasks(EVALUATE, 1).getFirst();

    withdrawals.withdraw(ref, "anna", "We found another way.");

    assertThat(states(ref)).containsOnly(WorkState.VOIDED);
    assertThat(evaluations.isAssigned(ref, open.getAssignee())).isFalse();
    score(open, 4, 4, 4);
    await().until(this::isRecording);
    assertThat(evaluations.hasEvaluated(ref, open.getAssignee())).isFalse();
  }

  /** An eligible application whose evaluation runs by itself, outside of its lifecycle. */
  private ApplicationRef requested() {
    var ref =
        desk.submit(
            anApplication()
                .by("anna")
                .forTheFund(Cents.euros(250_000))
                .with(aMember("B", Region.AACHEN).told()));
    assertThat(byProcessId("consortium-confirmation"))
        .isWaitingForMessage("consortium-settled", ref + "/consortium/1");
    consortia.confirm(token(ref), desk.person(Role.APPLICANT));
    assertThat(byProcessId("innovation-fund")).hasActiveElements("Call_SupportVisit");
    client
        .newCreateInstanceCommand()
        .bpmnProcessId("fund-evaluation")
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
        .join();
    return ref;
  }

  private boolean isRecording() {
    return !client
        .newElementInstanceSearchRequest()
        .filter(it -> it.elementId("Task_RecordEvaluation").state(ElementInstanceState.ACTIVE))
        .send()
        .join()
        .items()
        .isEmpty();
  }

  private String token(ApplicationRef ref) {
    return jdbc.sql("select token from participation where application = :ref")
        .param("ref", ref.value())
        .query(String.class)
        .single();
  }

  private long conflicts(ApplicationRef ref) {
    return states(ref).stream().filter(state -> state == WorkState.CONFLICT).count();
  }

  private List<WorkState> states(ApplicationRef ref) {
    return evaluations.work(ref).stream().map(ExpertWork::state).toList();
  }

  private int seat(ApplicationRef ref, UserTask task) {
    return evaluations.work(ref).stream()
        .filter(work -> work.expert().equals(task.getAssignee()))
        .findFirst()
        .orElseThrow()
        .seat();
  }

  private List<String> countries(List<String> experts) {
    return jdbc.sql("select country from expert where username in (:experts)")
        .param("experts", experts)
        .query(String.class)
        .list();
  }

  private void declare(UserTask task, boolean independent) {
    complete(
        task,
        task.getAssignee(),
        independent
            ? Map.of("independent", true)
            : Map.of("independent", false, "independenceReason", "A cousin owns it."));
  }

  private void score(UserTask task, Number excellence, Number impact, Number implementation) {
    var form = new HashMap<String, Object>();
    form.put("conflictOfInterest", false);
    form.put("excellence", excellence);
    form.put("impact", impact);
    form.put("implementation", implementation);
    form.put("excellenceComment", "New beyond the state of the art.");
    form.put("impactComment", "The market is there.");
    form.put("implementationComment", "The plan is sound.");
    complete(task, task.getAssignee(), form);
  }

  private void complete(UserTask task, String person, Map<String, Object> form) {
    client.newAssignUserTaskCommand(task.getUserTaskKey()).assignee(person).send().join();
    client.newCompleteUserTaskCommand(task.getUserTaskKey()).variables(form).send().join();
  }

  private List<UserTask> awaitTasks(String elementId, int count) {
    return await().until(() -> openTasks(elementId), tasks -> tasks.size() == count);
  }

  private List<UserTask> openTasks(String elementId) {
    return client
        .newUserTaskSearchRequest()
        .filter(it -> it.elementId(elementId).state(UserTaskState.CREATED))
        .send()
        .join()
        .items();
  }

  /** Time passes for the application first: a timer of the engine asks it at once. */
  private void pass(Duration time) {
    clock.advance(time);
    engine.increaseTime(time);
  }

  private ProcessInstanceAssert evaluation() {
    return assertThat(byProcessId("fund-evaluation"));
  }
}
