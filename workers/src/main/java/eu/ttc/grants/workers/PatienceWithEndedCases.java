package eu.ttc.grants.workers;

import eu.ttc.grants.kernel.NotNow;
import io.camunda.client.api.worker.JobExceptionHandler;
import io.camunda.client.api.worker.JobExceptionHandler.JobExceptionHandlerContext;
import io.camunda.client.exception.CamundaError;
import io.camunda.client.exception.JobError;
import io.camunda.client.jobhandling.JobExceptionHandlerSupplier;
import java.time.Duration;

/**
 * A step that finds its application ended is tried again with growing patience, about seven minutes
 * in all, before it is an incident: the message that ends its process instance leaves through the
 * outbox and comes late while the engine is busy. Every other failure is handled as usual.
 */
final class PatienceWithEndedCases implements JobExceptionHandlerSupplier {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final int TIMES_LONGER = 4;
  private static final int RETRIES_AFTER_FIRST_FAILURE = 4;

  private final JobExceptionHandlerSupplier usual;

  PatienceWithEndedCases(JobExceptionHandlerSupplier usual) {
    this.usual = usual;
  }

  @Override
  public JobExceptionHandler getJobExceptionHandler(JobExceptionHandlerSupplierContext worker) {
    var handler = usual.getJobExceptionHandler(worker);
    return failure ->
        handler.handleJobException(
            failure.getException() instanceof NotNow notNow
                ? new JobExceptionHandlerContext(
                    failure.getJobClient(), failure.getActivatedJob(), later(notNow))
                : failure);
  }

  private static JobError later(NotNow notNow) {
    return CamundaError.jobError(
        notNow.getMessage(), null, null, PatienceWithEndedCases::pause, notNow);
  }

  private static Duration pause(int retriesLeft) {
    int earlier = Math.clamp(RETRIES_AFTER_FIRST_FAILURE - retriesLeft, 0, 3);
    return FIRST_PAUSE.multipliedBy((long) Math.pow(TIMES_LONGER, earlier));
  }
}
