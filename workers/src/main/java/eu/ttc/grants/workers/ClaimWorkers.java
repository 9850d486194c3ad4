package eu.ttc.grants.workers;

import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.Verification.NotAllowed;
import eu.ttc.grants.claim.Verification.Recorded;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import io.camunda.client.exception.CamundaError;
import java.time.OffsetDateTime;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Claims invited, lapsed and verified. */
@Component
public class ClaimWorkers {

  private final Claims claims;
  private final TaskCompletions completions;

  ClaimWorkers(Claims claims, TaskCompletions completions) {
    this.claims = claims;
    this.completions = completions;
  }

  /** Until when something can be claimed. */
  public record OpenInput(String applicationRef, String claimDeadline) {}

  /** The claim that is awaited now. */
  public record OpenResult(int claimNumber) {}

  /** Which claim. */
  public record ClaimInput(String applicationRef, int claimNumber) {}

  /** Where the claim stands, and when it is really due. */
  public record LapseResult(String claimState, String claimDeadline) {}

  /** The verdicts of the form. */
  public enum Verdict {
    ACCEPTED,
    REFUSED
  }

  /** What the officer found. */
  public record VerificationInput(
      String applicationRef, int claimNumber, Verdict claimVerdict, String verificationFindings) {}

  /** Whether it is paid. */
  public record VerificationResult(boolean claimAccepted) {}

  @JobWorker(type = JobTypes.CLAIM_OPEN)
  public OpenResult open(@VariablesAsType OpenInput in, @ElementInstanceKey long elementInstance) {
    return new OpenResult(
        claims.open(
            ApplicationRef.of(in.applicationRef()),
            OffsetDateTime.parse(in.claimDeadline()),
            StepKey.of(JobTypes.CLAIM_OPEN, elementInstance)));
  }

  @JobWorker(type = JobTypes.CLAIM_LAPSE)
  public LapseResult lapse(
      @VariablesAsType ClaimInput in, @ElementInstanceKey long elementInstance) {
    var check =
        claims.lapse(
            ApplicationRef.of(in.applicationRef()),
            in.claimNumber(),
            StepKey.of(JobTypes.CLAIM_LAPSE, elementInstance));
    return new LapseResult(check.state().name(), check.dueAt().toString());
  }

  @JobWorker(type = JobTypes.CLAIM_RECORD_VERIFICATION)
  public VerificationResult recordVerification(
      @VariablesAsType VerificationInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_VerifyClaim", elementInstance);
    return switch (claims.recordVerification(
        ApplicationRef.of(in.applicationRef()),
        in.claimNumber(),
        in.claimVerdict() == Verdict.ACCEPTED,
        in.verificationFindings(),
        task.username(),
        StepKey.of(JobTypes.CLAIM_RECORD_VERIFICATION, elementInstance))) {
      case Recorded(var accepted) -> new VerificationResult(accepted);
      case NotAllowed(var problem) ->
          throw CamundaError.bpmnError(
              "VERIFICATION_NOT_ALLOWED", problem, Map.of("problem", problem));
    };
  }
}
