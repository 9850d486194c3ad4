package eu.ttc.grants.workers;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.stateaid.DeMinimis;
import eu.ttc.grants.stateaid.HeadroomCheck.CeilingExceeded;
import eu.ttc.grants.stateaid.HeadroomCheck.Reserved;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import java.util.List;
import org.springframework.stereotype.Component;

/** Room in the de minimis account of the undertaking. */
@Component
public class StateAidWorkers {

  private final DeMinimis deMinimis;
  private final Applications applications;

  StateAidWorkers(DeMinimis deMinimis, Applications applications) {
    this.deMinimis = deMinimis;
    this.applications = applications;
  }

  /** Whether the aid fits; the reason code if not. */
  public record HeadroomResult(boolean withinDeMinimisCeiling, List<ReasonCode> reasonCodes) {}

  @JobWorker(type = JobTypes.STATEAID_CHECK_DE_MINIMIS)
  public HeadroomResult checkDeMinimis(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    var ref = ApplicationRef.of(in.applicationRef());
    var amount = applications.get(ref).requestedAmount();
    return switch (deMinimis.check(
        ref, amount, StepKey.of(JobTypes.STATEAID_CHECK_DE_MINIMIS, elementInstance))) {
      case Reserved(var reserved) -> new HeadroomResult(true, List.of());
      case CeilingExceeded(var figures) ->
          new HeadroomResult(false, List.of(ReasonCode.DE_MINIMIS_CEILING));
    };
  }
}
