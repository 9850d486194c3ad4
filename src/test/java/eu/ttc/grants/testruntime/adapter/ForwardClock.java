package eu.ttc.grants.testruntime.adapter;

import java.time.Duration;
import java.time.Instant;

/**
 * The broker's clock, which only goes forward: set back, timers, job time-outs and the expiry of
 * messages would stop for good.
 *
 * <p>A long jump makes the broker believe its partition has hung. Its watchdogs look every minute
 * for signs of life that are at most ten seconds old, so the last minute and some of each jump is
 * walked in steps shorter than that, with time in between for those signs.
 */
final class ForwardClock {

  private static final Duration STEP = Duration.ofMillis(4_500);
  private static final int STEPS = 16;
  private static final Duration WALKED = STEP.multipliedBy(STEPS);
  private static final Duration LONGEST_JUMP_UNNOTICED = Duration.ofSeconds(9);
  private static final long BREATH_MILLIS = 20;

  private final Broker broker;

  ForwardClock(Broker broker) {
    this.broker = broker;
  }

  /**
   * Moves on; at once when the way is short.
   *
   * @throws IllegalArgumentException for a negative duration
   */
  synchronized void add(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "the clock of the engine cannot go back (%s); start from the test context's time"
              .formatted(duration));
    }
    if (duration.compareTo(LONGEST_JUMP_UNNOTICED) <= 0) {
      broker.addToClock(duration);
    } else if (duration.compareTo(WALKED) <= 0) {
      walk(duration);
    } else {
      broker.addToClock(duration.minus(WALKED));
      breathe();
      walk(WALKED);
    }
  }

  void advanceTo(Instant moment) {
    var distance = Duration.between(broker.now(), moment);
    if (distance.isPositive()) {
      add(distance);
    }
  }

  /** Walks until the broker finds itself healthy; returns whether it does. */
  synchronized boolean settle() {
    for (int i = 0; i < STEPS * 2 && !broker.isHealthy(); i++) {
      broker.addToClock(STEP);
      breathe();
    }
    return broker.isHealthy();
  }

  private void walk(Duration way) {
    var left = way;
    while (left.isPositive()) {
      var step = left.compareTo(STEP) < 0 ? left : STEP;
      broker.addToClock(step);
      breathe();
      left = left.minus(step);
    }
  }

  private static void breathe() {
    try {
      Thread.sleep(BREATH_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
