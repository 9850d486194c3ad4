package eu.ttc.grants.workers;

import eu.ttc.grants.testing.MailServer;
import eu.ttc.grants.testing.TestClock;
import io.camunda.client.annotation.Deployment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.mail.javamail.JavaMailSender;

/**
 * The models, deployed anew for each test, a clock that can be set by the engine's, and a mail
 * server.
 */
@TestConfiguration(proxyBeanMethods = false)
@Deployment(
    resources = {
      "classpath*:/processes/**/*.bpmn",
      "classpath*:/processes/**/*.dmn",
      "classpath*:/processes/**/*.form"
    })
class LifecycleTestBeans {

  @Bean
  @Primary
  TestClock engineClock() {
    return new TestClock();
  }

  @Bean
  MailServer mailServer() {
    return new MailServer();
  }

  @Bean
  @Primary
  JavaMailSender clientOfMailServer(MailServer server) {
    return server.client();
  }

  @Bean
  static DeliveredTwice deliveredTwice() {
    return new DeliveredTwice();
  }
}
