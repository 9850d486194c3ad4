package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.payment;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
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

/** Every path of a payout. */
@EveryPathOf("payout")
@ProcessTest
@DisplayName("A payout")
class PayoutProcessTest {

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  PayoutProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("is ordered once and ends when the bank has booked it")
  void endsWhenBooked() {
    work.on(JobTypes.PAYMENT_ORDER, payment("ORDERED", 2, "2"));
    var payout = start();
    assertThat(payout).isWaitingForMessage("payment-booked", "V-2026-000123/payment/2");
    booked("V-2026-000123/payment/2");

    assertThat(payout)
        .isCompleted()
        .hasCompletedElementsInOrder("Task_OrderPayment", "Event_PaymentBooked", "Event_PaidOut");
    assertThat(work.jobsOf(JobTypes.PAYMENT_ORDER))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("claimNumber", 1));
  }

  @Test
  @DisplayName("does not end by the booking of another payment, however long it takes")
  void waitsForItsOwnBooking() {
    var payout = start();
    assertThat(payout).isWaitingForMessage("payment-booked", "V-2026-000123/payment/1");

    booked("V-2026-000123/payment/2");
    booked("V-2026-000124/payment/1");
    engine.increaseTime(Duration.ofDays(90));

    assertThat(payout)
        .isActive()
        .isWaitingForMessage("payment-booked", "V-2026-000123/payment/1")
        .hasNotActivatedElements("Event_PaidOut");
  }

  @Test
  @DisplayName(
      "asks for new bank details after a failure, and waits for the booking of the next attempt")
  void asksForNewBankDetails() {
    work.on(
        JobTypes.PAYMENT_ORDER,
        payment("ORDERED", 1, "1"),
        payment("NEEDS_ACCOUNT", 1, "1"),
        payment("ORDERED", 1, "1-2"));
    var payout = start();
    assertThat(payout).isWaitingForMessage("payment-booked", "V-2026-000123/payment/1");

    publish("payment-failed", "V-2026-000123/payment/1/failure");
    settleAccount();

    assertThat(payout)
        .hasCompletedElementsInOrder("Event_PaymentFailed", "Call_BankAccountChange")
        .isWaitingForMessage("payment-booked", "V-2026-000123/payment/1-2");
    booked("V-2026-000123/payment/1");
    assertThat(payout).isActive();
    booked("V-2026-000123/payment/1-2");
    assertThat(payout).isCompleted().hasCompletedElement("Task_OrderPayment", 3);
  }

  @Test
  @DisplayName("waits for a finance officer when the reason does not say what to do")
  void waitsForAFinanceOfficer() {
    work.on(JobTypes.PAYMENT_ORDER, payment("UNDECIDED", 1, "1"), payment("ORDERED", 1, "1-2"));
    var payout = start();
    assertThat(payout)
        .isWaitingForMessage("payment-remedy-decided", "V-2026-000123/payment/1/remedy");

    publish("payment-remedy-decided", "V-2026-000123/payment/1/remedy");

    assertThat(payout).isWaitingForMessage("payment-booked", "V-2026-000123/payment/1-2");
    booked("V-2026-000123/payment/1-2");
    assertThat(payout).isCompleted().hasNotActivatedElements("Call_BankAccountChange");
  }

  @Test
  @DisplayName("of money that came back begins with the question for another account")
  void beginsWithTheQuestionWhenMoneyCameBack() {
    work.on(
        JobTypes.PAYMENT_ORDER,
        payment("NEEDS_ACCOUNT", 1, "1"),
        payment("NEEDS_ACCOUNT", 1, "1"),
        payment("ORDERED", 1, "1-2"));

    var payout = start();
    settleAccount();
    assertThat(payout).hasCompletedElement("Call_BankAccountChange", 1);
    settleAccount();

    assertThat(payout)
        .hasCompletedElement("Call_BankAccountChange", 2)
        .isWaitingForMessage("payment-booked", "V-2026-000123/payment/1-2");
  }

  /** An account is given and decided on; both messages wait until the process does. */
  private void settleAccount() {
    for (var message : List.of("bank-account-given", "bank-account-decided")) {
      var key = "V-2026-000123/bank-account/1";
      client
          .newPublishMessageCommand()
          .messageName(message)
          .correlationKey(message.equals("bank-account-given") ? key : key + "/decision")
          .timeToLive(Duration.ofDays(1))
          .send()
          .join();
    }
  }

  private void booked(String key) {
    publish("payment-booked", key);
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

  private ProcessInstanceEvent start() {
    return client
        .newCreateInstanceCommand()
        .bpmnProcessId("payout")
        .latestVersion()
        .variables(
            Map.of(
                "applicationRef",
                "V-2026-000123",
                "scheme",
                "VOUCHER",
                "dossierUrl",
                "http://x",
                "claimNumber",
                1))
        .send()
        .join();
  }
}
