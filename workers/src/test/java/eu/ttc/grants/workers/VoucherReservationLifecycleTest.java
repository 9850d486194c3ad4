package eu.ttc.grants.workers;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ttc.grants.budget.AllocateBudget;
import eu.ttc.grants.budget.Allocations;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.WaitingList;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.reporting.Promises;
import eu.ttc.grants.testing.ApplicationDesk;
import io.camunda.client.CamundaClient;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.response.ProcessInstanceEvent;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Waiting for a voucher with everything real, every job delivered twice. The line has money for one
 * voucher; the applications themselves wait to be screened, so that nothing else reserves.
 */
@LifecycleTest
@DisplayName("A voucher reservation with everything real")
class VoucherReservationLifecycleTest {

  private final CamundaClient client;
  private final ApplicationDesk desk;
  private final Budget budget;
  private final Allocations allocations;
  private final WaitingList waitingList;
  private final Promises promises;
  private final JdbcClient jdbc;
  private final DeliveredTwice jobs;
  private final List<ApplicationRef> applicants = new ArrayList<>();
  private long availableBefore;

  VoucherReservationLifecycleTest(
      CamundaClient client,
      ApplicationDesk desk,
      Budget budget,
      Allocations allocations,
      WaitingList waitingList,
      Promises promises,
      JdbcClient jdbc,
      DeliveredTwice jobs) {
    this.client = client;
    this.desk = desk;
    this.budget = budget;
    this.allocations = allocations;
    this.waitingList = waitingList;
    this.promises = promises;
    this.jdbc = jdbc;
    this.jobs = jobs;
  }

  @BeforeEach
  void moneyForOneVoucher() {
    availableBefore = available();
    available(500_000);
  }

  @AfterEach
  void promisesHoldAndSecondDeliveriesChangedNothing() {
    assertThat(promises.broken().values()).allMatch(cases -> cases == 0);
    assertThat(jobs.differences()).isEmpty();
    applicants.forEach(this::release);
    jdbc.sql("truncate waiting_list_closure").update();
    available(availableBefore);
  }

  @Test
  @DisplayName("waits until the one before gives the voucher back, and then takes it")
  void takesTheReleasedVoucher() {
    var first = applicant();
    var second = applicant();
    var third = applicant();
    assertThat(reserve(first)).isCompleted().hasVariable("voucherReserved", true);
    var secondWaits = reserve(second);
    assertThat(secondWaits).isWaitingForMessage("voucher-released", second + "/waiting/1");
    var thirdWaits = reserve(third);
    assertThat(thirdWaits).isWaitingForMessage("voucher-released", third + "/waiting/1");

    release(first);

    assertThat(secondWaits)
        .isCompleted()
        .hasCompletedElements("Event_VoucherReleased", "Event_VoucherReserved")
        .hasVariable("voucherReserved", true);
    assertThat(thirdWaits).isActive();
    assertThat(waitingList.position(third).orElseThrow().position()).isEqualTo(1);
  }

  @Test
  @DisplayName(
      "ends without a voucher when a programme manager closes the list, and so do later ones")
  void endsWhenTheListIsClosed() {
    var first = applicant();
    var second = applicant();
    var third = applicant();
    assertThat(reserve(first)).isCompleted();
    var secondWaits = reserve(second);
    assertThat(secondWaits).isWaitingForMessage("voucher-released", second + "/waiting/1");

    waitingList.close("End of the programme", "max");

    assertThat(secondWaits)
        .isCompleted()
        .hasCompletedElements("Event_WaitingListClosed", "Event_NoVoucher")
        .hasVariable("voucherReserved", false)
        .hasVariable("reasonCodes", List.of("BUDGET_EXHAUSTED"));
    assertThat(reserve(third))
        .isCompleted()
        .hasCompletedElements("Event_ListAlreadyClosed", "Event_NoVoucher")
        .hasVariable("voucherReserved", false);
  }

  private ApplicationRef applicant() {
    var ref = desk.submit(anApplication().asSoleTrader().withWorkStarted());
    applicants.add(ref);
    return ref;
  }

  private ProcessInstanceEvent reserve(ApplicationRef ref) {
    return await()
        .ignoreExceptionsMatching(VoucherReservationLifecycleTest::isBackPressure)
        .until(
            () ->
                client
                    .newCreateInstanceCommand()
                    .bpmnProcessId("voucher-reservation")
                    .latestVersion()
                    .variables(Map.of("applicationRef", ref.value()))
                    .send()
                    .join(),
            Objects::nonNull);
  }

  private static boolean isBackPressure(Throwable refused) {
    return refused instanceof ClientStatusException status
        && status.getStatusCode() == Status.Code.RESOURCE_EXHAUSTED;
  }

  private void release(ApplicationRef ref) {
    desk.inTransaction(
        () -> {
          budget.release(ref, "released by test", "tester");
          return ref;
        });
  }

  private void available(long cents) {
    if (cents != available()) {
      allocations.allocate(
          new AllocateBudget(
              "VOUCHER",
              Scheme.VOUCHER,
              cents - available(),
              "test " + System.nanoTime(),
              "changed by test",
              "tester"));
    }
  }

  private long available() {
    return jdbc.sql("select available_cents from budget_line where code = 'VOUCHER'")
        .query(Long.class)
        .single();
  }
}
