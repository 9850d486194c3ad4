package eu.ttc.grants.workers;

import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every path and timer of obtaining another bank account. */
@EveryPathOf("bank-account-change")
@ProcessTest
@DisplayName("New bank details")
class BankAccountChangeProcessTest {

  private static final String REF = "V-2026-000123";
  private static final Duration TWO_WEEKS = Duration.ofDays(15);

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  BankAccountChangeProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("are asked for once, cooled, and decided by finance officers")
  void areGivenAndDecided() {
    var change = start();
    give(change);
    decide(change);

    assertThat(change)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Task_AskForAccount",
            "Event_AccountGiven",
            "Call_CoolingEnd",
            "Task_BeginCooling",
            "Event_AccountDecided",
            "Event_AccountSettled")
        .hasNotActivatedElements("Task_RemindApplicant", "Task_OpenApproval");
    assertThat(work.jobsOf(JobTypes.PAYMENT_ASK_BANK_ACCOUNT))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("paymentNumber", "1"));
    assertThat(work.jobsOf(JobTypes.PAYMENT_BEGIN_COOLING))
        .singleElement()
        .satisfies(job -> assertThat(job).containsKeys("accountNumber", "approvalDue"));
  }

  @Test
  @DisplayName("are asked for again and again, and never forgotten")
  void areRemindedOf() {
    var change = start();
    for (int reminder = 1; reminder <= 4; reminder++) {
      waitsForAccount(change);
      engine.increaseTime(TWO_WEEKS);
      assertThat(change).hasCompletedElement("Task_RemindApplicant", reminder);
    }

    give(change);

    assertThat(change).hasCompletedElement("Event_AccountGiven", 1);
  }

  @Test
  @DisplayName("are awaited from the officers when the cooling period is over, until they decide")
  void areApprovedAfterTheCoolingPeriod() {
    var change = start();
    give(change);
    waitsForDecision(change);
    for (int told = 1; told <= 2; told++) {
      engine.increaseTime(TWO_WEEKS);
      assertThat(change).hasCompletedElement("Task_OpenApproval", told);
      waitsForDecision(change);
    }

    decide(change);

    assertThat(change).isCompleted();
  }

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("bank-account-change")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef",
                REF,
                "scheme",
                "VOUCHER",
                "dossierUrl",
                "http://x",
                "paymentNumber",
                "1"))
        .send()
        .join();
  }

  private void waitsForAccount(ProcessInstanceEvent change) {
    assertThat(change).isWaitingForMessage("bank-account-given", REF + "/bank-account/1");
  }

  private void waitsForDecision(ProcessInstanceEvent change) {
    assertThat(change)
        .isWaitingForMessage("bank-account-decided", REF + "/bank-account/1/decision");
  }

  private void give(ProcessInstanceEvent change) {
    waitsForAccount(change);
    publish("bank-account-given", REF + "/bank-account/1");
  }

  private void decide(ProcessInstanceEvent change) {
    waitsForDecision(change);
    publish("bank-account-decided", REF + "/bank-account/1/decision");
  }

  private void publish(String message, String key) {
    client
        .newPublishMessageCommand()
        .messageName(message)
        .correlationKey(key)
        .timeToLive(Duration.ZERO)
        .send()
        .join();
  }
}
