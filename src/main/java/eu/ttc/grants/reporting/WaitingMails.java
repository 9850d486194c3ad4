package eu.ttc.grants.reporting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Mails that no mail server has taken yet. */
@Component
class WaitingMails {

  private final JdbcClient jdbc;
  private final Clock clock;

  WaitingMails(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** How many wait, and for how long the oldest of them. */
  record Queue(long count, Duration age) {}

  Queue now() {
    return jdbc.sql(
            "select count(*) waiting, min(waiting_since) oldest from notification"
                + " where state = 'WAITING'")
        .query(
            (row, number) ->
                new Queue(
                    row.getLong("waiting"),
                    Optional.ofNullable(row.getTimestamp("oldest"))
                        .map(oldest -> age(oldest.toInstant()))
                        .orElse(Duration.ZERO)))
        .single();
  }

  private Duration age(Instant since) {
    return Duration.between(since, clock.instant());
  }
}
