package eu.ttc.grants.workers;

import eu.ttc.grants.agreement.SigningTimes;
import eu.ttc.grants.claim.Extensions;
import eu.ttc.grants.deadline.ExtensionDecision;
import eu.ttc.grants.deadline.ExtensionDecision.Decided;
import eu.ttc.grants.deadline.ExtensionDecision.ExtensionNotAllowed;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** More time: for work and claim of a voucher, and to sign an agreement of the fund. */
@Component
public class ExtensionWorkers {

  private static final String TASK = "Task_DecideOnExtension";

  private final Extensions extensions;
  private final SigningTimes signingTimes;
  private final TaskCompletions completions;

  ExtensionWorkers(Extensions extensions, SigningTimes signingTimes, TaskCompletions completions) {
    this.extensions = extensions;
    this.signingTimes = signingTimes;
    this.completions = completions;
  }

  /** The verdicts of the form. */
  public enum Verdict {
    GRANTED,
    REFUSED
  }

  /** What the officer typed, and the date that an extension leads to. */
  public record ExtensionInput(
      String applicationRef,
      Verdict extensionVerdict,
      @Nullable String extensionReasons,
      String extendedDeadline) {}

  /** When the claim is due now, moved or not. */
  public record ExtensionResult(boolean extensionGranted, String claimDeadline) {}

  /** Until when all can sign now, moved or not. */
  public record SigningResult(boolean extensionGranted, String acceptanceDeadline) {}

  /** Until when all could sign with an extension. */
  public record ExtendedDeadlineResult(String extendedDeadline) {}

  @JobWorker(type = JobTypes.CLAIM_RECORD_EXTENSION)
  public ExtensionResult recordExtension(
      @VariablesAsType ExtensionInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, TASK, elementInstance);
    var decided =
        decided(
            extensions.decide(
                ApplicationRef.of(in.applicationRef()),
                in.extensionVerdict() == Verdict.GRANTED,
                FormValues.text(in.extensionReasons()),
                OffsetDateTime.parse(in.extendedDeadline()),
                task.username(),
                StepKey.of(JobTypes.CLAIM_RECORD_EXTENSION, elementInstance)));
    return new ExtensionResult(decided.granted(), decided.dueAt().toString());
  }

  @JobWorker(type = JobTypes.AGREEMENT_FIND_EXTENDED_DEADLINE)
  public ExtendedDeadlineResult findExtendedDeadline(@VariablesAsType CaseInput in) {
    return new ExtendedDeadlineResult(
        signingTimes.extended(ApplicationRef.of(in.applicationRef())).toString());
  }

  @JobWorker(type = JobTypes.AGREEMENT_RECORD_EXTENSION)
  public SigningResult recordSigningTime(
      @VariablesAsType ExtensionInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, TASK, elementInstance);
    var decided =
        decided(
            signingTimes.decide(
                ApplicationRef.of(in.applicationRef()),
                in.extensionVerdict() == Verdict.GRANTED,
                FormValues.text(in.extensionReasons()),
                task.username(),
                StepKey.of(JobTypes.AGREEMENT_RECORD_EXTENSION, elementInstance)));
    return new SigningResult(decided.granted(), decided.dueAt().toString());
  }

  private static Decided decided(ExtensionDecision outcome) {
    return switch (outcome) {
      case Decided decided -> decided;
      case ExtensionNotAllowed(var problem) ->
          throw Refusal.bpmnError("EXTENSION_NOT_ALLOWED", problem);
    };
  }
}
