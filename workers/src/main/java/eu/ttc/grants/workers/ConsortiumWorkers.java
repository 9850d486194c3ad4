package eu.ttc.grants.workers;

import eu.ttc.grants.consortium.BonusClaim;
import eu.ttc.grants.consortium.BonusGrounds;
import eu.ttc.grants.consortium.BonusOutcome.FindingsNotAllowed;
import eu.ttc.grants.consortium.BonusVerdict;
import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.consortium.ConsortiumCheck;
import eu.ttc.grants.consortium.ConsortiumState;
import eu.ttc.grants.consortium.FundProjects;
import eu.ttc.grants.consortium.RecordBonusFindings;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Partners of a fund project: asked, reminded, and what they take part with. */
@Component
public class ConsortiumWorkers {

  private final Consortia consortia;
  private final FundProjects projects;
  private final BonusGrounds grounds;
  private final TaskCompletions completions;

  ConsortiumWorkers(
      Consortia consortia,
      FundProjects projects,
      BonusGrounds grounds,
      TaskCompletions completions) {
    this.consortia = consortia;
    this.projects = projects;
    this.grounds = grounds;
    this.completions = completions;
  }

  /** Until when the partners can answer. */
  public record AskInput(String applicationRef, String consortiumDeadline) {}

  /** Which round of asking. */
  public record RoundInput(String applicationRef, int consortiumNumber) {}

  /** Where the round stands, and until when it can really be answered. */
  public record RoundResult(
      int consortiumNumber, ConsortiumState consortiumState, String consortiumDeadline) {

    static RoundResult of(ConsortiumCheck check) {
      return new RoundResult(check.number(), check.state(), check.dueAt().toString());
    }
  }

  /**
   * A statement that may raise the aid, as the form shows it and gives it back; partners are
   * numbers.
   *
   * @param partner 0 when it is about the whole project
   */
  public record Claim(
      int claimNumber,
      BonusClaim.Kind claimKind,
      int partner,
      String claimed,
      @Nullable BonusVerdict claimVerdict,
      @Nullable String claimReason) {

    static Claim of(BonusClaim claim) {
      return new Claim(claim.number(), claim.kind(), claim.partner(), claim.claimed(), null, null);
    }
  }

  /** What is to be verified. */
  public record ClaimsResult(List<Claim> bonusClaims) {}

  /** What an officer found. */
  public record FindingsInput(String applicationRef, @Nullable List<Claim> bonusClaims) {}

  @JobWorker(type = JobTypes.CONSORTIUM_LIST_BONUS_CLAIMS)
  public ClaimsResult listBonusClaims(@VariablesAsType CaseInput in) {
    return new ClaimsResult(
        grounds.claims(ApplicationRef.of(in.applicationRef())).stream().map(Claim::of).toList());
  }

  @JobWorker(type = JobTypes.CONSORTIUM_RECORD_BONUS_FINDINGS)
  public void recordBonusFindings(
      @VariablesAsType FindingsInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_VerifyBonusGrounds", elementInstance);
    var found = Objects.requireNonNullElse(in.bonusClaims(), List.<Claim>of());
    var outcome =
        grounds.record(
            new RecordBonusFindings(
                ApplicationRef.of(in.applicationRef()),
                found.stream()
                    .map(
                        claim ->
                            new RecordBonusFindings.Finding(
                                claim.claimNumber(),
                                claim.claimVerdict(),
                                FormValues.text(claim.claimReason())))
                    .toList(),
                task.username()),
            StepKey.of(JobTypes.CONSORTIUM_RECORD_BONUS_FINDINGS, elementInstance));
    if (outcome instanceof FindingsNotAllowed(var problem)) {
      throw Refusal.bpmnError("FINDINGS_NOT_ALLOWED", problem);
    }
  }

  @JobWorker(type = JobTypes.CONSORTIUM_ASK)
  public RoundResult ask(@VariablesAsType AskInput in, @ElementInstanceKey long elementInstance) {
    return RoundResult.of(
        consortia.ask(
            ApplicationRef.of(in.applicationRef()),
            OffsetDateTime.parse(in.consortiumDeadline()),
            StepKey.of(JobTypes.CONSORTIUM_ASK, elementInstance)));
  }

  @JobWorker(type = JobTypes.CONSORTIUM_REMIND)
  public void remind(@VariablesAsType RoundInput in, @ElementInstanceKey long elementInstance) {
    consortia.remind(
        ApplicationRef.of(in.applicationRef()),
        in.consortiumNumber(),
        StepKey.of(JobTypes.CONSORTIUM_REMIND, elementInstance));
  }

  @JobWorker(type = JobTypes.CONSORTIUM_CHECK)
  public RoundResult check(
      @VariablesAsType RoundInput in, @ElementInstanceKey long elementInstance) {
    return RoundResult.of(
        consortia.check(
            ApplicationRef.of(in.applicationRef()),
            in.consortiumNumber(),
            StepKey.of(JobTypes.CONSORTIUM_CHECK, elementInstance)));
  }

  @JobWorker(type = JobTypes.CONSORTIUM_TAKE_PROJECT)
  public void takeProject(@VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    projects.take(
        ApplicationRef.of(in.applicationRef()),
        StepKey.of(JobTypes.CONSORTIUM_TAKE_PROJECT, elementInstance));
  }
}
