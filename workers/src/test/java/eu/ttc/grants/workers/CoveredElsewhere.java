package eu.ttc.grants.workers;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Leaves the paths that lifecycles take out of the coverage report: each path is shown by the test
 * of its model, and Camunda Process Test would read the model once for each of their instances.
 */
final class CoveredElsewhere
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TestPropertyValues.of(
            "camunda.process-test.coverage.excluded-processes="
                + String.join(",", DeploysWhatIsNeeded.processes()))
        .applyTo(context);
  }
}
