package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.reporting.Promises;
import eu.ttc.grants.testing.TestClock;
import io.camunda.process.test.api.CamundaProcessTestContext;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * What holds for every {@link LifecycleTest}: the application's clock follows the engine's, and
 * afterwards every promise is kept and no second delivery of a job changed anything.
 */
final class LifecycleRules implements BeforeEachCallback, AfterEachCallback {

  @Override
  public void beforeEach(ExtensionContext test) {
    var beans = beans(test);
    var clock = beans.getBean(TestClock.class);
    var engine = beans.getBean(CamundaProcessTestContext.class);
    clock.reset();
    clock.advance(Duration.between(clock.instant(), engine.getCurrentTime()));
  }

  /**
   * Sets the clock back before the context pauses: resuming, the outbox plans its first poll by the
   * clock, and would wait for a future that an earlier test came from.
   */
  @Override
  public void afterEach(ExtensionContext test) {
    var beans = beans(test);
    try {
      assertThat(beans.getBean(Promises.class).broken().values()).allMatch(cases -> cases == 0);
      assertThat(beans.getBean(DeliveredTwice.class).differences()).isEmpty();
    } finally {
      beans.getBean(TestClock.class).reset();
    }
  }

  private static ApplicationContext beans(ExtensionContext test) {
    return SpringExtension.getApplicationContext(test);
  }
}
