package eu.ttc.grants.accounting;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Part <em>reconciliation</em> of the health page: in how many payments the records disagreed when
 * yesterday ended. A person looks into it; the application works on.
 */
@Component
class ReconciliationHealthIndicator implements HealthIndicator {

  private static final Status DIFFERS = new Status("DIFFERS");

  private final Yesterday yesterday;

  ReconciliationHealthIndicator(Yesterday yesterday) {
    this.yesterday = yesterday;
  }

  @Override
  public Health health() {
    var report = yesterday.report();
    return Health.status(report.agrees() ? Status.UP : DIFFERS)
        .withDetail("day", report.day())
        .withDetail("summary", report.summary())
        .withDetail("differences", report.differences().size())
        .build();
  }
}
