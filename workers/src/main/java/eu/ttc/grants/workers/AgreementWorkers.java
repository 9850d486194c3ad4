package eu.ttc.grants.workers;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.agreement.AssuredGrants;
import eu.ttc.grants.agreement.Signatures;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import org.springframework.stereotype.Component;

/** Grants settled, and agreements about them offered and lapsed. */
@Component
public class AgreementWorkers {

  private final Agreements agreements;
  private final Signatures signatures;
  private final AssuredGrants grants;

  AgreementWorkers(Agreements agreements, Signatures signatures, AssuredGrants grants) {
    this.agreements = agreements;
    this.signatures = signatures;
    this.grants = grants;
  }

  /** Whether the aid is to be computed anew, for a smaller project. */
  public record ReducedResult(boolean grantReduced) {}

  /** Whether the co-funding is assured for the grant as it was computed. */
  public record SettledResult(boolean grantSettled) {}

  /** What to offer until when. */
  public record OfferInput(String applicationRef, String acceptanceDeadline) {}

  /** Where the agreement stands, and its real deadline. */
  public record LapseResult(String agreementState, String acceptanceDeadline) {}

  @JobWorker(type = JobTypes.AGREEMENT_OFFER)
  public void offer(@VariablesAsType OfferInput in, @ElementInstanceKey long elementInstance) {
    agreements.offer(
        ApplicationRef.of(in.applicationRef()),
        OffsetDateTime.parse(in.acceptanceDeadline()),
        StepKey.of(JobTypes.AGREEMENT_OFFER, elementInstance));
  }

  @JobWorker(type = JobTypes.AGREEMENT_LAPSE)
  public LapseResult lapse(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    var check =
        agreements.lapse(
            ApplicationRef.of(in.applicationRef()),
            StepKey.of(JobTypes.AGREEMENT_LAPSE, elementInstance));
    return new LapseResult(check.state().name(), check.acceptBy().toString());
  }

  @JobWorker(type = JobTypes.AGREEMENT_REMIND_SIGNATORIES)
  public void remind(@VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    signatures.remind(
        ApplicationRef.of(in.applicationRef()),
        StepKey.of(JobTypes.AGREEMENT_REMIND_SIGNATORIES, elementInstance));
  }

  @JobWorker(type = JobTypes.AGREEMENT_RESERVE_GRANT)
  public void reserve(@VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    grants.reserveAgain(
        ApplicationRef.of(in.applicationRef()),
        StepKey.of(JobTypes.AGREEMENT_RESERVE_GRANT, elementInstance));
  }

  @JobWorker(type = JobTypes.AGREEMENT_TAKE_FINANCING_PLAN)
  public void takePlan(@VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    grants.takePlan(
        ApplicationRef.of(in.applicationRef()),
        StepKey.of(JobTypes.AGREEMENT_TAKE_FINANCING_PLAN, elementInstance));
  }

  @JobWorker(type = JobTypes.AGREEMENT_TAKE_REDUCED_PROJECT)
  public ReducedResult takeReducedProject(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    return new ReducedResult(
        grants.takeReducedProject(
            ApplicationRef.of(in.applicationRef()),
            StepKey.of(JobTypes.AGREEMENT_TAKE_REDUCED_PROJECT, elementInstance)));
  }

  @JobWorker(type = JobTypes.AGREEMENT_SETTLE_GRANT)
  public SettledResult settle(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    return new SettledResult(
        grants.settle(
            ApplicationRef.of(in.applicationRef()),
            StepKey.of(JobTypes.AGREEMENT_SETTLE_GRANT, elementInstance)));
  }
}
