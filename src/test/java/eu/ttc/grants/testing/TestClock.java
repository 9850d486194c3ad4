package eu.ttc.grants.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that shows real time until a test sets it; {@link ModuleTest} sets it back afterwards.
 */
public final class TestClock extends Clock {

  private static final ZoneId PROGRAMME_ZONE = ZoneId.of("Europe/Amsterdam");

  private volatile Clock shown = Clock.systemUTC();

  /** Stops the clock at this moment. */
  public void stopAt(Instant moment) {
    shown = Clock.fixed(moment, ZoneOffset.UTC);
  }

  /** Stops the clock at noon of this day in the programme's time zone. */
  public void stopAt(LocalDate day) {
    stopAt(day.atTime(LocalTime.NOON).atZone(PROGRAMME_ZONE).toInstant());
  }

  /** Moves on from what the clock shows. */
  public void advance(Duration time) {
    shown = Clock.offset(shown, time);
  }

  /** Shows real time again. */
  public void reset() {
    shown = Clock.systemUTC();
  }

  @Override
  public Instant instant() {
    return shown.instant();
  }

  @Override
  public ZoneId getZone() {
    return shown.getZone();
  }

  /** A view of this clock, which moves with it: validators keep the clock they get first. */
  @Override
  public Clock withZone(ZoneId zone) {
    var clock = this;
    return new Clock() {
      @Override
      public Instant instant() {
        return clock.instant();
      }

      @Override
      public ZoneId getZone() {
        return zone;
      }

      @Override
      public Clock withZone(ZoneId other) {
        return clock.withZone(other);
      }
    };
  }
}
