package eu.ttc.grants.application;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class ApplicationsModuleTest {

  private final Applications applications;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;

  ApplicationsModuleTest(Applications applications, ApplicationDesk desk, JdbcClient jdbc) {
    this.applications = applications;
    this.desk = desk;
    this.jdbc = jdbc;
  }

  @Test
  void submittingTwiceIsOneSubmissionAndOneMessage() {
    var told = anApplication();
    var ref = desk.submit(told);

    var again = applications.submit(ref, told.applicant());

    assertThat(again.missing()).isEmpty();
    assertThat(desk.events(ref)).containsExactly("DRAFTED", "SUBMITTED");
    assertThat(
            jdbc.sql("select count(*) from outbox_record where record_key = :ref")
                .param("ref", ref.value())
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }
}
