package eu.ttc.grants.accounting;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** Figure {@code grants.reconciliation.differences}, for alarms; read when asked for. */
@Component
class ReconciliationMetrics implements MeterBinder {

  private final Reconciliation reconciliation;

  ReconciliationMetrics(Reconciliation reconciliation) {
    this.reconciliation = reconciliation;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder(
            "grants.reconciliation.differences",
            reconciliation,
            books -> books.of(books.today().minusDays(1)).differences().size())
        .description("Payments about which the records disagreed when yesterday ended")
        .register(registry);
  }
}
