package eu.ttc.grants.application;

import java.time.Clock;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * "Today", for the rules of a dossier, is the day of the injected clock in the programme's zone.
 */
@Configuration(proxyBeanMethods = false)
class ProgrammeDays {

  @Bean
  ValidationConfigurationCustomizer daysOfTheProgramme(Clock clock) {
    return configuration ->
        configuration.clockProvider(() -> clock.withZone(Applications.PROGRAMME_ZONE));
  }
}
