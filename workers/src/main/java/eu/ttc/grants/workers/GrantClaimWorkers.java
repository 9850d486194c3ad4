package eu.ttc.grants.workers;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.claim.ClaimKind;
import eu.ttc.grants.claim.ClaimOutcome;
import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.ClaimToVerify;
import eu.ttc.grants.claim.CostCheck;
import eu.ttc.grants.claim.CostId;
import eu.ttc.grants.claim.CostVerdict;
import eu.ttc.grants.claim.GrantClaims;
import eu.ttc.grants.claim.GrantVerification.VerificationNotAllowed;
import eu.ttc.grants.claim.GrantVerification.Verified;
import eu.ttc.grants.claim.ReasonKind;
import eu.ttc.grants.claim.RecordGrantVerification;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import io.camunda.client.exception.BpmnError;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Claims of grants awaited, lapsed and verified. */
@Component
public class GrantClaimWorkers {

  private final GrantClaims claims;
  private final TaskCompletions completions;

  GrantClaimWorkers(GrantClaims claims, TaskCompletions completions) {
    this.claims = claims;
    this.completions = completions;
  }

  /** Until when its work is done. */
  public record PlanResult(String workEnds) {}

  /** Until when the final claim is to be handed in. */
  public record OpenInput(String applicationRef, String claimDeadline) {}

  /** The claim that is awaited now. */
  public record OpenResult(int claimNumber) {}

  /** Which claim. */
  public record ClaimInput(String applicationRef, int claimNumber) {}

  /** Where the claim stands, when it is really due, and what follows if it lapsed. */
  public record LapseResult(
      ClaimState claimState, String claimDeadline, ClaimOutcome claimOutcome) {}

  /** Which claim, and until when it is to be paid. */
  public record PrepareInput(String applicationRef, int claimNumber, String payBy) {}

  /** The verdicts on a claim. */
  public enum Verdict {
    ACCEPTED,
    REFUSED
  }

  /**
   * One cost as the form shows it and gives it back; amounts in euros.
   *
   * @param checks what a machine noticed, in words for officers
   */
  public record Cost(
      String costNumber,
      int partner,
      AidCategory category,
      BigDecimal claimedEuros,
      String paidOn,
      String checks,
      CostVerdict.@Nullable Kind costVerdict,
      @Nullable BigDecimal acceptedEuros,
      @Nullable String reasonKind,
      @Nullable String costReason) {

    static Cost of(ClaimToVerify.Line line) {
      var cost = line.cost().cost();
      return new Cost(
          line.cost().id().toString(),
          cost.partner(),
          cost.category(),
          cost.amount().inEuros(),
          cost.paidOn().toString(),
          told(line.checks()),
          line.checks().isEmpty() ? CostVerdict.Kind.ACCEPTED : null,
          null,
          null,
          null);
    }
  }

  /**
   * What the officer is to look at.
   *
   * @param payBy day until which the claim is to be paid
   * @param reportsOverdue numbers of progress reports that keep it from being accepted
   */
  public record Prepared(
      ClaimKind claimKind, String payBy, List<Cost> claimCosts, List<Integer> reportsOverdue) {}

  /** What the officer found. */
  public record VerificationInput(
      String applicationRef,
      int claimNumber,
      Verdict claimVerdict,
      @Nullable String verificationFindings,
      @Nullable List<Cost> claimCosts) {}

  /** What follows from it. */
  public record VerificationResult(ClaimOutcome claimOutcome) {}

  @JobWorker(type = JobTypes.CLAIM_READ_PLAN)
  public PlanResult readPlan(@VariablesAsType CaseInput in) {
    return new PlanResult(claims.workEnds(ApplicationRef.of(in.applicationRef())).toString());
  }

  @JobWorker(type = JobTypes.CLAIM_OPEN_GRANT_CLAIM)
  public OpenResult open(@VariablesAsType OpenInput in, @ElementInstanceKey long elementInstance) {
    return new OpenResult(
        claims.open(
            ApplicationRef.of(in.applicationRef()),
            OffsetDateTime.parse(in.claimDeadline()),
            StepKey.of(JobTypes.CLAIM_OPEN_GRANT_CLAIM, elementInstance)));
  }

