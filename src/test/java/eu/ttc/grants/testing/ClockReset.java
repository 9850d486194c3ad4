package eu.ttc.grants.testing;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

class ClockReset implements TestExecutionListener {

  @Override
  public void afterTestMethod(TestContext test) {
    test.getApplicationContext().getBeanProvider(TestClock.class).ifAvailable(TestClock::reset);
  }
}
