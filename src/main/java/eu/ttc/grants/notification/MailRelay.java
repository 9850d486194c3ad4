package eu.ttc.grants.notification;

import eu.ttc.grants.notification.MailOutcome.Postponed;
import eu.ttc.grants.notification.MailOutcome.Refused;
import eu.ttc.grants.notification.MailOutcome.Taken;
import io.namastack.outbox.annotation.OutboxHandler;
import io.namastack.outbox.retry.OutboxRetryAware;
import io.namastack.outbox.retry.OutboxRetryPolicy;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Takes mails from the outbox to the mail server, each until it is taken or refused for good. A
 * crash between the server's answer and our note of it means a second copy; both have the same
 * Message-ID, by which mail systems drop repeats.
 *
 * <p>The outbox works in rounds and waits for the slowest of each, messages to the engine among
 * them. So nothing here waits long for a mail server: what takes longer goes on by itself, and the
 * outbox asks again.
 *
 * <p>Class and method are public because the outbox finds its handlers by their public methods.
 */
@Component
public class MailRelay implements OutboxRetryAware {

  private static final Logger log = LoggerFactory.getLogger(MailRelay.class);
  private static final int AT_ONCE = 4;

  private final NotificationRows rows;
  private final Mailer mailer;
  private final Duration patience;
  private final Map<MailToSend, CompletableFuture<Void>> underWay = new ConcurrentHashMap<>();
  private final ExecutorService attempts =
      Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().name("mail-", 0).factory());

  MailRelay(
      NotificationRows rows, Mailer mailer, @Value("${grants.mail.patience}") Duration patience) {
    this.rows = rows;
    this.mailer = mailer;
    this.patience = patience;
  }

  /** For ever, and soon again at first. */
  @Override
  public OutboxRetryPolicy getRetryPolicy() {
    return OutboxRetryPolicy.builder()
        .maxRetries(Integer.MAX_VALUE)
        .exponentialBackoff(Duration.ofSeconds(1), 2, Duration.ofMinutes(5))
        .jitter(Duration.ofMillis(500))
        .build();
  }

  /**
   * Sends one mail; failing keeps it in the outbox. One that left meanwhile does not queue again:
   * behind many others it would fail again, and hold up the next mails of its application.
   */
  @OutboxHandler
  public void send(MailToSend mail) throws InterruptedException {
    if (rows.waiting(mail).isEmpty()) {
      return;
    }
    var attempt =
        underWay.computeIfAbsent(
            mail, key -> CompletableFuture.runAsync(() -> attempt(key), attempts));
    try {
      attempt.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException slow) {
      throw new NotTakenYet("The mail server takes its time.");
    } catch (ExecutionException failed) {
      throw new NotTakenYet(String.valueOf(failed.getCause().getMessage()));
    }
  }

  private void attempt(MailToSend mail) {
    try {
      rows.waiting(mail).ifPresent(this::attempt);
    } finally {
      underWay.remove(mail);
    }
  }

  private void attempt(Notification notification) {
    var mail = notification.mail();
    var ref = notification.application();
    switch (outcome(notification)) {
      case Taken() -> {
        rows.sent(mail);
        log.info("{} sent for {}", notification.template(), ref);
      }
      case Refused(var why) -> {
        rows.failed(mail, why);
        log.warn("{} for {} was refused, see notification {}", notification.template(), ref, mail);
      }
      case Postponed(var why) -> {
        rows.postponed(mail, why);
        throw new NotTakenYet(why);
      }
    }
  }

  /** A mail that cannot even be written must be seen waiting, and goes out once that is mended. */
  private MailOutcome outcome(Notification notification) {
    try {
      return mailer.send(notification);
    } catch (RuntimeException broken) {
      log.error("{} cannot be written", notification.mail(), broken);
      return new Postponed(broken.toString());
    }
  }

  @PreDestroy
  void stop() {
    attempts.shutdown();
  }

  /** The outbox keeps the mail and tries again. */
  static class NotTakenYet extends RuntimeException {
    NotTakenYet(String why) {
      super(why);
    }
  }
}
