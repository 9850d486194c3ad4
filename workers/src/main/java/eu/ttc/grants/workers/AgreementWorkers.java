package eu.ttc.grants.workers;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import org.springframework.stereotype.Component;

/** Agreements offered and lapsed. */
@Component
public class AgreementWorkers {

  private final Agreements agreements;

  AgreementWorkers(Agreements agreements) {
    this.agreements = agreements;
  }

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
}
