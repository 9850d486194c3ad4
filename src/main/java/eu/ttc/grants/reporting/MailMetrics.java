package eu.ttc.grants.reporting;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Figures {@code grants.mails.waiting} and {@code grants.mails.oldest}, read when asked for. */
@Component
class MailMetrics implements MeterBinder {

  private final WaitingMails waiting;

  MailMetrics(WaitingMails waiting) {
    this.waiting = waiting;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("grants.mails.waiting", waiting, mails -> mails.now().count())
        .description("Mails that no mail server has taken yet")
        .register(registry);
    TimeGauge.builder(
            "grants.mails.oldest",
            waiting,
            TimeUnit.SECONDS,
            mails -> mails.now().age().toSeconds())
        .description("How long the oldest of them has waited")
        .register(registry);
  }
}
