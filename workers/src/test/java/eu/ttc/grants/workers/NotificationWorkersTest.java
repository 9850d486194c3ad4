package eu.ttc.grants.workers;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.StepKey;
import eu.ttc.grants.notification.Notifications;
import eu.ttc.grants.notification.ReminderKind;
import eu.ttc.grants.workers.NotificationWorkers.RemindInput;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationWorkersTest {

  private static final ApplicationRef REF = ApplicationRef.of("V-2026-000123");
  private static final String DUE = "2027-05-31T23:10:00+02:00";

  private final Notifications notifications = mock();
  private final NotificationWorkers workers = new NotificationWorkers(notifications);

  @ParameterizedTest
  @NullSource
  @ValueSource(ints = 2)
  void remindsOfWhatTheModelSays(Integer number) {
    workers.remind(new RemindInput(REF.value(), ReminderKind.CLAIM_DUE, DUE, number), 7);

    verify(notifications)
        .remind(
            REF,
            ReminderKind.CLAIM_DUE,
            number,
            OffsetDateTime.parse(DUE),
            StepKey.of("notification.remind", 7));
  }

  @Test
  void refusesWhatIsNoDate() {
    assertThatExceptionOfType(DateTimeParseException.class)
        .isThrownBy(
            () ->
                workers.remind(
                    new RemindInput(REF.value(), ReminderKind.CLAIM_DUE, "tomorrow", null), 7));
    verifyNoInteractions(notifications);
  }
}
