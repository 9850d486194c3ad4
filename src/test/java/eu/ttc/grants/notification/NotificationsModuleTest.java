package eu.ttc.grants.notification;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.HistoryRecorded;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("Applicants are told")
class NotificationsModuleTest {

  private static final OffsetDateTime DUE = OffsetDateTime.parse("2027-05-31T23:10:00+02:00");

  private final Notifications notifications;
  private final Applications applications;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;
  private String applicant = "";

  NotificationsModuleTest(
      Notifications notifications,
      Applications applications,
      ApplicationDesk desk,
      JdbcClient jdbc) {
    this.notifications = notifications;
    this.applications = applications;
    this.desk = desk;
    this.jdbc = jdbc;
  }

  @BeforeEach
  void register() {
    applicant = desk.person(Role.APPLICANT);
  }

  @Test
  @DisplayName("each change of status once, in order, and nothing before they submit")
  void tellsEachChangeOfStatusOnceInOrder() {
    var draft = desk.draft(anApplication().by(applicant));
    assertThat(told(draft)).isEmpty();

    var ref = submitted(ApplicationStatus.COMPLETE, ApplicationStatus.ELIGIBLE);

    assertThat(told(ref))
        .containsExactly(
            MailTemplate.SUBMITTED, MailTemplate.STATUS_CHANGED, MailTemplate.STATUS_CHANGED);
    assertThat(mailsInOutbox(ref))
        .containsExactlyElementsOf(
            notifications.of(ref).stream()
                .map(one -> "{\"notification\":%d,\"repetition\":0}".formatted(one.id()))
                .toList());
    assertThat(notifications.of(ref))
        .allSatisfy(
            one -> {
              assertThat(one.recipient()).isEqualTo(applicant);
              assertThat(one.state()).isEqualTo(DeliveryState.WAITING);
              assertThat(one.attempts()).isZero();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AGREEMENT_OFFERED",
        "CLAIM_INVITED",
        "CLAIM_VERIFIED",
        "PAYMENT_BOOKED",
        "INFORMATION_REMINDED",
        "WAITING_LIST_JOINED",
        "VISIT_PLANNED"
      })
  @DisplayName("what matters to them although the status stays")
  void tellsWhatMatters(String event) {
    var ref = submitted();

    note(ref, event, null);

    assertThat(told(ref)).containsExactly(MailTemplate.SUBMITTED, MailTemplate.valueOf(event));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BUDGET_RESERVED",
        "EVALUATION_ASSIGNED",
        "CONFLICT_DECLARED",
        "CASE_OPENED",
        "SCREENED",
        "FACTS_GATHERED",
        "INCOMPLETE",
        "REMINDED",
        "ANYTHING_ELSE"
      })
  @DisplayName("nothing of what staff note among themselves")
  void keepsNotesOfStaff(String event) {
    var ref = submitted();

    note(ref, event, "not for applicants");

    assertThat(told(ref)).containsExactly(MailTemplate.SUBMITTED);
  }

  @Test
  void tellsNothingOfWhatWasRolledBack() {
    var ref = submitted();

    desk.inRolledBackTransaction(
        () -> applications.move(ref, ApplicationStatus.COMPLETE, "COMPLETE", "system", null));

    assertThat(told(ref)).containsExactly(MailTemplate.SUBMITTED);
    assertThat(mailsInOutbox(ref)).hasSize(1);
  }

  @Test
  @DisplayName("in one transaction with what happened: where telling fails, nothing happened")
  void refusesToTellAnEntryTwice() {
    var ref = submitted();
    var entry = new HistoryRecorded(ref, 2, ApplicationStatus.SUBMITTED, "SUBMITTED", true);

    assertThatExceptionOfType(DuplicateKeyException.class)
        .isThrownBy(() -> desk.inTransaction(() -> tell(entry)))
        .withMessageContaining("each_entry_is_told_each_reader_once_per_channel");
  }

  @Test
  @DisplayName("unless nobody is there: then that is said, and nothing is held up")
  void unknownAccountHoldsUpNothing() {
    var ref = desk.submitAndMove(anApplication().by("nobody.here"), ApplicationStatus.COMPLETE);

    assertThat(notifications.of(ref))
        .hasSize(2)
        .allSatisfy(
            one -> {
              assertThat(one.state()).isEqualTo(DeliveryState.FAILED);
              assertThat(one.lastError()).isEqualTo("There is no account nobody.here.");
            });
    assertThat(mailsInOutbox(ref)).isEmpty();
  }

