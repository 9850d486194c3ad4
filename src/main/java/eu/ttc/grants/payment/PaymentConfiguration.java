package eu.ttc.grants.payment;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProgrammeAccount.class)
class PaymentConfiguration {

  /** Only where there is a folder to pick up from. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnProperty("grants.payment.inbox.folder")
  @EnableConfigurationProperties(InboxSettings.class)
  static class Inbox {

    @Bean
    BankInbox bankInbox(InboxSettings settings, BankMessages messages, Clock clock) {
      return new BankInbox(settings, messages, clock);
    }

    @Bean
    RecurringTask<Void> pickUpBankFiles(BankInbox inbox, InboxSettings settings) {
      return Tasks.recurring("pick-up-bank-files", FixedDelay.of(settings.every()))
          .execute((instance, context) -> inbox.pickUp());
    }
  }
}
