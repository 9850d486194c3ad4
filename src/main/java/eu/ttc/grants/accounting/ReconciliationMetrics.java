package eu.ttc.grants.accounting;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** Figure {@code grants.reconciliation.differences}, for alarms. */
@Component
class ReconciliationMetrics implements MeterBinder {

  private final Yesterday yesterday;

  ReconciliationMetrics(Yesterday yesterday) {
    this.yesterday = yesterday;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(
            "grants.reconciliation.differences",
            yesterday,
            day -> day.report().differences().size())
        .description("Payments about which the records disagreed when yesterday ended")
        .register(registry);
  }
}
