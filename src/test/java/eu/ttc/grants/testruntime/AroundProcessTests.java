package eu.ttc.grants.testruntime;

import io.camunda.process.test.api.CamundaSpringProcessTest;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * What Camunda Process Test needs around it: the engine finds itself healthy after the jumps of its
 * clock, because it asks for that before each class; and its clients find services quickly.
 */
final class AroundProcessTests implements TestExecutionListener, Ordered {

  private static final RememberedServices SERVICES =
      new RememberedServices(AroundProcessTests.class.getClassLoader());

  /** Before Camunda Process Test begins, and after it ended. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }

  @Override
  public void beforeTestClass(TestContext test) {
    if (isProcessTest(test)) {
      ProcessTestRuntime.settle();
    }
  }

  @Override
  public void beforeTestMethod(TestContext test) {
    if (isProcessTest(test)) {
      Thread.currentThread().setContextClassLoader(SERVICES);
    }
  }

  @Override
  public void afterTestMethod(TestContext test) {
    if (isProcessTest(test)) {
      Thread.currentThread().setContextClassLoader(SERVICES.getParent());
    }
  }

  private static boolean isProcessTest(TestContext test) {
    return TestContextAnnotationUtils.hasAnnotation(
        test.getTestClass(), CamundaSpringProcessTest.class);
  }
}
