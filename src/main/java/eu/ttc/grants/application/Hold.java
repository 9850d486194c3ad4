package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A time in which nobody changes an application, and none of its deadlines runs.
 *
 * @param endsAt when it is over by itself
 * @param endedAt when it ended, if that was noted: early, or with the next hold
 * @param endedBy empty while nobody noted its end
 */
public record Hold(
    ApplicationRef application,
    int number,
    String reason,
    Instant placedAt,
    String placedBy,
    Instant endsAt,
    Optional<Instant> endedAt,
    Optional<String> endedBy) {

  /** The last moment that belongs to it, as known now. */
  public Instant until() {
    return endedAt.orElse(endsAt);
  }

  /** The last day of it, in the programme's time zone. */
  public LocalDate lastDay() {
    return LocalDate.ofInstant(endsAt.minusNanos(1_000), Applications.PROGRAMME_ZONE);
  }

  /** When a deadline is to be asked for again, if it is due then: never while the hold stands. */
  public Instant notBefore(Instant due) {
    return due.isAfter(until()) ? due : until();
  }

  public boolean standsAt(Instant moment) {
    return !moment.isBefore(placedAt) && moment.isBefore(until());
  }
}
