package eu.ttc.grants.workers;

import eu.ttc.grants.application.OnHold;
import io.camunda.client.api.response.ActivatedJob;
import io.camunda.client.api.worker.JobExceptionHandler;
import io.camunda.client.api.worker.JobExceptionHandler.JobExceptionHandlerContext;
import io.camunda.client.exception.CamundaError;
import io.camunda.client.jobhandling.CommandExceptionHandlingStrategy;
import io.camunda.client.jobhandling.DefaultJobExceptionHandlerSupplier;
import io.camunda.client.jobhandling.JobExceptionHandlerSupplier;
import io.camunda.client.metrics.MetricsRecorder;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What becomes of steps that the domain refuses because the case is on hold, in one place for all
 * workers. What a person completed goes back to them and says until when, where the model has a way
 * back; everything else waits and is tried again, without using up its retries, until the hold
 * ends. An expert's scores wait as well: the way back of an evaluation leads to another expert.
 */
@Component
class JobsOnHold implements JobExceptionHandlerSupplier {

  /** Steps that give a task back, with the error that the model catches for it. */
  static final Map<String, String> GIVEN_BACK =
      Map.ofEntries(
          Map.entry(JobTypes.SCREENING_RECORD_SCREENING, "SCREENING_NOT_ALLOWED"),
          Map.entry(JobTypes.SUPPORT_RECORD_VISIT, "VISIT_NOT_ALLOWED"),
          Map.entry(JobTypes.EVALUATION_RECORD_CONSENSUS, "CONSENSUS_NOT_ALLOWED"),
          Map.entry(JobTypes.AWARD_RECORD_DECISION, "DECISION_NOT_ALLOWED"),
          Map.entry(JobTypes.CLAIM_RECORD_VERIFICATION, "VERIFICATION_NOT_ALLOWED"),
          Map.entry(JobTypes.CLAIM_RECORD_EXTENSION, "EXTENSION_NOT_ALLOWED"),
          Map.entry(JobTypes.AGREEMENT_RECORD_EXTENSION, "EXTENSION_NOT_ALLOWED"),
          Map.entry(JobTypes.APPEAL_RECORD_DECISION, "APPEAL_DECISION_NOT_ALLOWED"),
          Map.entry(JobTypes.RECOVERY_RECORD_FINDING, "FINDING_NOT_ALLOWED"),
          Map.entry(JobTypes.AMENDMENT_RECORD_ASSESSMENT, "ASSESSMENT_NOT_ALLOWED"),
          Map.entry(JobTypes.AMENDMENT_RECORD_DECISION, "CHANGE_NOT_ALLOWED"),
          Map.entry(JobTypes.COFUNDING_DECIDE_CURE, "CURE_NOT_ALLOWED"));

  /** A hold can end early, and nobody tells the engine. */
  static final Duration ASK_AGAIN = Duration.ofMinutes(5);

  private static final Duration AT_LEAST = Duration.ofSeconds(1);

  private final JobExceptionHandlerSupplier others;
  private final Clock clock;

  JobsOnHold(CommandExceptionHandlingStrategy commands, MetricsRecorder metrics, Clock clock) {
    this.others =
        new PatienceWithEndedCases(new DefaultJobExceptionHandlerSupplier(commands, metrics));
    this.clock = clock;
  }

  @Override
  public JobExceptionHandler getJobExceptionHandler(JobExceptionHandlerSupplierContext settings) {
    var handler = others.getJobExceptionHandler(settings);
    return failed ->
        handler.handleJobException(
            failed.getException() instanceof OnHold hold
                ? new JobExceptionHandlerContext(
                    failed.getJobClient(),
                    failed.getActivatedJob(),
                    answer(failed.getActivatedJob(), hold))
                : failed);
  }

  private CamundaError answer(ActivatedJob job, OnHold hold) {
    var code = GIVEN_BACK.get(job.getType());
    return code != null
        ? Refusal.bpmnError(code, hold.getMessage())
        : CamundaError.jobError(hold.getMessage(), Map.of(), job.getRetries(), backoff(hold), hold);
  }

  private Duration backoff(OnHold hold) {
    var left = Duration.between(clock.instant(), hold.until());
    return left.compareTo(ASK_AGAIN) > 0
        ? ASK_AGAIN
        : left.compareTo(AT_LEAST) < 0 ? AT_LEAST : left;
  }
}
