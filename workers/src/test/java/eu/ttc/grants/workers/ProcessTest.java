package eu.ttc.grants.workers;

import eu.ttc.grants.testruntime.OnTheEngine;
import io.camunda.client.annotation.Deployment;
import io.camunda.process.test.api.CamundaSpringProcessTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.TestConstructor;

/**
 * A test of the models on a real engine: everything under {@code processes/} is deployed as one
 * bundle, as in production; {@link MockedWork} stands in for the workers. The application itself is
 * not there.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest(classes = ProcessTest.Models.class)
@CamundaSpringProcessTest
@OnTheEngine
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@interface ProcessTest {

  /**
   * Nothing but the models. It is no configuration, because every test that starts the whole
   * application would find that one and wait for an engine.
   */
  @Deployment(
      resources = {
        "classpath*:/processes/**/*.bpmn",
        "classpath*:/processes/**/*.dmn",
        "classpath*:/processes/**/*.form"
      })
  class Models {}
}
