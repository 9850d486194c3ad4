package eu.ttc.grants.notification;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.templatemode.TemplateMode;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Sender.class)
class MailConfiguration {

  /** Finds the plain text of mails; everything else is HTML and found by the usual resolver. */
  @Bean
  SpringResourceTemplateResolver plainTexts(ApplicationContext resources) {
    var resolver = new SpringResourceTemplateResolver();
    resolver.setApplicationContext(resources);
    resolver.setPrefix("classpath:/templates/");
    resolver.setResolvablePatterns(Set.of("*.txt"));
    resolver.setTemplateMode(TemplateMode.TEXT);
    resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
    resolver.setOrder(1);
    return resolver;
  }
}
