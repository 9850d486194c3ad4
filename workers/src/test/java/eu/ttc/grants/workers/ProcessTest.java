package eu.ttc.grants.workers;

import eu.ttc.grants.testruntime.OnTheEngine;
import io.camunda.process.test.api.CamundaProcessTestExecutionListener;
import io.camunda.process.test.api.CamundaSpringProcessTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;

/**
 * A test of one model on a real engine: what {@link EveryPathOf} names is deployed with all that it
 * calls, as one bundle; {@link MockedWork} stands in for the workers. The application itself is not
 * there.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(classes = ProcessTest.Models.class)
@CamundaSpringProcessTest
@OnTheEngine
@TestExecutionListeners(
    listeners = {CamundaProcessTestExecutionListener.class, DeploysWhatIsNeeded.class},
    mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@interface ProcessTest {

  /**
   * No application. It is no configuration, because every test that starts the whole application
   * would find that one and wait for an engine.
   */
  class Models {}
}
