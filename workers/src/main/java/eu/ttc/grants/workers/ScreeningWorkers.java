package eu.ttc.grants.workers;

import eu.ttc.grants.application.Sector;
import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.screening.AskApplicant;
import eu.ttc.grants.screening.Facts;
import eu.ttc.grants.screening.PartyFacts;
import eu.ttc.grants.screening.RecordScreening;
import eu.ttc.grants.screening.ScreeningOutcome.QuestionKept;
import eu.ttc.grants.screening.ScreeningOutcome.Screened;
import eu.ttc.grants.screening.ScreeningOutcome.ScreeningNotAllowed;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Completeness, facts, an officer's verdict, eligibility. */
@Component
public class ScreeningWorkers {

  private final Screenings screenings;
  private final TaskCompletions completions;

  ScreeningWorkers(Screenings screenings, TaskCompletions completions) {
    this.screenings = screenings;
    this.completions = completions;
  }

  /** Whether the application is complete; the reason code if not. */
  public record CompletenessResult(boolean complete, List<ReasonCode> reasonCodes) {}

  /** What the eligibility decision looks at. */
  public record FactsResult(Facts facts) {}

  /** What the eligibility decision of the fund looks at. */
  public record ConsortiumSeen(
      List<PartyFacts> parties,
      Sector sector,
      boolean workStarted,
      boolean doubleFunding,
      boolean naturalPerson,
      boolean inDifficulty) {}

  public record ConsortiumResult(ConsortiumSeen consortium) {}

  /** The verdicts of the form. */
  public enum Verdict {
    ELIGIBLE,
    NOT_ELIGIBLE,
    /** No verdict yet: the applicant is asked first. */
    ASK
  }

  /** What the officer typed; a field that the form hid is null or empty. */
  public record ScreeningInput(
      String applicationRef,
      Verdict screeningVerdict,
      @Nullable String screeningReasonCode,
      @Nullable String screeningFindings,
      @Nullable String screeningQuestion) {}

  /**
   * Whether the application goes on, and why not.
   *
   * @param askApplicant whether there is no verdict yet, because the applicant is to be asked
   */
  public record ScreeningResult(
      boolean eligible, List<ReasonCode> reasonCodes, boolean askApplicant) {}

  @JobWorker(type = JobTypes.SCREENING_CHECK_COMPLETENESS)
  public CompletenessResult checkCompleteness(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    var check =
        screenings.checkCompleteness(
            ApplicationRef.of(in.applicationRef()),
            StepKey.of(JobTypes.SCREENING_CHECK_COMPLETENESS, elementInstance));
    return new CompletenessResult(
        check.complete(), check.complete() ? List.of() : List.of(ReasonCode.INCOMPLETE));
  }

  @JobWorker(type = JobTypes.SCREENING_GATHER_FACTS)
  public FactsResult gatherFacts(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    return new FactsResult(
        screenings.gatherFacts(
            ApplicationRef.of(in.applicationRef()),
            StepKey.of(JobTypes.SCREENING_GATHER_FACTS, elementInstance)));
  }

  @JobWorker(type = JobTypes.SCREENING_GATHER_CONSORTIUM)
  public ConsortiumResult gatherConsortium(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    var facts =
        screenings.gatherConsortium(
            ApplicationRef.of(in.applicationRef()),
            StepKey.of(JobTypes.SCREENING_GATHER_CONSORTIUM, elementInstance));
    return new ConsortiumResult(
        new ConsortiumSeen(
            facts.parties(),
            facts.sector(),
            facts.workStarted(),
            facts.doubleFunding(),
            facts.naturalPerson(),
            facts.inDifficulty()));
  }

  @JobWorker(type = JobTypes.SCREENING_RECORD_SCREENING)
  public ScreeningResult recordScreening(
      @VariablesAsType ScreeningInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var ref = ApplicationRef.of(in.applicationRef());
    var officer =
        completions.before(processInstance, "Task_ScreenApplication", elementInstance).username();
    var step = StepKey.of(JobTypes.SCREENING_RECORD_SCREENING, elementInstance);
    var outcome =
        switch (in.screeningVerdict()) {
          case ASK ->
              screenings.ask(
                  new AskApplicant(ref, FormValues.text(in.screeningQuestion()), officer), step);
          case ELIGIBLE, NOT_ELIGIBLE ->
              screenings.recordScreening(
                  new RecordScreening(
                      ref,
                      in.screeningVerdict() == Verdict.ELIGIBLE,
                      FormValues.reason(in.screeningReasonCode()),
                      FormValues.text(in.screeningFindings()),
                      officer),
                  step);
        };
    return switch (outcome) {
      case Screened(var eligible, var reasons) -> new ScreeningResult(eligible, reasons, false);
      case QuestionKept() -> new ScreeningResult(false, List.of(), true);
      case ScreeningNotAllowed(var problem) ->
          throw Refusal.bpmnError("SCREENING_NOT_ALLOWED", problem);
    };
  }

  @JobWorker(type = JobTypes.SCREENING_RECORD_ELIGIBILITY)
  public void recordEligibility(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    screenings.recordEligibility(
        ApplicationRef.of(in.applicationRef()),
        StepKey.of(JobTypes.SCREENING_RECORD_ELIGIBILITY, elementInstance));
  }
}
