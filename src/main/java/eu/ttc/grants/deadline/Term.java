package eu.ttc.grants.deadline;

import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A length of time as the table of deadlines gives it: calendar time, hours or working days,
 * exactly one.
 *
 * @param duration ISO 8601 period such as {@code P14D} or {@code P6M}, or hours, minutes and
 *     seconds such as {@code PT36H}
 * @param workingDays number of working days, at least 1
 * @param dayOff where calendar time ends that would end on a day off
 */
public record Term(@Nullable String duration, @Nullable Integer workingDays, DayOff dayOff) {

  private static final String WITHOUT_DAYS = "PT";

  /** What becomes of a day off at the end. */
  public enum DayOff {
    /** The next working day, so that who has the term has all of it. */
    AFTER,
    /** The last working day before, where the term is the most that may pass. */
    BEFORE
  }

  /** A term of somebody who has all of it. */
  public Term(@Nullable String duration, @Nullable Integer workingDays) {
    this(duration, workingDays, DayOff.AFTER);
  }

  public Term {
    if ((duration == null) == (workingDays == null)) {
      throw new IllegalArgumentException(
          "a deadline needs either a duration or working days, but the table gave duration %s and working days %s. Correct the table of deadlines and retry."
              .formatted(duration, workingDays));
    }
    if (workingDays != null && workingDays < 1) {
      throw new IllegalArgumentException(
          "a deadline needs at least one working day, not %d".formatted(workingDays));
    }
    if (duration != null && !isAhead(duration)) {
      throw new IllegalArgumentException(
          "a deadline must lie in the future, not %s from now".formatted(duration));
    }
  }

  /** The length if it is told in hours, minutes and seconds; empty for days and longer. */
  Optional<Duration> hours() {
    return Optional.ofNullable(duration)
        .filter(told -> told.startsWith(WITHOUT_DAYS))
        .map(Duration::parse);
  }

  private static boolean isAhead(String duration) {
    try {
      if (duration.startsWith(WITHOUT_DAYS)) {
        return Duration.parse(duration).isPositive();
      }
      var period = Period.parse(duration);
      return !period.isNegative() && !period.isZero();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'%s' is no ISO 8601 period of days, weeks, months or years, such as P14D, nor of hours, minutes and seconds, such as PT36H. Correct the table of deadlines and retry."
              .formatted(duration),
          e);
    }
  }
}
