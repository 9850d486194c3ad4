package eu.ttc.grants.notification;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.hold.Holds;
import eu.ttc.grants.hold.PutOnHold;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@ModuleTest
@DisplayName("Applicants are mailed about a hold")
class HoldMailModuleTest {

  private final Holds holds;
  private final Notifications notifications;
  private final Situations situations;
  private final ApplicationDesk desk;
  private final TestClock clock;

  HoldMailModuleTest(
      Holds holds,
      Notifications notifications,
      Situations situations,
      ApplicationDesk desk,
      TestClock clock) {
    this.holds = holds;
    this.notifications = notifications;
    this.situations = situations;
    this.desk = desk;
    this.clock = clock;
  }

  @Test
  void onceWhenItBeginsWithReasonAndLastDayAndOnceWhenItEndsEarly() {
    var ref = desk.submit(anApplication().by(desk.person(Role.APPLICANT)));
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    var lastDay = LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE).plusDays(9);
    holds.place(new PutOnHold(ref, "The owner changes.\nWe wait.", lastDay, officer));
    holds.end(ref, "The owner is known.", officer);

    var mails = notifications.of(ref);
    assertThat(mails)
        .extracting(NotificationView::template)
        .containsExactly(MailTemplate.SUBMITTED, MailTemplate.PUT_ON_HOLD, MailTemplate.HOLD_ENDED);
    var begins = situations.of(notification(mails.get(1)));
    assertThat(begins.due()).contains(new Due(lastDay, null));
    assertThat(begins.words()).contains("The owner changes.\nWe wait.");
    assertThat(situations.of(notification(mails.get(2))).words()).contains("The owner is known.");
  }

  private static Notification notification(NotificationView mail) {
    return new Notification(
        mail.id(),
        mail.application(),
        mail.historyNumber(),
        mail.recipient(),
        mail.template(),
        Language.EN,
        DeliveryState.WAITING,
        "<1@example.org>",
        0);
  }
}
