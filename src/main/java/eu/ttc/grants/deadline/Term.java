package eu.ttc.grants.deadline;

import java.time.Period;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * A length of time as the table of deadlines gives it: calendar time or working days, exactly one.
 *
 * @param duration ISO 8601 period such as {@code P14D} or {@code P6M}
 * @param workingDays number of working days, at least 1
 */
public record Term(@Nullable String duration, @Nullable Integer workingDays) {

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
    if (duration != null) {
      try {
        if (Period.parse(duration).isNegative() || Period.parse(duration).isZero()) {
          throw new IllegalArgumentException(
              "a deadline must lie in the future, not %s from now".formatted(duration));
        }
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "'%s' is no ISO 8601 period of days, weeks, months or years, such as P14D. Correct the table of deadlines and retry."
                .formatted(duration),
            e);
      }
    }
  }
}
