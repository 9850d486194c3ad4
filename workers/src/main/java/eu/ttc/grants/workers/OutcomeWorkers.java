package eu.ttc.grants.workers;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.outcome.OutcomeReports;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import java.time.OffsetDateTime;
import org.springframework.stereotype.Component;

/** Results asked for, and missing ones noted. */
@Component
public class OutcomeWorkers {

  private final OutcomeReports reports;

  OutcomeWorkers(OutcomeReports reports) {
    this.reports = reports;
  }

  /**
   * Which report.
   *
   * @param reportNumber 1 after the payment, 2 a year later
   * @param resultsDeadline ISO 8601 date-time with offset
   */
  public record ReportInput(String applicationRef, int reportNumber, String resultsDeadline) {}

  /** Where the report stands, and until when it is really awaited. */
  public record CloseResult(String resultsState, String resultsDeadline) {}

  @JobWorker(type = JobTypes.OUTCOME_ASK)
  public void ask(@VariablesAsType ReportInput in, @ElementInstanceKey long elementInstance) {
    reports.ask(
        ApplicationRef.of(in.applicationRef()),
        in.reportNumber(),
        OffsetDateTime.parse(in.resultsDeadline()),
        StepKey.of(JobTypes.OUTCOME_ASK, elementInstance));
  }

  @JobWorker(type = JobTypes.OUTCOME_CLOSE)
  public CloseResult close(
      @VariablesAsType ReportInput in, @ElementInstanceKey long elementInstance) {
    var check =
        reports.close(
            ApplicationRef.of(in.applicationRef()),
            in.reportNumber(),
            StepKey.of(JobTypes.OUTCOME_CLOSE, elementInstance));
    return new CloseResult(
        check.state().name(),
        check.dueAt() == null ? in.resultsDeadline() : check.dueAt().toString());
  }
}
