package eu.ttc.grants.reporting;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Part <em>promises</em> of the health page: down while a promise is broken, and which. */
@Component
class PromisesHealthIndicator implements HealthIndicator {

  private final Promises promises;

  PromisesHealthIndicator(Promises promises) {
    this.promises = promises;
  }

  @Override
  public Health health() {
    var broken = promises.broken();
    var holds = broken.values().stream().allMatch(count -> count == 0);
    return (holds ? Health.up() : Health.down()).withDetails(broken).build();
  }
}
