package eu.ttc.grants.reporting;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class PromisesModuleTest {

  private final Promises promises;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;

  PromisesModuleTest(Promises promises, ApplicationDesk desk, JdbcClient jdbc) {
    this.promises = promises;
    this.desk = desk;
    this.jdbc = jdbc;
  }

  @Test
  void promise1ShowsASubmissionThatNobodyHandles() {
    var ref = desk.submit(anApplication());

    desk.inTransaction(
        () -> {
          assertThat(broken("promise_1_one_instance_per_application", ref.value())).isZero();
          jdbc.sql("delete from outbox_record where record_key = :ref")
              .param("ref", ref.value())
              .update();
          jdbc.sql(
                  "update application set dossier_frozen_at = now() - interval '1 hour'"
                      + " where reference = :ref")
              .param("ref", ref.value())
              .update();
          assertThat(broken("promise_1_one_instance_per_application", ref.value())).isOne();
          jdbc.sql("update application set process_instance = 42 where reference = :ref")
              .param("ref", ref.value())
              .update();
          return true;
        });
  }

  @Test
  void promise7ShowsAStatusWithoutHistory() {
    var ref = desk.submit(anApplication());

    desk.inTransaction(
        () -> {
          jdbc.sql("update application set status = 'CLOSED' where reference = :ref")
              .param("ref", ref.value())
              .update();
          assertThat(broken("promise_7_history_is_complete", ref.value())).isOne();
          jdbc.sql("update application set status = 'SUBMITTED' where reference = :ref")
              .param("ref", ref.value())
              .update();
          return true;
        });
  }

  @Test
  void promise8ShowsAChangeOfStatusThatNobodyWasTold() {
    var ref = desk.submitAndMove(anApplication(), ApplicationStatus.COMPLETE);
    assertThat(broken("promise_8_each_status_change_is_told_once", ref.value())).isZero();

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql(
                  "insert into status_history (application, number, status, event, actor, at)"
                      + " select application, max(number) + 1, 'ELIGIBLE', 'ELIGIBLE', 'nobody',"
                      + " now() from status_history where application = :ref group by application")
              .param("ref", ref.value())
              .update();
          assertThat(broken("promise_8_each_status_change_is_told_once", ref.value())).isOne();
          jdbc.sql("insert into history_before_notifications values (:ref, 99)")
              .param("ref", ref.value())
              .update();
          assertThat(broken("promise_8_each_status_change_is_told_once", ref.value())).isZero();
        });
  }

  @Test
  void promise8ShowsAMailThatWaitsForMoreThanADay() {
    var ref = desk.submit(anApplication().by(desk.person(Role.APPLICANT)));
    assertThat(broken("promise_8_each_status_change_is_told_once", ref.value())).isZero();

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql(
                  "update notification set waiting_since = now() - interval '25 hours'"
                      + " where application = :ref")
              .param("ref", ref.value())
              .update();
          assertThat(broken("promise_8_each_status_change_is_told_once", ref.value())).isOne();
        });
  }

  @Test
  void countsEveryPromise() {
    assertThat(promises.broken())
        .containsKeys(
            "promise_1_one_instance_per_application",
            "promise_2_budget_is_never_exceeded",
            "promise_7_history_is_complete",
            "promise_8_each_status_change_is_told_once",
            "promise_10_nothing_changes_a_case_on_hold");
  }

  private long broken(String view, String ref) {
    return jdbc.sql("select count(*) from " + view + " where application = :ref")
        .param("ref", ref)
        .query(Long.class)
        .single();
  }
}
