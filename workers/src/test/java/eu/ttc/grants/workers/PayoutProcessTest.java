package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
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
    work.on(JobTypes.PAYMENT_ORDER, returning(Map.of("instalment", 2)));
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

  private void booked(String key) {
    client
        .newPublishMessageCommand()
        .messageName("payment-booked")
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
