package eu.ttc.grants.notification;

import eu.ttc.grants.application.Applications;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Until when somebody has to do something, in the programme's time zone.
 *
 * @param time none when the whole day counts
 */
record Due(LocalDate day, @Nullable LocalTime time) {

  static Due at(Instant moment) {
    var local = moment.atZone(Applications.PROGRAMME_ZONE);
    return new Due(local.toLocalDate(), local.toLocalTime());
  }

  /** The day that an entry of the history names as its reason; empty when it names none. */
  static Optional<Due> on(@Nullable String reason) {
    try {
      return Optional.ofNullable(reason).map(LocalDate::parse).map(day -> new Due(day, null));
    } catch (DateTimeParseException noDay) {
      return Optional.empty();
    }
  }
}
