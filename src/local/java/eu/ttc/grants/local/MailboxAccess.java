package eu.ttc.grants.local;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.web.SecurityFilterChain;

/** On this machine everybody may read the mailbox, whoever is signed in. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("grants.local.mailbox")
class MailboxAccess {

  private static final String POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

  @Bean
  @Order(0)
  SecurityFilterChain mailboxOfThisMachine(HttpSecurity http) {
    return http.securityMatcher("/mailbox", "/mailbox/**")
        .authorizeHttpRequests(allow -> allow.anyRequest().permitAll())
        .headers(
            headers ->
                headers
                    .frameOptions(FrameOptionsConfig::sameOrigin)
                    .contentSecurityPolicy(csp -> csp.policyDirectives(POLICY)))
        .build();
  }
}
