package eu.ttc.grants.workers;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.outcome.OutcomeReports;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.VariablesAsType;
import org.springframework.stereotype.Component;

/** Results asked for, and missing ones noted. */
@Component
public class OutcomeWorkers {

  private final OutcomeReports reports;

  OutcomeWorkers(OutcomeReports reports) {
    this.reports = reports;
  }

  /** Which report: 1 after the payment, 2 a year later. */
  public record ReportInput(String applicationRef, int reportNumber) {}

  @JobWorker(type = JobTypes.OUTCOME_ASK)
  public void ask(@VariablesAsType ReportInput in, @ElementInstanceKey long elementInstance) {
    reports.ask(
        ApplicationRef.of(in.applicationRef()),
        in.reportNumber(),
        StepKey.of(JobTypes.OUTCOME_ASK, elementInstance));
  }

  @JobWorker(type = JobTypes.OUTCOME_CLOSE)
  public void close(@VariablesAsType ReportInput in, @ElementInstanceKey long elementInstance) {
    reports.close(
        ApplicationRef.of(in.applicationRef()),
        in.reportNumber(),
        StepKey.of(JobTypes.OUTCOME_CLOSE, elementInstance));
  }
}
