package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.camunda.process.test.api.assertions.ProcessInstanceAssert;
import java.time.Duration;
import java.time.Period;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@EveryPathOf("agreement")
@ProcessTest
@DisplayName("An agreement")
class AgreementProcessTest {

  private static final String REF = "V-2026-000123";
  private static final String KEY = REF + "/agreement";
  private static final Duration A_MOMENT = Duration.ofMinutes(1);

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;
  private ProcessInstanceEvent instance;

  AgreementProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void offered() {
    work = new MockedWork(engine);
    instance =
        client
            .newCreateInstanceCommand()
            .bpmnProcessId("agreement")
            .latestVersion()
            .variables(Map.of("applicationRef", REF, "scheme", "VOUCHER", "dossierUrl", "http://x"))
            .send()
            .join();
    agreement().isWaitingForMessage("agreement-accepted", KEY);
  }

  @Test
  @DisplayName("that is accepted binds the money, and nobody is reminded")
  void isAccepted() {
    accept();

    agreement()
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_OfferAgreement",
            "Event_AgreementAccepted",
            "Task_CommitBudget",
            "Event_AgreementConcluded")
        .hasVariable("agreementState", "ACCEPTED")
        .hasNotActivatedElements("Task_RemindOfAgreement", "Task_LapseAgreement");
  }

  @Test
  @DisplayName("is accepted once, also when the applicant's message comes twice")
  void isAcceptedOnce() {
    accept();
    accept();

    agreement()
        .isCompleted()
        .hasCompletedElement("Event_AgreementAccepted", 1)
        .hasCompletedElement("Task_CommitBudget", 1);
  }

  @Test
  @DisplayName("is reminded of once, a week before it lapses, and can be accepted then")
  void isRemindedOfOnce() {
    engine.increaseTime(Duration.ofDays(6));
    assertThat(work.jobsOf(JobTypes.NOTIFICATION_REMIND)).isEmpty();
    engine.increaseTime(Duration.ofDays(1).plus(A_MOMENT));
    agreement().hasCompletedElement("Task_RemindOfAgreement", 1);
    engine.increaseTime(Duration.ofDays(6));

    agreement().isWaitingForMessage("agreement-accepted", KEY);
    accept();

    agreement().isCompleted().hasCompletedElement("Task_RemindOfAgreement", 1);
    assertThat(work.jobsOf(JobTypes.NOTIFICATION_REMIND))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("reminderKind", "ACCEPTANCE_DUE"));
  }

  @Test
  @DisplayName("lapses after two weeks, not a day earlier")
  void lapses() {
    engine.increaseTime(Duration.ofDays(13));
    agreement().isWaitingForMessage("agreement-accepted", KEY);
    assertThat(work.jobsOf(JobTypes.AGREEMENT_LAPSE)).isEmpty();

    engine.increaseTime(Duration.ofDays(1).plus(A_MOMENT));

    agreement()
        .isCompleted()
        .hasCompletedElements("Task_LapseAgreement", "Event_AgreementLapsed")
        .hasVariable("agreementState", "LAPSED")
        .hasNotActivatedElements("Task_CommitBudget");
  }

  @Test
  @DisplayName("goes on when it was accepted at the last moment")
  void goesOnWhenAcceptedAtTheDeadline() {
    work.on(JobTypes.AGREEMENT_LAPSE, returning(Map.of("agreementState", "ACCEPTED")));

    engine.increaseTime(Duration.ofDays(14).plus(A_MOMENT));

    agreement()
        .isCompleted()
        .hasCompletedElements("Task_LapseAgreement", "Task_CommitBudget")
        .hasNotActivatedElements("Event_AgreementLapsed", "Event_AgreementAccepted");
  }

  @Test
  @DisplayName("waits on when the deadline was moved, reminds again, and can still be accepted")
  void waitsOnWhenDeadlineWasMoved() {
    work.on(
        JobTypes.AGREEMENT_LAPSE,
        in ->
            returning(
                    Map.of(
                        "agreementState",
                        "OPEN",
                        "acceptanceDeadline",
                        work.after(Period.ofDays(7))))
                .apply(in));

    engine.increaseTime(Duration.ofDays(7).plus(A_MOMENT));
    agreement().hasCompletedElement("Task_RemindOfAgreement", 1);
    engine.increaseTime(Duration.ofDays(7));
    agreement().hasCompletedElement("Task_LapseAgreement", 1);
    engine.increaseTime(Duration.ofDays(2));
    agreement()
        .hasCompletedElement("Task_RemindOfAgreement", 2)
        .isWaitingForMessage("agreement-accepted", KEY);
    accept();

    agreement().isCompleted().hasCompletedElements("Event_AgreementAccepted", "Task_CommitBudget");
  }

  private void accept() {
    client
        .newPublishMessageCommand()
        .messageName("agreement-accepted")
        .correlationKey(KEY)
        .timeToLive(Duration.ZERO)
        .send()
        .join();
  }

  private ProcessInstanceAssert agreement() {
    return assertThat(instance);
  }
}
