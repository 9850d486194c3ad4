package eu.ttc.grants.workers;

import static eu.ttc.grants.workers.MockedWork.returning;
import static eu.ttc.grants.workers.MockedWork.throwing;
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

/** Every path of reserving a voucher. */
@EveryPathOf("voucher-reservation")
@ProcessTest
@DisplayName("A voucher reservation")
class VoucherReservationProcessTest {

  private static final String REF = "V-2026-000123";

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private MockedWork work;

  VoucherReservationProcessTest(CamundaClient client, CamundaProcessTestContext engine) {
    this.client = client;
    this.engine = engine;
  }

  @BeforeEach
  void openWorkers() {
    work = new MockedWork(engine);
  }

  @Test
  @DisplayName("takes a voucher when there is one, and nobody waits")
  void takesAVoucher() {
    var reservation = start();

    assertThat(reservation)
        .isCompleted()
        .hasCompletedElementsInOrder("Task_ReserveBudget", "Event_VoucherReserved")
        .hasVariable("voucherReserved", true)
        .hasVariable("reasonCodes", List.of())
        .hasNotActivatedElements("Task_JoinWaitingList");
    assertThat(work.jobsOf(JobTypes.BUDGET_RESERVE))
        .singleElement()
        .satisfies(job -> assertThat(job).containsEntry("applicationRef", REF));
  }

  @Test
  @DisplayName("waits while all are taken, however long, and takes the one that is released for it")
  void waitsForAReleasedVoucher() {
    work.on(
        JobTypes.BUDGET_RESERVE,
        throwing("BUDGET_EXHAUSTED", Map.of()),
        returning(Map.of("budgetLine", "VOUCHER")));
    var reservation = start();
    assertThat(reservation)
        .isWaitingForMessage("voucher-released", REF + "/waiting/1")
        .isWaitingForMessage("waiting-list-closed", REF + "/waiting-list-closure/1");

    publish("voucher-released", "V-2026-000124/waiting/1");
    publish("voucher-released", REF + "/waiting/2");
    engine.increaseTime(Duration.ofDays(200));
    assertThat(reservation)
        .isActive()
        .isWaitingForMessage("voucher-released", REF + "/waiting/1")
        .hasVariable("voucherReserved", false);

    publish("voucher-released", REF + "/waiting/1");

    assertThat(reservation)
        .isCompleted()
        .hasCompletedElementsInOrder(
            "Event_BudgetExhausted",
            "Task_JoinWaitingList",
            "Event_VoucherReleased",
            "Task_ReserveBudget",
            "Event_VoucherReserved")
        .hasVariable("voucherReserved", true)
        .hasVariable("reasonCodes", List.of())
        .hasNotActivatedElements("Event_NoVoucher");
  }

  @Test
  @DisplayName("is not missed when it comes before the waiting begins")
  void findsAMessageThatCameFirst() {
    work.on(
        JobTypes.BUDGET_RESERVE,
        throwing("BUDGET_EXHAUSTED", Map.of()),
        returning(Map.of("budgetLine", "VOUCHER")));
    client
        .newPublishMessageCommand()
        .messageName("voucher-released")
        .correlationKey(REF + "/waiting/1")
        .timeToLive(Duration.ofDays(7))
        .send()
        .join();

    assertThat(start()).isCompleted().hasVariable("voucherReserved", true);
  }

  @Test
  @DisplayName("waits on under a new number when the released voucher is gone after all")
  void waitsOnWhenTheVoucherIsGone() {
    work.on(
        JobTypes.BUDGET_RESERVE,
        throwing("BUDGET_EXHAUSTED", Map.of()),
        throwing("BUDGET_EXHAUSTED", Map.of()),
        returning(Map.of("budgetLine", "VOUCHER")));
    work.on(
        JobTypes.BUDGET_JOIN_WAITING_LIST,
        returning(Map.of("waitingNumber", 1)),
        returning(Map.of("waitingNumber", 2)));
    var reservation = start();
    assertThat(reservation).isWaitingForMessage("voucher-released", REF + "/waiting/1");
    publish("voucher-released", REF + "/waiting/1");

    assertThat(reservation).isWaitingForMessage("voucher-released", REF + "/waiting/2");
    publish("voucher-released", REF + "/waiting/2");

    assertThat(reservation)
        .isCompleted()
        .hasCompletedElement("Task_JoinWaitingList", 2)
        .hasVariable("voucherReserved", true);
  }

  @Test
  @DisplayName("ends without a voucher when the programme closes the waiting list")
  void endsWhenTheListIsClosed() {
    work.on(JobTypes.BUDGET_RESERVE, throwing("BUDGET_EXHAUSTED", Map.of()));
    var reservation = start();
    assertThat(reservation)
        .isWaitingForMessage("waiting-list-closed", REF + "/waiting-list-closure/1");

    publish("waiting-list-closed", REF + "/waiting-list-closure/1");

    assertThat(reservation)
        .isCompleted()
        .hasCompletedElementsInOrder("Event_WaitingListClosed", "Event_NoVoucher")
        .hasVariable("voucherReserved", false)
        .hasVariable("reasonCodes", List.of("BUDGET_EXHAUSTED"))
        .hasNotActivatedElements("Event_VoucherReserved");
  }

  @Test
  @DisplayName("ends without a voucher when the waiting list is closed already")
  void endsWhenTheListWasClosedBefore() {
    work.on(JobTypes.BUDGET_RESERVE, throwing("BUDGET_EXHAUSTED", Map.of()));
    work.on(JobTypes.BUDGET_JOIN_WAITING_LIST, throwing("WAITING_LIST_CLOSED", Map.of()));

    assertThat(start())
        .isCompleted()
        .hasCompletedElementsInOrder("Event_ListAlreadyClosed", "Event_NoVoucher")
        .hasVariable("voucherReserved", false)
        .hasVariable("reasonCodes", List.of("BUDGET_EXHAUSTED"))
        .hasNotActivatedElements("Gateway_WaitingEnds");
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
        .bpmnProcessId("voucher-reservation")
        .latestVersion()
        .variables(Map.of("applicationRef", REF))
        .send()
        .join();
  }
}
