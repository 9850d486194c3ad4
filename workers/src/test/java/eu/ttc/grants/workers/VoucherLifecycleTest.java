package eu.ttc.grants.workers;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static io.camunda.process.test.api.CamundaAssert.assertThat;
import static io.camunda.process.test.api.assertions.ProcessInstanceSelectors.byProcessId;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.TestClock;
import io.camunda.client.CamundaClient;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The voucher from submission to closure with everything real, every job delivered twice. */
@LifecycleTest
@DisplayName("A voucher with everything real")
class VoucherLifecycleTest {

  private final CamundaClient client;
  private final CamundaProcessTestContext engine;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final DeliveredTwice jobs;

  VoucherLifecycleTest(
      CamundaClient client,
      CamundaProcessTestContext engine,
      ApplicationDesk desk,
      TestClock clock,
      DeliveredTwice jobs) {
    this.client = client;
    this.engine = engine;
    this.desk = desk;
    this.clock = clock;
    this.jobs = jobs;
  }

  @BeforeEach
  void followTheEnginesClock() {
    clock.reset();
    clock.advance(Duration.between(clock.instant(), engine.getCurrentTime()));
  }

  @AfterEach
  void everySecondDeliveryHadTheFirstAnswer() {
    assertThat(jobs.differences()).isEmpty();
  }

  @Test
  @DisplayName("is found eligible")
  void isFoundEligible() {
    var ref = desk.submit(anApplication());

    assertThat(byProcessId("voucher")).hasCompletedElements("Task_RecordEligibility");
    assertThat(desk.events(ref)).contains("SUBMITTED");
  }
}
