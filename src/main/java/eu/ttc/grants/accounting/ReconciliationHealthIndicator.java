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

  private final Reconciliation reconciliation;

  ReconciliationHealthIndicator(Reconciliation reconciliation) {
    this.reconciliation = reconciliation;
  }

  @Override
  public Health health() {
    var yesterday = reconciliation.of(reconciliation.today().minusDays(1));
    return Health.status(yesterday.agrees() ? Status.UP : DIFFERS)
        .withDetail("day", yesterday.day())
        .withDetail("differences", yesterday.differences().size())
        .build();
  }
}
