package eu.ttc.grants.testruntime.adapter;

import java.time.Duration;
import java.time.Instant;

/**
 * The broker's clock, which only goes forward: set back, timers, job time-outs and the expiry of
 * messages would stop for good.
 *
 * <p>A long jump makes the broker believe its partition has hung: its watchdog looks once a minute
 * for a sign of life that is given every five seconds and may be ten seconds old. It works on all
 * the same, so that is mended only before Camunda Process Test asks for its health, once per class:
 * the clock walks in short steps, with time in between for those signs.
 */
final class ForwardClock {

  private static final Duration STEP = Duration.ofSeconds(2);

  /** A minute and some. */
  private static final int STEPS = 36;

  private static final long BREATH_MILLIS = 10;
  private static final int MOST_DOUBLINGS = 5;

  private final Broker broker;
  private final Duration atMost;

  ForwardClock(Broker broker) {
    this(broker, Duration.ofMinutes(1));
  }

  /** For its test: gives up after {@code atMost}. */
  ForwardClock(Broker broker, Duration atMost) {
    this.broker = broker;
    this.atMost = atMost;
  }

  /**
   * Moves on at once.
   *
   * @throws IllegalArgumentException for a negative duration
   */
  synchronized void add(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "the clock of the engine cannot go back (%s); start from the test context's time"
              .formatted(duration));
    }
    broker.addToClock(duration);
  }

  void advanceTo(Instant moment) {
    var distance = Duration.between(broker.now(), moment);
    if (distance.isPositive()) {
      add(distance);
    }
  }

  /**
   * Walks until the broker finds itself healthy, ever slower.
   *
   * @throws IllegalStateException when it does not in time
   */
  synchronized void settle() {
    long until = System.nanoTime() + atMost.toNanos();
    for (int i = 0; !broker.isHealthy(); i++) {
      if (System.nanoTime() - until > 0) {
        throw new IllegalStateException("the broker does not find itself healthy within " + atMost);
      }
      broker.addToClock(STEP);
      breathe(BREATH_MILLIS << Math.min(i / STEPS, MOST_DOUBLINGS));
    }
  }

  private static void breathe(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
