package eu.ttc.grants.accounting;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The report of the day before, for those who ask every few seconds: all payments are compared for
 * it, so the answer is kept for a while.
 */
@Component
class Yesterday {

  private static final Duration KEPT = Duration.ofMinutes(10);

  private record Kept(DayReport report, Instant until) {}

  private final Reconciliation reconciliation;
  private final Clock clock;
  private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();

  Yesterday(Reconciliation reconciliation, Clock clock) {
    this.reconciliation = reconciliation;
    this.clock = clock;
  }

  DayReport report() {
    var day = reconciliation.today().minusDays(1);
    var now = clock.instant();
    var known = kept.get();
    if (known != null && known.report().day().equals(day) && now.isBefore(known.until())) {
      return known.report();
    }
    var report = reconciliation.of(day);
    kept.set(new Kept(report, now.plus(KEPT)));
    return report;
  }
}
