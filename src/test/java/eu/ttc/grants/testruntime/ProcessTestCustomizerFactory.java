package eu.ttc.grants.testruntime;

import io.camunda.process.test.api.CamundaSpringProcessTest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Gives every class with {@link CamundaSpringProcessTest} the shared engine, with nothing to add.
 */
final class ProcessTestCustomizerFactory implements ContextCustomizerFactory {

  @Override
  public @Nullable ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
    return TestContextAnnotationUtils.hasAnnotation(testClass, CamundaSpringProcessTest.class)
        ? new PointToSharedEngine()
        : null;
  }

  /** A record, so that contexts that differ in nothing else are shared between test classes. */
  private record PointToSharedEngine() implements ContextCustomizer {
    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
      TestPropertyValues.of(ProcessTestRuntime.properties()).applyTo(context);
    }
  }
}
