package eu.ttc.grants.identity;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.i18n.CookieLocaleResolver;

/**
 * In which language a request is answered: pages as picked before, else as the browser asks, else
 * English; the API always in English.
 */
@Configuration
class Locales {

  @Bean
  LocaleResolver localeResolver() {
    var asked = new AcceptHeaderLocaleResolver();
    asked.setSupportedLocales(Language.locales());
    asked.setDefaultLocale(Locale.ENGLISH);
    var picked =
        new CookieLocaleResolver("language") {
          @Override
          public Locale resolveLocale(HttpServletRequest request) {
            return request.getRequestURI().startsWith("/api/")
                ? Locale.ENGLISH
                : super.resolveLocale(request);
          }

          @Override
          protected Locale parseLocaleValue(String value) {
            return Language.parse(value).orElse(Language.EN).locale();
          }
        };
    picked.setCookieMaxAge(Duration.ofDays(365));
    picked.setCookieHttpOnly(true);
    picked.setCookieSameSite("Lax");
    picked.setDefaultLocaleFunction(asked::resolveLocale);
    return picked;
  }
}
