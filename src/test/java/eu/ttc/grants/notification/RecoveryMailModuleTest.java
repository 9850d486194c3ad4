package eu.ttc.grants.notification;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.recovery.OpenSuspicion;
import eu.ttc.grants.recovery.RecordFinding;
import eu.ttc.grants.recovery.Recoveries;
import eu.ttc.grants.recovery.Settlement;
import eu.ttc.grants.recovery.SuspicionKind;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.PaidCase;
import eu.ttc.grants.testing.TestClock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@ModuleTest
@DisplayName("Applicants are mailed about a recovery")
class RecoveryMailModuleTest {

  private final Recoveries recoveries;
  private final Notifications notifications;
  private final Situations situations;
  private final PaidCase cases;
  private final ApplicationDesk desk;
  private final TestClock clock;

  RecoveryMailModuleTest(
      Recoveries recoveries,
      Notifications notifications,
      Situations situations,
      PaidCase cases,
      ApplicationDesk desk,
      TestClock clock) {
    this.recoveries = recoveries;
    this.notifications = notifications;
    this.situations = situations;
    this.cases = cases;
    this.desk = desk;
    this.clock = clock;
  }

  @Test
  void eachMailIsAboutItsOwnRecovery() {
    var anna = desk.person(Role.APPLICANT);
    var ref = cases.booked(anApplication().by(anna));
    open(ref, 1, "Invoice 17 is claimed twice.");
    recoveries.answer(ref, 1, anna, "They differ.");
    recoveries.recordFinding(
        new RecordFinding(
            ref,
            1,
            true,
            Cents.euros(1_000),
            Settlement.REPAYMENT_ORDER,
            "They are the same.",
            desk.person(Role.PROGRAMME_MANAGER)),
        passageOf("recovery.record-finding"));
    recoveries.order(ref, 1, inDays(30), passageOf("recovery.order-repayment"));
    open(ref, 2, "The machine was never delivered.");
    clock.advance(Duration.ofDays(31));
    recoveries.remind(ref, 1, passageOf("recovery.remind"));

    assertThat(situation(ref, MailTemplate.REPAYMENT_ORDERED).amount())
        .contains(Cents.euros(1_000));
    assertThat(situation(ref, MailTemplate.REPAYMENT_ORDERED).words())
        .contains("They are the same.");
    // 1000.00 x 5.65 % x 1 / 365
    assertThat(situation(ref, MailTemplate.REPAYMENT_REMINDED).amount())
        .contains(Cents.euros(1_000).plus(Cents.of(15)));
    assertThat(situation(ref, MailTemplate.HEARING_OPENED).words())
        .contains("The machine was never delivered.");
  }

  private void open(ApplicationRef ref, int number, String reason) {
    recoveries.open(
        new OpenSuspicion(
            ref,
            SuspicionKind.IRREGULARITY,
            Cents.euros(1_000),
            reason,
            desk.person(Role.PROGRAMME_MANAGER)));
    recoveries.beginHearing(ref, number, inDays(14), passageOf("recovery.begin-hearing"));
  }

  private OffsetDateTime inDays(int days) {
    return clock.instant().plus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
  }

  /** Of the last mail of this kind. */
  private Situation situation(ApplicationRef ref, MailTemplate template) {
    var mail =
        notifications.of(ref).stream()
            .filter(one -> one.template() == template)
            .reduce((earlier, later) -> later)
            .orElseThrow();
    return situations.of(
        new Notification(
            mail.id(),
            mail.application(),
            mail.historyNumber(),
            mail.recipient(),
            mail.template(),
            Language.EN,
            DeliveryState.WAITING,
            "<1@example.org>",
            0));
  }
}
