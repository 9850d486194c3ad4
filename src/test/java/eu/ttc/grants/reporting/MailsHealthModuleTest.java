package eu.ttc.grants.reporting;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class MailsHealthModuleTest {

  private final MailsHealthIndicator health;
  private final EngineWorkHealthIndicator engineWork;
  private final MailMetrics metrics;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;

  MailsHealthModuleTest(
      MailsHealthIndicator health,
      EngineWorkHealthIndicator engineWork,
      MailMetrics metrics,
      ApplicationDesk desk,
      JdbcClient jdbc) {
    this.health = health;
    this.engineWork = engineWork;
    this.metrics = metrics;
    this.desk = desk;
    this.jdbc = jdbc;
  }

  @ParameterizedTest
  @CsvSource({"14 minutes, UP", "16 minutes, WAITING"})
  void isLateAfterAQuarterOfAnHour(String age, String status) {
    var ref = desk.submit(anApplication().by(desk.person(Role.APPLICANT)));

    desk.inRolledBackTransaction(
        () -> {
          onlyWaiting(ref, age);
          assertThat(health.health().getStatus()).isEqualTo(new Status(status));
          assertThat(health.health().getDetails()).containsEntry("mailsWaiting", 1L);
        });
  }

  @Test
  void figuresTellTheSame() {
    var ref = desk.submit(anApplication().by(desk.person(Role.APPLICANT)));
    var registry = new SimpleMeterRegistry();
    metrics.bindTo(registry);

    desk.inRolledBackTransaction(
        () -> {
          onlyWaiting(ref, "10 minutes");
          assertThat(registry.get("grants.mails.waiting").gauge().value()).isEqualTo(1);
          assertThat(registry.get("grants.mails.oldest").timeGauge().value())
              .isBetween(590.0, 620.0);
        });
  }

  @Test
  void mailsAreNoWorkOfTheEngine() {
    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("delete from outbox_record where record_key not like 'mail/%'").update();
          assertThat(engineWork.health().getDetails()).containsEntry("messagesWaiting", 0L);
        });
  }

  private void onlyWaiting(ApplicationRef ref, String age) {
    jdbc.sql(
            "update notification set state = 'SENT', sent_at = now() where application <> :ref"
                + " and state = 'WAITING'")
        .param("ref", ref.value())
        .update();
    jdbc.sql(
            "update notification set waiting_since = now() - cast(:age as interval)"
                + " where application = :ref")
        .param("ref", ref.value())
        .param("age", age)
        .update();
  }
}
