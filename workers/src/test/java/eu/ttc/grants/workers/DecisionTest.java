package eu.ttc.grants.workers;

import eu.ttc.grants.testruntime.OnTheEngine;
import io.camunda.process.test.api.CamundaSpringProcessTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.TestConstructor;

/**
 * A test of one decision table on a real engine; the class says which with {@code TestDeployment}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = DecisionTest.Nothing.class)
@CamundaSpringProcessTest
@OnTheEngine
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@interface DecisionTest {

  /** No application. */
  @Configuration(proxyBeanMethods = false)
  class Nothing {}
}
