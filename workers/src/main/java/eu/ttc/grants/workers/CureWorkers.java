package eu.ttc.grants.workers;

import eu.ttc.grants.cofunding.CureState;
import eu.ttc.grants.cofunding.Cures;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.withdrawal.Terminate;
import eu.ttc.grants.withdrawal.Withdrawals;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Co-funders who left: whether they were replaced, and what follows if not. */
@Component
public class CureWorkers {

  private final Cures cures;
  private final Withdrawals withdrawals;
  private final TaskCompletions completions;
  private final String baseUrl;

  CureWorkers(
      Cures cures,
      Withdrawals withdrawals,
      TaskCompletions completions,
      @Value("${grants.base-url}") String baseUrl) {
    this.cures = cures;
    this.withdrawals = withdrawals;
    this.completions = completions;
    this.baseUrl = baseUrl;
  }

  /** The verdicts of the form. */
  public enum Verdict {
    AMEND,
    TERMINATE
  }

  /** Which co-funder. */
  public record CureInput(String applicationRef, int cureNumber) {}

  /** Where it stands, until when there is time, and where people find the dossier. */
  public record CureResult(CureState cureState, String cureDeadline, String dossierUrl) {}

  /** What the programme manager typed. */
  public record DecisionInput(
      String applicationRef,
      int cureNumber,
      Verdict cureVerdict,
      @Nullable String cureReasons,
      @Nullable String cureHearing) {}

  /** Whether the agreement has ended. */
  public record DecisionResult(boolean agreementTerminated) {}

  @JobWorker(type = JobTypes.COFUNDING_CHECK_CURE)
  public CureResult checkCure(
      @VariablesAsType CureInput in, @ElementInstanceKey long elementInstance) {
    var ref = ApplicationRef.of(in.applicationRef());
    var checked =
        cures.check(
            ref, in.cureNumber(), StepKey.of(JobTypes.COFUNDING_CHECK_CURE, elementInstance));
    return new CureResult(
        checked.state(), checked.until().toString(), baseUrl + "/dossiers/" + ref);
  }

  @JobWorker(type = JobTypes.COFUNDING_DECIDE_CURE)
  public DecisionResult decideCure(
      @VariablesAsType DecisionInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_AmendOrTerminate", elementInstance);
    var ref = ApplicationRef.of(in.applicationRef());
    var reasons = FormValues.text(in.cureReasons());
    try {
      if (in.cureVerdict() == Verdict.AMEND) {
        cures.askForAmendment(
            ref,
            in.cureNumber(),
            reasons,
            task.username(),
            StepKey.of(JobTypes.COFUNDING_DECIDE_CURE, elementInstance));
      } else {
        withdrawals.terminate(
            new Terminate(ref, reasons, FormValues.text(in.cureHearing()), task.username()));
      }
      return new DecisionResult(in.cureVerdict() == Verdict.TERMINATE);
    } catch (InvalidInput | NotNow refused) {
      throw Refusal.bpmnError("CURE_NOT_ALLOWED", refused.getMessage());
    }
  }
}
