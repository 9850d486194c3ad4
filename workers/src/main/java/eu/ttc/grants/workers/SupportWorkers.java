package eu.ttc.grants.workers;

import eu.ttc.grants.engine.TaskCompletions;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.support.RecordVisit;
import eu.ttc.grants.support.VisitOutcome.VisitNotAllowed;
import eu.ttc.grants.support.VisitOutcome.VisitRecorded;
import eu.ttc.grants.support.VisitReport;
import eu.ttc.grants.support.VisitReport.Held;
import eu.ttc.grants.support.VisitReport.NotHeld;
import eu.ttc.grants.support.Visits;
import eu.ttc.grants.workers.ApplicationWorkers.CaseInput;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import io.camunda.client.exception.BpmnError;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Visits planned, reminded of, recorded and given up. */
@Component
public class SupportWorkers {

  private final Visits visits;
  private final TaskCompletions completions;

  SupportWorkers(Visits visits, TaskCompletions completions) {
    this.visits = visits;
    this.completions = completions;
  }

  /** Whose applicant is visited, and until when the case waits for it. */
  public record AssignInput(String applicationRef, String visitDeadline) {}

  /** Who visits, when to remind them, and whether the visit is still awaited. */
  public record AssignResult(
      String manager, String visitState, String visitReminder, String visitDeadline) {}

  /** What the manager typed; everything but the first two may be hidden in the form. */
  public record VisitInput(
      String applicationRef,
      boolean visitHeld,
      @Nullable String visitedOn,
      @Nullable String advice,
      @Nullable String partnerSuggestions,
      @Nullable String fundingPointers,
      @Nullable String reasonNotHeld) {}

  /** What became of the visit. */
  public record VisitResult(String visitState) {}

  /** What became of the visit, and until when it is really awaited. */
  public record MissingResult(String visitState, String visitDeadline) {}

  @JobWorker(type = JobTypes.SUPPORT_ASSIGN_MANAGER)
  public AssignResult assign(
      @VariablesAsType AssignInput in, @ElementInstanceKey long elementInstance) {
    var plan =
        visits.assign(
            ApplicationRef.of(in.applicationRef()),
            OffsetDateTime.parse(in.visitDeadline()),
            StepKey.of(JobTypes.SUPPORT_ASSIGN_MANAGER, elementInstance));
    return new AssignResult(
        plan.manager(), plan.state().name(), plan.remindAt().toString(), plan.dueAt().toString());
  }

  @JobWorker(type = JobTypes.SUPPORT_REMIND_MANAGER)
  public void remind(@VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    visits.remind(
        ApplicationRef.of(in.applicationRef()),
        StepKey.of(JobTypes.SUPPORT_REMIND_MANAGER, elementInstance));
  }

  @JobWorker(type = JobTypes.SUPPORT_RECORD_VISIT)
  public VisitResult record(
      @VariablesAsType VisitInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var task = completions.before(processInstance, "Task_RecordCompanyVisit", elementInstance);
    var command =
        new RecordVisit(ApplicationRef.of(in.applicationRef()), report(in), task.username());
    return switch (visits.record(
        command, StepKey.of(JobTypes.SUPPORT_RECORD_VISIT, elementInstance))) {
      case VisitRecorded(var state) -> new VisitResult(state.name());
      case VisitNotAllowed(var problem) -> throw notAllowed(problem);
    };
  }

  @JobWorker(type = JobTypes.SUPPORT_NOTE_MISSING_VISIT)
  public MissingResult noteMissing(
      @VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    var plan =
        visits.missing(
            ApplicationRef.of(in.applicationRef()),
            StepKey.of(JobTypes.SUPPORT_NOTE_MISSING_VISIT, elementInstance));
    return new MissingResult(plan.state().name(), plan.dueAt().toString());
  }

  private static VisitReport report(VisitInput in) {
    return in.visitHeld()
        ? new Held(
            day(in.visitedOn()),
            FormValues.text(in.advice()),
            FormValues.text(in.partnerSuggestions()),
            FormValues.text(in.fundingPointers()))
        : new NotHeld(FormValues.text(in.reasonNotHeld()));
  }

  private static @Nullable LocalDate day(@Nullable String typed) {
    var text = FormValues.text(typed);
    try {
      return text.isEmpty() ? null : LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw notAllowed("'%s' is no day; one looks like 2026-11-25.".formatted(text));
    }
  }

  private static BpmnError notAllowed(String problem) {
    return Refusal.bpmnError("VISIT_NOT_ALLOWED", problem);
  }
}