  @JobWorker(type = JobTypes.CLAIM_LAPSE_GRANT_CLAIM)
  public LapseResult lapse(
      @VariablesAsType ClaimInput in, @ElementInstanceKey long elementInstance) {
    var lapse =
        claims.lapse(
            ApplicationRef.of(in.applicationRef()),
            in.claimNumber(),
            StepKey.of(JobTypes.CLAIM_LAPSE_GRANT_CLAIM, elementInstance));
    return new LapseResult(lapse.state(), lapse.dueAt().toString(), lapse.outcome());
  }

  /** With which claim a grant that ended was settled, and what is left to be done. */
  public record EndResult(int claimNumber, ClaimOutcome claimOutcome) {}

  @JobWorker(type = JobTypes.CLAIM_FIND_GRANT_END)
  public EndResult findEnd(@VariablesAsType CaseInput in) {
    var end = claims.end(ApplicationRef.of(in.applicationRef()));
    return new EndResult(end.claimNumber(), end.outcome());
  }

  @JobWorker(type = JobTypes.CLAIM_PREPARE_GRANT_VERIFICATION)
  public Prepared prepare(@VariablesAsType PrepareInput in) {
    var claim =
        claims.prepare(
            ApplicationRef.of(in.applicationRef()),
            in.claimNumber(),
            OffsetDateTime.parse(in.payBy()));
    return new Prepared(
        Objects.requireNonNull(claim.claim().kind()),
        LocalDate.ofInstant(claim.payBy(), Applications.PROGRAMME_ZONE).toString(),
        claim.lines().stream().map(Cost::of).toList(),
        claim.reportsOverdue());
  }

  @JobWorker(type = JobTypes.CLAIM_RECORD_GRANT_VERIFICATION)
  public VerificationResult record(
      @VariablesAsType VerificationInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_VerifyGrantClaim", elementInstance);
    var accepted = in.claimVerdict() == Verdict.ACCEPTED;
    var command =
        new RecordGrantVerification(
            ApplicationRef.of(in.applicationRef()),
            in.claimNumber(),
            accepted,
            FormValues.text(in.verificationFindings()),
            accepted && in.claimCosts() != null
                ? in.claimCosts().stream().map(GrantClaimWorkers::verdict).toList()
                : List.of(),
            task.username());
    return switch (claims.record(
        command, StepKey.of(JobTypes.CLAIM_RECORD_GRANT_VERIFICATION, elementInstance))) {
      case Verified(var outcome) -> new VerificationResult(outcome);
      case VerificationNotAllowed(var problem) -> throw notAllowed(problem);
    };
  }

  private static CostVerdict verdict(Cost cost) {
    var id = CostId.parse(cost.costNumber());
    var kind = FormValues.choice(ReasonKind.class, cost.reasonKind());
    var reason = FormValues.text(cost.costReason());
    return switch (cost.costVerdict()) {
      case ACCEPTED -> CostVerdict.accepted(id);
      case CORRECTED ->
          new CostVerdict(
              id, CostVerdict.Kind.CORRECTED, cents(cost.acceptedEuros()), kind, reason);
      case REFUSED -> new CostVerdict(id, CostVerdict.Kind.REFUSED, null, kind, reason);
      case PARKED -> new CostVerdict(id, CostVerdict.Kind.PARKED, null, kind, reason);
      case null -> throw notAllowed("Cost %s has no verdict yet.".formatted(id));
    };
  }

  private static String told(Set<CostCheck> checks) {
    return checks.isEmpty()
        ? "Nothing"
        : checks.stream().map(GrantClaimWorkers::told).collect(Collectors.joining("; "));
  }

  private static String told(CostCheck check) {
    return switch (check) {
      case NOT_IN_PLAN -> "nothing is planned for this partner and category";
      case OUT_OF_PERIOD -> "outside the period of the plan";
      case OVER_BUDGET -> "more than is left in the budget line";
      case PAID_AFTER_CLAIM -> "paid after the claim";
      case NO_EVIDENCE -> "no proof";
      case DOCUMENT_USED_BEFORE -> "the proof was used before";
      case INVOICE_CLAIMED_BEFORE -> "an invoice of this number was claimed before";
      case MENTIONS_VAT -> "the description speaks of VAT";
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
