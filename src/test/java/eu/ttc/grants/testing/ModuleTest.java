package eu.ttc.grants.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestExecutionListeners;
import org.springframework.test.context.TestExecutionListeners.MergeMode;
import org.springframework.test.context.TestPropertySource;

/**
 * A test of a module on real PostgreSQL, without an engine. All such tests share one application
 * context, which is what takes the time; which module may use which is checked elsewhere. What a
 * module sends to the engine stays in the table {@code outbox_record}, where a test can read it:
 *
 * <ul>
 *   <li>the client connects only when used, and nothing uses it: models are not deployed, workers
 *       do not poll, a closed gate keeps the outbox from sending;
 *   <li>the outbox looks for work once a day, so it logs nothing about the absent engine;
 *   <li>there is no mail server: nothing listens on port 1;
 *   <li>contexts are not closed at the end, because the database stops before them.
 * </ul>
 *
 * The constructor of the test class takes beans, among them {@link ApplicationDesk}, {@link
 * CaseDesk}, {@link VoucherDesk}, {@link CoFundingDesk}, {@link AgreementDesk} and {@link
 * TestClock}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@SpringBootTest
@ContextConfiguration(initializers = TestDatabase.class)
@TestPropertySource(
    properties = {
      "grants.engine.deploy-at-start=false",
      "camunda.client.worker.defaults.enabled=false",
      "namastack.outbox.polling.fixed.interval=PT24H",
      "spring.mail.port=1",
      "spring.main.register-shutdown-hook=false"
    })
@TestConstructor(autowireMode = TestConstructor.AutowireMode.ALL)
@TestExecutionListeners(
    listeners = {ClockReset.class, CleanSlate.class},
    mergeMode = MergeMode.MERGE_WITH_DEFAULTS)
@Import({
  ModuleTestBeans.class,
  ApplicationDesk.class,
  CaseDesk.class,
  VoucherDesk.class,
  CoFundingDesk.class,
  GrantDesk.class,
  AgreementDesk.class,
  PaymentDesk.class,
  PaidCase.class,
  ChangeDesk.class
})
public @interface ModuleTest {}
