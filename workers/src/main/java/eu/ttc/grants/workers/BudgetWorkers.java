package eu.ttc.grants.workers;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.Joining.ListClosed;
import eu.ttc.grants.budget.Joining.Waiting;
import eu.ttc.grants.budget.Reservation.BudgetExhausted;
import eu.ttc.grants.budget.Reservation.Reserved;
import eu.ttc.grants.budget.WaitingList;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import io.camunda.client.exception.CamundaError;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Money set aside, waited for and committed. */
@Component
public class BudgetWorkers {

  private final Budget budget;
  private final WaitingList waitingList;
  private final Applications applications;

  BudgetWorkers(Budget budget, WaitingList waitingList, Applications applications) {
    this.budget = budget;
    this.waitingList = waitingList;
    this.applications = applications;
  }

  /** The line that pays. */
  public record ReserveResult(String budgetLine) {}

  @JobWorker(type = JobTypes.BUDGET_RESERVE)
  public ReserveResult reserve(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    var ref = ApplicationRef.of(in.applicationRef());
    var amount = applications.get(ref).requestedAmount();
    return switch (budget.reserve(
        ref, amount, StepKey.of(JobTypes.BUDGET_RESERVE, elementInstance))) {
      case Reserved(var line, var voucher, var reserved) -> new ReserveResult(line);
      case BudgetExhausted(var why) ->
          throw CamundaError.bpmnError(
              "BUDGET_EXHAUSTED",
              why,
              Map.of("reasonCodes", List.of(ReasonCode.BUDGET_EXHAUSTED.name())));
    };
  }

  /**
   * Number of the entry, part of the keys under which the lifecycle is told how the waiting ends.
   */
  public record JoinResult(int waitingNumber) {}

  @JobWorker(type = JobTypes.BUDGET_JOIN_WAITING_LIST)
  public JoinResult joinWaitingList(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    return switch (waitingList.join(
        ApplicationRef.of(in.applicationRef()),
        StepKey.of(JobTypes.BUDGET_JOIN_WAITING_LIST, elementInstance))) {
      case Waiting(var number, var position) -> new JoinResult(number);
      case ListClosed(var why) -> throw CamundaError.bpmnError("WAITING_LIST_CLOSED", why);
    };
  }

  @JobWorker(type = JobTypes.BUDGET_COMMIT)
  public void commit(@VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    budget.commit(
        ApplicationRef.of(in.applicationRef()),
        StepKey.of(JobTypes.BUDGET_COMMIT, elementInstance));
  }
}
