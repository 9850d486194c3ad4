package eu.ttc.grants.testing;

import eu.ttc.grants.engine.EngineGate;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

@TestConfiguration(proxyBeanMethods = false)
class ModuleTestBeans {

  @Bean
  @Primary
  TestClock testClock() {
    return new TestClock();
  }

  /** There is no engine: what is for it stays in the outbox. */
  @Bean
  EngineGate closedGate() {
    return () -> false;
  }
}
