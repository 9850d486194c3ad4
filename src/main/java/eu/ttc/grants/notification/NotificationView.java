package eu.ttc.grants.notification;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody was told and how far it has come, as staff see it.
 *
 * @param historyNumber the entry of the history that is told
 * @param status of the application from that entry on
 * @param recipient username
 * @param attempts how often a mail server was asked to take it
 * @param sentAt when a mail server took it last
 * @param lastError why the last attempt did not succeed
 * @param repetitions who had it sent again, oldest first
 */
public record NotificationView(
    long id,
    ApplicationRef application,
    int historyNumber,
    ApplicationStatus status,
    Channel channel,
    String recipient,
    MailTemplate template,
    Language language,
    Instant createdAt,
    DeliveryState state,
    int attempts,
    @Nullable Instant sentAt,
    @Nullable String lastError,
    List<Repetition> repetitions) {

  /** Somebody had it sent again. */
  public record Repetition(int number, String requestedBy, Instant requestedAt) {}

  /** Whether it can be sent again: not while it is on its way. */
  public boolean repeatable() {
    return state != DeliveryState.WAITING;
  }
}
