package eu.ttc.grants.notification;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reminder as the history keeps it: the reason of the event {@code REMINDED} is its text, such as
 * {@code CLAIM_DUE 1 2027-05-31T23:10+02:00}.
 *
 * @param number of the claim or question it concerns, where those are numbered
 */
record Reminder(ReminderKind kind, @Nullable Integer number, OffsetDateTime dueAt) {

  static final String EVENT = "REMINDED";

  private static final Pattern FORM = Pattern.compile("([A-Z_]+) (?:(\\d{1,9}) )?(\\S+)");

  static Optional<Reminder> parse(@Nullable String reason) {
    var found = FORM.matcher(reason == null ? "" : reason);
    return found.matches()
        ? Optional.of(
            new Reminder(
                ReminderKind.valueOf(found.group(1)),
                found.group(2) == null ? null : Integer.valueOf(found.group(2)),
                OffsetDateTime.parse(found.group(3))))
        : Optional.empty();
  }

  String reason() {
    return number == null
        ? "%s %s".formatted(kind, dueAt)
        : "%s %d %s".formatted(kind, number, dueAt);
  }
}
