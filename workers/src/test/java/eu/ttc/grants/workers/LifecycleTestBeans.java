package eu.ttc.grants.workers;

import eu.ttc.grants.testing.MailServer;
import eu.ttc.grants.testing.TestClock;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.mail.javamail.JavaMailSender;

/** A clock that can be set by the engine's, and a mail server. */
@TestConfiguration(proxyBeanMethods = false)
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
