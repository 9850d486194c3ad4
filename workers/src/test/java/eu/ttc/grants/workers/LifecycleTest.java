package eu.ttc.grants.workers;

import eu.ttc.grants.testing.AgreementDesk;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ChangeDesk;
import eu.ttc.grants.testing.CoFundingDesk;
import eu.ttc.grants.testruntime.OnTheEngine;
import io.camunda.process.test.api.CamundaProcessTestExecutionListener;
import io.camunda.process.test.api.CamundaSpringProcessTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;
import org.springframework.test.context.TestPropertySource;

/**
 * A test of models, workers, modules, PostgreSQL and engine together, nothing mocked. Every job is
 * delivered twice (see {@link DeliveredTwice}), and after each test {@link LifecycleRules} hold.
 * The accounts are those of the local platform, and the last rules hold on in any year.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest
@CamundaSpringProcessTest
@OnTheEngine
@ContextConfiguration(initializers = {LifecycleDatabase.class, CoveredElsewhere.class})
@TestPropertySource(
    properties = {
      "grants.engine.deploy-at-start=false",
      "spring.flyway.locations=classpath:db/migration,classpath:db/local,classpath:db/lifecycle",
      "spring.main.register-shutdown-hook=false"
    })
@TestExecutionListeners(
    listeners = {CamundaProcessTestExecutionListener.class, DeploysWhatIsNeeded.class},
    mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
@ExtendWith(LifecycleRules.class)
@Import({
  LifecycleTestBeans.class,
  ApplicationDesk.class,
  CoFundingDesk.class,
  AgreementDesk.class,
  ChangeDesk.class
})
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@interface LifecycleTest {}