  @Test
  @DisplayName("of a deadline once per passage of the reminder")
  void remindsOncePerPassage() {
    var ref = submitted(toApproved());
    var passage = ApplicationDesk.passageOf("notification.remind");

    assertThat(notifications.remind(ref, ReminderKind.ACCEPTANCE_DUE, null, DUE, passage)).isTrue();
    assertThat(notifications.remind(ref, ReminderKind.ACCEPTANCE_DUE, null, DUE, passage)).isTrue();

    assertThat(applications.history(ref).getLast())
        .satisfies(
            entry -> {
              assertThat(entry.event()).isEqualTo("REMINDED");
              assertThat(entry.reason()).isEqualTo("ACCEPTANCE_DUE 2027-05-31T23:10+02:00");
            });
    assertThat(told(ref)).containsOnlyOnce(MailTemplate.ACCEPTANCE_REMINDED);
  }

  @Test
  @DisplayName("of a deadline again when it was moved, and only then")
  void eachDateIsRemindedOfOnce() {
    var ref = submitted(toApproved());

    for (var due : List.of(DUE, DUE, DUE.plusWeeks(1))) {
      var passage = ApplicationDesk.passageOf("notification.remind");
      notifications.remind(ref, ReminderKind.ACCEPTANCE_DUE, null, due, passage);
    }

    assertThat(told(ref)).filteredOn(MailTemplate.ACCEPTANCE_REMINDED::equals).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(ReminderKind.class)
  @DisplayName("of nothing that is done already")
  void doesNotRemindOfWhatIsDone(ReminderKind kind) {
    var ref = submitted(ApplicationStatus.WITHDRAWN);
    var passage = ApplicationDesk.passageOf("notification.remind");

    assertThat(notifications.remind(ref, kind, 1, DUE, passage)).isFalse();

    assertThat(desk.events(ref)).doesNotContain("REMINDED");
  }

  @Test
  @DisplayName("again when staff ask for it: the same notification, and who asked is recorded")
  void sendsAgain() {
    var ref = submitted();
    var sent = sent(notifications.of(ref).getFirst().id());

    var again = notifications.sendAgain(sent, "olga");

    assertThat(notifications.of(ref)).containsExactly(again);
    assertThat(again.state()).isEqualTo(DeliveryState.WAITING);
    assertThat(again.repetitions())
        .singleElement()
        .satisfies(
            repetition -> {
              assertThat(repetition.number()).isOne();
              assertThat(repetition.requestedBy()).isEqualTo("olga");
            });
    assertThat(mailsInOutbox(ref).getLast())
        .isEqualTo("{\"notification\":%d,\"repetition\":1}".formatted(sent));
  }

  @Test
  void doesNotSendAgainWhatIsOnItsWay() {
    var ref = submitted();
    var waiting = notifications.of(ref).getFirst().id();

    assertThatExceptionOfType(NotNow.class)
        .isThrownBy(() -> notifications.sendAgain(waiting, "olga"))
        .withMessageContaining("on its way");
    assertThat(mailsInOutbox(ref)).hasSize(1);
  }

  @Test
  void doesNotSendAgainWhatIsNotThere() {
    assertThatExceptionOfType(Unknown.class)
        .isThrownBy(() -> notifications.sendAgain(Long.MAX_VALUE, "olga"));
  }

  @Test
  @DisplayName("what stays as it was told: neither whom nor what can be changed")
  void keepsWhatWasTold() {
    var id = notifications.of(submitted()).getFirst().id();

    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(
            () ->
                jdbc.sql("update notification set recipient = 'other' where id = :id")
                    .param("id", id)
                    .update())
        .withMessageContaining("stays");
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(
            () -> jdbc.sql("delete from notification where id = :id").param("id", id).update());
  }

  private ApplicationRef submitted(ApplicationStatus... then) {
    return desk.submitAndMove(anApplication().by(applicant), then);
  }

  private static ApplicationStatus[] toApproved() {
    return new ApplicationStatus[] {
      ApplicationStatus.COMPLETE,
      ApplicationStatus.ELIGIBLE,
      ApplicationStatus.EVALUATED,
      ApplicationStatus.APPROVED
    };
  }

  private void note(ApplicationRef ref, String event, String reason) {
    desk.inTransaction(
        () -> {
          applications.note(ref, event, Applications.SYSTEM, reason);
          return true;
        });
  }

  private boolean tell(HistoryRecorded entry) {
    notifications.tell(entry);
    return true;
  }

  private long sent(long id) {
    jdbc.sql("update notification set state = 'SENT', sent_at = now() where id = :id")
        .param("id", id)
        .update();
    return id;
  }

  private List<MailTemplate> told(ApplicationRef ref) {
    return notifications.of(ref).stream().map(NotificationView::template).toList();
  }

  private List<String> mailsInOutbox(ApplicationRef ref) {
    return jdbc.sql("select payload from outbox_record where record_key = :key order by created_at")
        .param("key", "mail/" + ref)
        .query(String.class)
        .list();
  }
}
