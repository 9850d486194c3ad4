package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.confirmed;
import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryPathOf("award-conditions")
@ProcessTest
@DisplayName("The conditions of an award")
class AwardConditionsProcessTest {

  private static final List<Map<String, Object>> LETTER =
      List.of(Map.of("number", 1, "text", "Send the letter of intent."));
  private static final List<Map<String, Object>> LETTER_SEEN =
      List.of(
          Map.of(
              "number",
              1,
              "text",
              "Send the letter of intent.",
              "fulfilled",
              true,
              "note",
              "Signed."));

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;
  private ProcessInstanceEvent instance;

  AwardConditionsProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("are passed by when there are none")
  void arePassedBy() {
    start("FULFILLED");

    conditions()
        .isCompleted()
        .hasCompletedElements("Event_NoConditions")
        .hasVariable("conditionsState", "FULFILLED")
        .hasNotActivatedElements("Task_AskForProof", "Task_ConfirmConditions");
  }

  @Test
  @DisplayName("are confirmed by a programme officer, within three months")
  void areConfirmed() {
    start("OPEN");
    assertThat(byElementId("Task_ConfirmConditions"))
        .isCreated()
        .hasAssignee(null)
        .hasCandidateGroup("programme-officers");
    complete();

    conditions()
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_AskForProof",
            "Task_ConfirmConditions",
            "Task_RecordConfirmation",
            "Event_ConditionsFulfilled")
        .hasVariable("conditionsState", "FULFILLED")
        .hasNotActivatedElements("Task_RemindOfConditions", "Task_LapseAward");
    assertThat(work.jobsOf(JobTypes.AWARD_CONFIRM_CONDITIONS))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("openConditions", LETTER_SEEN));
  }

  @Test
  @DisplayName("that are left open come back to the officers")
  void comeBackWhileOneIsOpen() {
    work.on(
        JobTypes.AWARD_CONFIRM_CONDITIONS,
        returning(Map.of("conditionsState", "OPEN", "openConditions", LETTER)),
        confirmed());
    start("OPEN");
    complete();
    conditions()
        .hasCompletedElement("Task_RecordConfirmation", 1)
        .hasVariable("openConditions", LETTER);
    complete();

    conditions()
        .isCompleted()
        .hasCompletedElement("Task_ConfirmConditions", 2)
        .hasCompletedElement("Task_AskForProof", 1);
  }

  @Test
  @DisplayName("come back with what was typed when they may not be confirmed so")
  void comeBackWithTheProblem() {
    work.on(
        JobTypes.AWARD_CONFIRM_CONDITIONS,
        throwing("CONFIRMATION_NOT_ALLOWED", Map.of("problem", "Not you.")),
        throwing("CONFIRMATION_NOT_ALLOWED", Map.of()),
        confirmed());
    start("OPEN");
    complete();
    conditions()
        .hasCompletedElement("Event_ConfirmationNotAllowed", 1)
        .hasActiveElements("Task_ConfirmConditions")
        .hasVariable("problem", "Not you.")
        .hasVariable("openConditions", LETTER_SEEN);
    complete();
    conditions().hasCompletedElement("Event_ConfirmationNotAllowed", 2);
    complete();

    conditions().isCompleted().hasCompletedElement("Task_RecordConfirmation", 1);
  }

  @Test
  @DisplayName("are reminded of once, after two months, while the task stays open")
  void areRemindedOfOnce() {
    work.on(
        JobTypes.AWARD_CONFIRM_CONDITIONS,
        returning(Map.of("conditionsState", "OPEN", "openConditions", LETTER)),
        confirmed());
    start("OPEN");
    engine.increaseTime(Duration.ofDays(58));
    assertThat(work.jobsOf(JobTypes.NOTIFICATION_REMIND)).isEmpty();

    engine.increaseTime(Duration.ofDays(5));
    conditions()
        .hasCompletedElement("Event_ApplicantReminded", 1)
        .hasActiveElements("Task_ConfirmConditions");
    complete();
    conditions().hasCompletedElement("Task_RecordConfirmation", 1);
    engine.increaseTime(Duration.ofDays(5));
    complete();

    conditions().isCompleted().hasCompletedElement("Task_RemindOfConditions", 1);
    assertThat(work.jobsOf(JobTypes.NOTIFICATION_REMIND))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("reminderKind", "CONDITIONS_DUE"));
  }

  @Test
  @DisplayName("let the award lapse when they are not fulfilled in three months")
  void lapse() {
    start("OPEN");
    engine.increaseTime(Duration.ofDays(88));
    conditions().hasActiveElements("Task_ConfirmConditions");
    assertThat(work.jobsOf(JobTypes.AWARD_LAPSE)).isEmpty();

    engine.increaseTime(Duration.ofDays(5));

    conditions()
        .isCompleted()
        .hasTerminatedElements("Task_ConfirmConditions")
        .hasCompletedElements("Task_LapseAward", "Event_AwardLapsed")
        .hasVariable("conditionsState", "LAPSED");
  }

  @Test
  @DisplayName("are fulfilled when the last one was confirmed at the deadline")
  void areFulfilledAtTheDeadline() {
    work.on(JobTypes.AWARD_LAPSE, returning(Map.of("conditionsState", "FULFILLED")));
    start("OPEN");

    engine.increaseTime(Duration.ofDays(93));

    conditions()
        .isCompleted()
        .hasCompletedElements("Event_ConditionsFulfilled")
        .hasNotActivatedElements("Event_AwardLapsed");
  }

  @Test
  @DisplayName("wait on when the deadline was moved")
  void waitOnWhenTheDeadlineWasMoved() {
    work.on(
        JobTypes.AWARD_LAPSE,
        in ->
            returning(
                    Map.of(
                        "conditionsState",
                        "OPEN",
                        "openConditions",
                        LETTER,
                        "conditionsDeadline",
                        work.after(Period.ofDays(30))))
                .apply(in));
    start("OPEN");
    engine.increaseTime(Duration.ofDays(93));
    conditions()
        .hasCompletedElement("Task_LapseAward", 1)
        .hasActiveElements("Task_ConfirmConditions");
    engine.increaseTime(Duration.ofDays(20));
    complete();

    conditions().isCompleted().hasCompletedElements("Event_ConditionsFulfilled");
  }

  private void start(String state) {
    instance =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("award-conditions")
            .latestVersion()
            .variables(
                Map.of(
                    "applicationRef",
                    "V-2026-000123",
                    "scheme",
                    "VOUCHER",
                    "dossierUrl",
                    "http://x",
                    "conditionsState",
                    state))
            .send()
            .join();
    if (state.equals("OPEN")) {
      conditions().hasActiveElements("Task_ConfirmConditions");
    }
  }

  private void complete() {
    engine.completeUserTask("Task_ConfirmConditions", Map.of("openConditions", LETTER_SEEN));
  }

  private ProcessInstanceAssert conditions() {
    return assertThat(instance);
  }
}
