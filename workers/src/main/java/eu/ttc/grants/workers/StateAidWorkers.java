package eu.ttc.grants.workers;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.stateaid.AidAnswer;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.stateaid.AidQuestion;
import eu.ttc.grants.stateaid.DeMinimis;
import eu.ttc.grants.stateaid.HeadroomCheck.CeilingExceeded;
import eu.ttc.grants.stateaid.HeadroomCheck.Reserved;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Room in the de minimis account of the undertaking; basis and amount of the aid of a project. */
@Component
public class StateAidWorkers {

  private final DeMinimis deMinimis;
  private final AidComputations computations;
  private final Applications applications;

  StateAidWorkers(DeMinimis deMinimis, AidComputations computations, Applications applications) {
    this.deMinimis = deMinimis;
    this.computations = computations;
    this.applications = applications;
  }

  /** Whether the aid fits; the reason code if not. */
  public record HeadroomResult(boolean withinDeMinimisCeiling, List<ReasonCode> reasonCodes) {}

  /** Which application, and which version of its project; the one that counts when none is told. */
  public record PrepareInput(String applicationRef, @Nullable Integer aidProject) {}

  /** What the tables of basis and intensity are asked, about which version of the project. */
  public record PrepareResult(
      int aidProject, boolean crossBorder, List<AidQuestion> aidQuestions) {}

  /** What the tables said. */
  public record ComputeInput(String applicationRef, int aidProject, List<AidAnswer> aidAnswers) {}

  /** The grant, none when refused, with the number of the computation sheet. */
  public record ComputeResult(
      int aidSheet, boolean aidAllowed, long grantCents, List<ReasonCode> reasonCodes) {}

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

  @JobWorker(type = JobTypes.STATEAID_PREPARE_AID)
  public PrepareResult prepareAid(
      @VariablesAsType PrepareInput in, @ElementInstanceKey long elementInstance) {
    var ref = ApplicationRef.of(in.applicationRef());
    var step = StepKey.of(JobTypes.STATEAID_PREPARE_AID, elementInstance);
    var prepared =
        in.aidProject() == null
            ? computations.prepare(ref, step)
            : computations.prepare(ref, in.aidProject(), step);
    return new PrepareResult(prepared.project(), prepared.crossBorder(), prepared.questions());
  }

  @JobWorker(type = JobTypes.STATEAID_COMPUTE_AID)
  public ComputeResult computeAid(
      @VariablesAsType ComputeInput in, @ElementInstanceKey long elementInstance) {
    var computed =
        computations.compute(
            ApplicationRef.of(in.applicationRef()),
            in.aidProject(),
            in.aidAnswers(),
            StepKey.of(JobTypes.STATEAID_COMPUTE_AID, elementInstance));
    return new ComputeResult(
        computed.sheet(), computed.allowed(), computed.grant().value(), computed.reasonCodes());
  }
}
