package eu.ttc.grants.testruntime;

import io.camunda.process.test.api.CamundaSpringProcessTest;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * Lets the engine find itself healthy after the jumps of its clock, because Camunda Process Test
 * asks for that before each class.
 */
final class SettledEngine implements TestExecutionListener, Ordered {

  /** Before Camunda Process Test. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public void beforeTestClass(TestContext test) {
    if (TestContextAnnotationUtils.hasAnnotation(
        test.getTestClass(), CamundaSpringProcessTest.class)) {
      ProcessTestRuntime.settle();
    }
  }
}
