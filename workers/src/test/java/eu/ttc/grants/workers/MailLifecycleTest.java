package eu.ttc.grants.workers;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.notification.DeliveryState;
import eu.ttc.grants.notification.Notifications;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.MailServer;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What applicants are mailed when engine, outbox and mail server are real. */
@LifecycleTest
@DisplayName("Mails with everything real")
class MailLifecycleTest {

  /** Reads Dutch. */
  private static final String APPLICANT = "anna";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ApplicationDesk desk;
  private final Notifications notifications;
  private final MailServer server;

  MailLifecycleTest(ApplicationDesk desk, Notifications notifications, MailServer server) {
    this.desk = desk;
    this.notifications = notifications;
    this.server = server;
  }

  @AfterEach
  void theMailServerRecovers() {
    server.recover();
  }

  @Test
  @DisplayName("tell each change of status once and in order, though every job comes twice")
  void tellEachChangeOnce() {
    var ref = desk.submit(anApplication().by(APPLICANT));

    awaitEvent(ref, "VISIT_PLANNED");
    awaitSent(ref);

    assertThat(subjects(ref))
        .doesNotHaveDuplicates()
        .containsSubsequence(
            ref + ": Wij hebben uw aanvraag ontvangen",
            ref + ": Uw aanvraag is volledig",
            ref + ": Uw aanvraag voldoet aan de voorwaarden",
            ref + ": Een business support manager komt bij u langs");
  }

  @Test
  @DisplayName("tell a rejection with its reasons")
  void tellRejection() {
    var ref = desk.submit(anApplication().by(APPLICANT).afterEarlierResearch());

    awaitEvent(ref, "REJECTED");
    awaitSent(ref);

    assertThat(subjects(ref)).endsWith(ref + ": Uw aanvraag is afgewezen");
  }

  @Test
  @DisplayName("wait while their server is silent, and nothing else waits for it")
  void silentServerHoldsUpNothing() {
    server.fallSilent();

    var ref = desk.submit(anApplication().by(APPLICANT));
    awaitEvent(ref, "VISIT_PLANNED");

    assertThat(subjects(ref)).isEmpty();
    server.recover();
    awaitSent(ref);
    assertThat(subjects(ref)).doesNotHaveDuplicates().hasSize(notifications.of(ref).size());
  }

  private void awaitEvent(ApplicationRef ref, String event) {
    await().atMost(PATIENCE).until(() -> desk.events(ref).contains(event));
  }

  private void awaitSent(ApplicationRef ref) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                notifications.of(ref).stream().allMatch(one -> one.state() == DeliveryState.SENT));
  }

  private List<String> subjects(ApplicationRef ref) {
    return server.taken().stream()
        .map(
            mail -> {
              try {
                return mail.getSubject();
              } catch (MessagingException e) {
                throw new AssertionError(e);
              }
            })
        .filter(Objects::nonNull)
        .filter(subject -> subject.startsWith(ref.value()))
        .toList();
  }
}
