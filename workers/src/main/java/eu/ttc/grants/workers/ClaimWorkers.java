package eu.ttc.grants.workers;

import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.CostCategory;
import eu.ttc.grants.claim.CostLineView;
import eu.ttc.grants.claim.LineVerdict;
import eu.ttc.grants.claim.RecordVerification;
import eu.ttc.grants.claim.Verification.NotAllowed;
import eu.ttc.grants.claim.Verification.Recorded;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.StepKey;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import io.camunda.client.exception.BpmnError;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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

  /** The verdicts on one cost line. */
  public enum LineVerdictCode {
    ACCEPTED,
    CORRECTED,
    REFUSED
  }

  /** One cost line as the form shows it and gives it back; amounts in euros. */
  public record Line(
      int lineNumber,
      CostCategory category,
      BigDecimal claimedEuros,
      @Nullable LineVerdictCode lineVerdict,
      @Nullable BigDecimal acceptedEuros,
      @Nullable String lineReason) {

    static Line of(CostLineView view) {
      return new Line(
          view.number(),
          view.category(),
          view.claimed().inEuros(),
          LineVerdictCode.ACCEPTED,
          null,
          null);
    }
  }

  /** The lines that the officer is to look at. */
  public record LinesResult(List<Line> claimLines) {}

  /** What the officer found. */
  public record VerificationInput(
      String applicationRef,
      int claimNumber,
      Verdict claimVerdict,
      @Nullable String verificationFindings,
      @Nullable List<Line> claimLines) {}

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

  @JobWorker(type = JobTypes.CLAIM_LIST_LINES)
  public LinesResult listLines(@VariablesAsType ClaimInput in) {
    return new LinesResult(
        claims.linesOf(ApplicationRef.of(in.applicationRef()), in.claimNumber()).stream()
            .map(Line::of)
            .toList());
  }

  @JobWorker(type = JobTypes.CLAIM_RECORD_VERIFICATION)
  public VerificationResult recordVerification(
      @VariablesAsType VerificationInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_VerifyClaim", elementInstance);
    var command =
        new RecordVerification(
            ApplicationRef.of(in.applicationRef()),
            in.claimNumber(),
            in.claimVerdict() == Verdict.ACCEPTED,
            FormValues.text(in.verificationFindings()),
            verdicts(in.claimLines()),
            task.username());
    return switch (claims.recordVerification(
        command, StepKey.of(JobTypes.CLAIM_RECORD_VERIFICATION, elementInstance))) {
      case Recorded(var accepted) -> new VerificationResult(accepted);
      case NotAllowed(var problem) -> throw notAllowed(problem);
    };
  }

  private static List<LineVerdict> verdicts(@Nullable List<Line> lines) {
    return lines == null ? List.of() : lines.stream().map(ClaimWorkers::verdict).toList();
  }

  private static LineVerdict verdict(Line line) {
    var reason = FormValues.text(line.lineReason());
    return switch (line.lineVerdict()) {
      case ACCEPTED -> new LineVerdict.Accepted(line.lineNumber());
      case CORRECTED ->
          new LineVerdict.Corrected(line.lineNumber(), cents(line.acceptedEuros()), reason);
      case REFUSED -> new LineVerdict.Refused(line.lineNumber(), reason);
      case null -> throw notAllowed("Line %d has no verdict yet.".formatted(line.lineNumber()));
    };
  }

  private static Cents cents(@Nullable BigDecimal euros) {
    return Objects.requireNonNullElse(
        FormValues.cents(euros, "VERIFICATION_NOT_ALLOWED"), Cents.ZERO);
  }

  private static BpmnError notAllowed(String problem) {
    return Refusal.bpmnError("VERIFICATION_NOT_ALLOWED", problem);
  }
}
