package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import eu.ttc.grants.application.ApplicationView;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.Joining.ListClosed;
import eu.ttc.grants.budget.Joining.Waiting;
import eu.ttc.grants.budget.Reservation;
import eu.ttc.grants.budget.Reservation.BudgetExhausted;
import eu.ttc.grants.budget.Reservation.Reserved;
import eu.ttc.grants.budget.WaitingList;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import eu.ttc.grants.workers.BudgetWorkers.JoinResult;
import eu.ttc.grants.workers.BudgetWorkers.ReserveResult;
import io.camunda.client.exception.BpmnError;
import org.junit.jupiter.api.Test;

class BudgetWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("V-2026-000123");
  private static final CaseInput INPUT = new CaseInput(REF.value());
  private static final Cents VOUCHER = Cents.euros(5_000);
  private static final StepKey JOINING = StepKey.of("budget.join-waiting-list", 7);

  private final Budget budget = mock();
  private final WaitingList waitingList = mock();
  private final Applications applications = mock();
  private final BudgetWorkers workers = new BudgetWorkers(budget, waitingList, applications);

  @Test
  void reservesWhatTheApplicationAsksFor() {
    answers(new Reserved("VOUCHER", 12, VOUCHER));

    assertThat(workers.reserve(INPUT, 7)).isEqualTo(new ReserveResult("VOUCHER"));
  }

  @Test
  void nothingLeftIsAnErrorOfTheModel() {
    answers(new BudgetExhausted("all are taken"));

    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(() -> workers.reserve(INPUT, 7))
        .satisfies(error -> assertThat(error.getErrorCode()).isEqualTo("BUDGET_EXHAUSTED"))
        .withMessageContaining("all are taken");
  }

  @Test
  void tellsTheNumberUnderWhichTheApplicationWaits() {
    when(waitingList.join(REF, JOINING)).thenReturn(new Waiting(2, 17));

    assertThat(workers.joinWaitingList(INPUT, 7)).isEqualTo(new JoinResult(2));
  }

  @Test
  void aClosedListIsAnErrorOfTheModel() {
    when(waitingList.join(REF, JOINING)).thenReturn(new ListClosed("closed since yesterday"));

    assertThatExceptionOfType(BpmnError.class)
        .isThrownBy(() -> workers.joinWaitingList(INPUT, 7))
        .satisfies(error -> assertThat(error.getErrorCode()).isEqualTo("WAITING_LIST_CLOSED"))
        .withMessageContaining("closed since yesterday");
  }

  private void answers(Reservation outcome) {
    ApplicationView application = mock();
    when(application.requestedAmount()).thenReturn(VOUCHER);
    when(applications.get(REF)).thenReturn(application);
    when(budget.reserve(REF, VOUCHER, StepKey.of("budget.reserve", 7))).thenReturn(outcome);
  }
}
