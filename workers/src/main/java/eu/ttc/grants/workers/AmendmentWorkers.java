package eu.ttc.grants.workers;

import eu.ttc.grants.amendment.ChangeDecision;
import eu.ttc.grants.amendment.ChangeDecision.ChangeNotAllowed;
import eu.ttc.grants.amendment.ChangeDecision.Recorded;
import eu.ttc.grants.amendment.ChangeKind;
import eu.ttc.grants.amendment.ChangeState;
import eu.ttc.grants.amendment.Changes;
import eu.ttc.grants.amendment.ConsentCheck;
import eu.ttc.grants.amendment.Consents;
import eu.ttc.grants.amendment.ConsentsState;
import eu.ttc.grants.amendment.Effect;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Requests for changes taken up, weighed, consented to, assessed and decided. */
@Component
public class AmendmentWorkers {

  private final Changes changes;
  private final Consents consents;
  private final TaskCompletions completions;
  private final String baseUrl;

  AmendmentWorkers(
      Changes changes,
      Consents consents,
      TaskCompletions completions,
      @Value("${grants.base-url}") String baseUrl) {
    this.changes = changes;
    this.consents = consents;
    this.completions = completions;
    this.baseUrl = baseUrl;
  }

  /** The verdicts of the forms. */
  public enum Verdict {
    GRANTED,
    REFUSED
  }

  /** Which request. */
  public record ChangeInput(String applicationRef, int changeNumber) {}

  /** What is to be handled, and where people find it. */
  public record Prepared(
      ChangeKind changeKind,
      boolean changesCosts,
      @Nullable Integer aidProject,
      String dossierUrl) {}

  /** Which sheet holds the aid of the changed project. */
  public record WeighInput(String applicationRef, int changeNumber, int aidSheet) {}

  /** What the form shows; no changed grant when there is none. */
  public record Figures(
      long presentGrantCents,
      @Nullable Long changedGrantCents,
      List<Effect.Kind> changeHindrances) {}

  /** Until when the partners concerned can consent. */
  public record AskInput(String applicationRef, int changeNumber, String consentDeadline) {}

  /** Where their consents stand, and until when they can really be given. */
  public record ConsentResult(ConsentsState consentState, String consentDeadline) {

    static ConsentResult of(ConsentCheck check) {
      return new ConsentResult(check.state(), check.dueAt().toString());
    }
  }

  /** What an officer typed. */
  public record AssessmentInput(
      String applicationRef, int changeNumber, @Nullable String changeAssessment) {}

  /** What who decides typed. */
  public record DecisionInput(
      String applicationRef,
      int changeNumber,
      boolean changesCosts,
      Verdict changeVerdict,
      @Nullable String changeReasons) {}

  /** Where the request stands now. */
  public record DecisionResult(ChangeState changeState) {}

  @JobWorker(type = JobTypes.AMENDMENT_PREPARE)
  public Prepared prepare(
      @VariablesAsType ChangeInput in, @ElementInstanceKey long elementInstance) {
    var ref = ApplicationRef.of(in.applicationRef());
    var prepared =
        changes.prepare(
            ref, in.changeNumber(), StepKey.of(JobTypes.AMENDMENT_PREPARE, elementInstance));
    return new Prepared(
        prepared.kind(),
        prepared.kind().changesCosts(),
        prepared.aidProject(),
        baseUrl + "/dossiers/" + ref);
  }

  @JobWorker(type = JobTypes.AMENDMENT_WEIGH)
  public Figures weigh(@VariablesAsType WeighInput in, @ElementInstanceKey long elementInstance) {
    var effect =
        changes.weigh(
            ApplicationRef.of(in.applicationRef()),
            in.changeNumber(),
            in.aidSheet(),
            StepKey.of(JobTypes.AMENDMENT_WEIGH, elementInstance));
    var changed = effect.changed();
    return new Figures(
        effect.present().grant().value(),
        changed == null ? null : changed.grant().value(),
        effect.hindrances().stream().map(Effect.Hindrance::kind).toList());
  }

  @JobWorker(type = JobTypes.AMENDMENT_ASK_CONSENTS)
  public ConsentResult askConsents(
      @VariablesAsType AskInput in, @ElementInstanceKey long elementInstance) {
    return ConsentResult.of(
        consents.ask(
            ApplicationRef.of(in.applicationRef()),
            in.changeNumber(),
            OffsetDateTime.parse(in.consentDeadline()),
            StepKey.of(JobTypes.AMENDMENT_ASK_CONSENTS, elementInstance)));
  }

  @JobWorker(type = JobTypes.AMENDMENT_REMIND_PARTNERS)
  public void remindPartners(
      @VariablesAsType ChangeInput in, @ElementInstanceKey long elementInstance) {
    consents.remind(
        ApplicationRef.of(in.applicationRef()),
        in.changeNumber(),
        StepKey.of(JobTypes.AMENDMENT_REMIND_PARTNERS, elementInstance));
  }

  @JobWorker(type = JobTypes.AMENDMENT_CHECK_CONSENTS)
  public ConsentResult checkConsents(
      @VariablesAsType ChangeInput in, @ElementInstanceKey long elementInstance) {
    return ConsentResult.of(
        consents.check(
            ApplicationRef.of(in.applicationRef()),
            in.changeNumber(),
            StepKey.of(JobTypes.AMENDMENT_CHECK_CONSENTS, elementInstance)));
  }

  @JobWorker(type = JobTypes.AMENDMENT_RECORD_ASSESSMENT)
  public void recordAssessment(
      @VariablesAsType AssessmentInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_AssessChange", elementInstance);
    var recorded =
        changes.assess(
            ApplicationRef.of(in.applicationRef()),
            in.changeNumber(),
            FormValues.text(in.changeAssessment()),
            task.username(),
            StepKey.of(JobTypes.AMENDMENT_RECORD_ASSESSMENT, elementInstance));
    if (recorded instanceof ChangeNotAllowed(var problem)) {
      throw Refusal.bpmnError("ASSESSMENT_NOT_ALLOWED", problem);
    }
  }

  @JobWorker(type = JobTypes.AMENDMENT_RECORD_DECISION)
  public DecisionResult recordDecision(
      @VariablesAsType DecisionInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task =
        completions.before(
            processInstance,
            in.changesCosts() ? "Task_DecideOnCosts" : "Task_DecideOnChange",
            elementInstance);
    ChangeDecision decision =
        changes.decide(
            ApplicationRef.of(in.applicationRef()),
            in.changeNumber(),
            in.changeVerdict() == Verdict.GRANTED,
            FormValues.text(in.changeReasons()),
            task.username(),
            StepKey.of(JobTypes.AMENDMENT_RECORD_DECISION, elementInstance));
    return switch (decision) {
      case Recorded(var state) -> new DecisionResult(state);
      case ChangeNotAllowed(var problem) -> throw Refusal.bpmnError("CHANGE_NOT_ALLOWED", problem);
    };
  }
}
