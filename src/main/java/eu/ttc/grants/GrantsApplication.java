package eu.ttc.grants;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The grant approval engine: applicants' portal, domain modules and job workers in one process. */
@SpringBootApplication
public class GrantsApplication {

  public static void main(String[] args) {
    SpringApplication.run(GrantsApplication.class, args);
  }

  /** The only source of "now"; tests replace it. */
  @Bean
  @ConditionalOnMissingBean
  Clock clock() {
    return Clock.systemUTC();
  }
}
