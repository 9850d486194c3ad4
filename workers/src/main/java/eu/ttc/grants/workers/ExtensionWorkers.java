package eu.ttc.grants.workers;

import eu.ttc.grants.claim.ExtensionDecision.Decided;
import eu.ttc.grants.claim.ExtensionDecision.ExtensionNotAllowed;
import eu.ttc.grants.claim.Extensions;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** More time for work and claim. */
@Component
public class ExtensionWorkers {

  private final Extensions extensions;
  private final TaskCompletions completions;

  ExtensionWorkers(Extensions extensions, TaskCompletions completions) {
    this.extensions = extensions;
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

  @JobWorker(type = JobTypes.CLAIM_RECORD_EXTENSION)
  public ExtensionResult recordExtension(
      @VariablesAsType ExtensionInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_DecideOnExtension", elementInstance);
    return switch (extensions.decide(
        ApplicationRef.of(in.applicationRef()),
        in.extensionVerdict() == Verdict.GRANTED,
        FormValues.text(in.extensionReasons()),
        OffsetDateTime.parse(in.extendedDeadline()),
        task.username(),
        StepKey.of(JobTypes.CLAIM_RECORD_EXTENSION, elementInstance))) {
      case Decided(var granted, var dueAt) -> new ExtensionResult(granted, dueAt.toString());
      case ExtensionNotAllowed(var problem) ->
          throw Refusal.bpmnError("EXTENSION_NOT_ALLOWED", problem);
    };
  }
}
