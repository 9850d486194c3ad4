package eu.ttc.grants.reporting;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Part <em>mails</em> of the health page: how long the oldest mail has waited for a mail server.
 * Nothing but mails waits for that server, so this never makes the application unready.
 */
@Component
class MailsHealthIndicator implements HealthIndicator {

  private static final Duration LATE = Duration.ofMinutes(15);

  private final WaitingMails waiting;

  MailsHealthIndicator(WaitingMails waiting) {
    this.waiting = waiting;
  }

  @Override
  public Health health() {
    var queue = waiting.now();
    return Health.status(queue.age().compareTo(LATE) > 0 ? new Status("WAITING") : Status.UP)
        .withDetail("mailsWaiting", queue.count())
        .withDetail("oldestSeconds", queue.age().toSeconds())
        .build();
  }
}
