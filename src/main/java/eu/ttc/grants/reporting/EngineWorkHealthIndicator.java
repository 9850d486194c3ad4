package eu.ttc.grants.reporting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Part <em>engineWork</em> of the health page: how long the oldest message has waited for the
 * engine. Applicants can submit while the engine is away, so this never makes the application
 * unready.
 */
@Component
class EngineWorkHealthIndicator implements HealthIndicator {

  private static final Duration LATE = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final Clock clock;

  EngineWorkHealthIndicator(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public Health health() {
    record Waiting(long count, Optional<Instant> oldest) {}
    var waiting =
        jdbc.sql(
                "select count(*) waiting, min(created_at) oldest from outbox_record"
                    + " where status <> 'COMPLETED' and record_key not like 'mail/%'")
            .query(
                (row, number) ->
                    new Waiting(
                        row.getLong("waiting"),
                        Optional.ofNullable(row.getTimestamp("oldest")).map(at -> at.toInstant())))
            .single();
    var age =
        waiting.oldest().map(at -> Duration.between(at, clock.instant())).orElse(Duration.ZERO);
    return Health.status(age.compareTo(LATE) > 0 ? new Status("WAITING") : Status.UP)
        .withDetail("messagesWaiting", waiting.count())
        .withDetail("oldestSeconds", age.toSeconds())
        .build();
  }
}
