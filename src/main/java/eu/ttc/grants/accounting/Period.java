package eu.ttc.grants.accounting;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Days of the programme, the first and the last included. */
public record Period(LocalDate from, LocalDate to) {

  public Period {
    if (to.isBefore(from)) {
      throw InvalidInput.of(
          "to", "afterFrom", "%s is before %s, where the period begins".formatted(to, from));
    }
  }

  /**
   * A period as it was asked for.
   *
   * @throws InvalidInput when an end is missing or they are in the wrong order
   */
  public static Period of(@Nullable LocalDate from, @Nullable LocalDate to) {
    if (from != null && to != null) {
      return new Period(from, to);
    }
    var missing = new ArrayList<FieldProblem>();
    if (from == null) {
      missing.add(new FieldProblem("from", "required", "the first day is required, as 2026-11-01"));
    }
    if (to == null) {
      missing.add(new FieldProblem("to", "required", "the last day is required, as 2026-11-30"));
    }
    throw new InvalidInput(missing);
  }

  OffsetDateTime start() {
    return startOf(from);
  }

  /** The first moment that does not belong to it any more. */
  OffsetDateTime end() {
    return startOf(to.plusDays(1));
  }

  static OffsetDateTime startOf(LocalDate day) {
    return day.atStartOfDay(Applications.PROGRAMME_ZONE)
        .toOffsetDateTime()
        .withOffsetSameInstant(ZoneOffset.UTC);
  }
}
