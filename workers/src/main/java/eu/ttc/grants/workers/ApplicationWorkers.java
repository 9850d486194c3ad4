package eu.ttc.grants.workers;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.CaseOpening;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import io.camunda.client.annotation.ElementInstanceKey;
import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.ProcessInstanceKey;
import io.camunda.client.annotation.VariablesAsType;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** First and last step of every lifecycle. */
@Component
public class ApplicationWorkers {

  private final Applications applications;
  private final String baseUrl;

  ApplicationWorkers(Applications applications, @Value("${grants.base-url}") String baseUrl) {
    this.applications = applications;
    this.baseUrl = baseUrl;
  }

  /** What a step needs that concerns the application as a whole. */
  public record CaseInput(String applicationRef) {}

  /** Whether this instance is a second one, and where people find the dossier. */
  public record CaseOpened(boolean duplicate, String dossierUrl) {}

  @JobWorker(type = JobTypes.APPLICATION_OPEN_CASE)
  public CaseOpened openCase(
      @VariablesAsType CaseInput in,
      @ProcessInstanceKey long processInstance,
      @ElementInstanceKey long elementInstance) {
    var ref = ApplicationRef.of(in.applicationRef());
    var opening =
        applications.openCase(
            ref, processInstance, StepKey.of(JobTypes.APPLICATION_OPEN_CASE, elementInstance));
    return new CaseOpened(opening == CaseOpening.DUPLICATE, baseUrl + "/dossiers/" + ref);
  }

  @JobWorker(type = JobTypes.APPLICATION_CLOSE)
  public void close(@VariablesAsType CaseInput in, @ElementInstanceKey long elementInstance) {
    applications.close(
        ApplicationRef.of(in.applicationRef()),
        StepKey.of(JobTypes.APPLICATION_CLOSE, elementInstance));
  }
}
