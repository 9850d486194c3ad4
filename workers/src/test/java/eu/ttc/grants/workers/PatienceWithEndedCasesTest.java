package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.kernel.NotNow;
import io.camunda.client.api.worker.JobExceptionHandler.JobExceptionHandlerContext;
import io.camunda.client.exception.JobError;
import io.camunda.client.jobhandling.JobExceptionHandlerSupplier.JobExceptionHandlerSupplierContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A failing step")
class PatienceWithEndedCasesTest {

  private final List<JobExceptionHandlerContext> handled = new ArrayList<>();
  private final PatienceWithEndedCases patience =
      new PatienceWithEndedCases(worker -> handled::add);

  @Test
  @DisplayName("whose application ended waits longer each time for the message that ends it too")
  void waitsForTheMessage() {
    fail(new NotNow("V-2026-000123 is WITHDRAWN."));

    var retried = (JobError) handled.getFirst().getException();
    assertThat(retried.getErrorMessage()).isEqualTo("V-2026-000123 is WITHDRAWN.");
    assertThat(retried.getRetries()).as("one less than before").isNull();
    assertThat(Stream.of(4, 3, 2, 1, 0).map(retried.getRetryBackoff()))
        .extracting(Duration::toSeconds)
        .containsExactly(5L, 20L, 80L, 320L, 320L);
  }

  @Test
  @DisplayName("for any other reason is handled as usual")
  void isHandledAsUsual() {
    var failure = new IllegalStateException("no expert");

    fail(failure);

    assertThat(handled.getFirst().getException()).isSameAs(failure);
  }

  private void fail(Exception failure) {
    patience
        .getJobExceptionHandler(new JobExceptionHandlerSupplierContext(Duration.ZERO, 5))
        .handleJobException(new JobExceptionHandlerContext(null, null, failure));
  }
}
