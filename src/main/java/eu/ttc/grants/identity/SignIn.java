package eu.ttc.grants.identity;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.security.autoconfigure.web.servlet.PathRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who may reach which address. API clients sign in with each request (HTTP Basic), people once,
 * with a form; which application somebody may see is decided by the portal.
 */
@Configuration
@EnableMethodSecurity
class SignIn {

  private static final String[] STAFF = {
    Role.BUSINESS_SUPPORT_MANAGER.name(),
    Role.EVALUATOR.name(),
    Role.PROGRAMME_OFFICER.name(),
    Role.PROGRAMME_MANAGER.name(),
    Role.FINANCE_OFFICER.name(),
    Role.ADMINISTRATOR.name(),
    Role.AUDITOR.name()
  };
  private static final String[] FINANCE = {Role.FINANCE_OFFICER.name(), Role.AUDITOR.name()};

  private static final String POLICY =
      "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " frame-ancestors 'none'; form-action 'self'; base-uri 'self'";

  @Bean
  PasswordEncoder passwords(@Value("${grants.sign-in.password-strength}") int strength) {
    return new BCryptPasswordEncoder(strength);
  }

  @Bean
  UserDetailsService people(Accounts accounts) {
    return username ->
        accounts
            .find(username)
            .map(
                account ->
                    User.withUsername(username)
                        .password(accounts.passwordOf(username).orElseThrow())
                        .authorities(
                            account.roles().stream().map(Role::authority).toArray(String[]::new))
                        .build())
            .orElseThrow(() -> new UsernameNotFoundException("unknown account"));
  }

  @Bean
  @Order(1)
  SecurityFilterChain api(HttpSecurity http, JsonMapper json) {
    return http.securityMatcher("/api/**", "/v3/api-docs/**", "/v3/api-docs.yaml", "/actuator/**")
        .csrf(csrf -> csrf.disable())
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            allow ->
                allow
                    .requestMatchers(HttpMethod.POST, "/api/applicants")
                    .permitAll()
                    .requestMatchers(
                        "/v3/api-docs/**",
                        "/v3/api-docs.yaml",
                        "/actuator/health/**",
                        "/actuator/info",
                        "/actuator/prometheus")
                    .permitAll()
                    .requestMatchers("/actuator/**")
                    .hasRole(Role.ADMINISTRATOR.name())
                    .requestMatchers(HttpMethod.GET, "/api/payments/**", "/api/payment-batches/**")
                    .hasAnyRole(FINANCE)
                    .requestMatchers("/api/accounting/**", "/api/reconciliation/**")
                    .hasAnyRole(FINANCE)
                    .requestMatchers(
                        "/api/payments/**", "/api/payment-batches/**", "/api/bank-statements/**")
                    .hasRole(Role.FINANCE_OFFICER.name())
                    .anyRequest()
                    .authenticated())
        .httpBasic(
            basic ->
                basic.authenticationEntryPoint(
                    (request, response, refused) -> {
                      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"grants\"");
                      tell(
                          json,
                          response,
                          HttpStatus.UNAUTHORIZED,
                          "Sign in with HTTP Basic: user name and password of an account.");
                    }))
        .exceptionHandling(
            handling ->
                handling.accessDeniedHandler(
                    (request, response, refused) ->
                        tell(
                            json,
                            response,
                            HttpStatus.FORBIDDEN,
                            "Your account does not have the role that this needs.")))
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain pages(HttpSecurity http, SpeakAccountsLanguage afterSignIn) {
    return http.authorizeHttpRequests(
            allow ->
                allow
                    .requestMatchers(PathRequest.toStaticResources().atCommonLocations())
                    .permitAll()
                    .requestMatchers(
                        "/", "/register", "/sign-in", "/error", "/budget", "/assets/**")
                    .permitAll()
                    .requestMatchers("/applications/**")
                    .hasRole(Role.APPLICANT.name())
                    .requestMatchers("/dossiers/**")
                    .hasAnyRole(STAFF)
                    .requestMatchers("/accounting/**")
                    .hasAnyRole(FINANCE)
                    .requestMatchers(HttpMethod.GET, "/payments/**")
                    .hasAnyRole(FINANCE)
                    .requestMatchers("/payments/**")
                    .hasRole(Role.FINANCE_OFFICER.name())
                    .anyRequest()
                    .authenticated())
        .formLogin(
            form ->
                form.loginPage("/sign-in")
                    .successHandler(afterSignIn)
                    .failureUrl("/sign-in?failed"))
        .logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl("/?signedOut"))
        .headers(headers -> headers.contentSecurityPolicy(csp -> csp.policyDirectives(POLICY)))
        .build();
  }

  private static void tell(
      JsonMapper json, HttpServletResponse response, HttpStatus status, String detail)
      throws IOException {
    var problem = new LinkedHashMap<String, Object>();
    problem.put("type", "about:blank");
    problem.put("title", status.getReasonPhrase());
    problem.put("status", status.value());
    problem.put("detail", detail);
    response.setStatus(status.value());
    response.setContentType("application/problem+json");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.getOutputStream().write(json.writeValueAsBytes(problem));
  }
}
