package eu.ttc.grants.cofunding;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import eu.ttc.grants.kernel.Cents;
import java.util.Optional;

/** What an officer found about one item of evidence. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface ItemVerdict {

  int LONGEST_NOTE = 500;

  /** Number of the item. */
  int item();

  /** It counts as the rules say. */
  record Accepted(int item) implements ItemVerdict {}

  /** It counts up to an amount. */
  record Limited(int item, Cents upTo, VerdictReason reason, String note) implements ItemVerdict {}

  /** It does not count. */
  record Refused(int item, VerdictReason reason, String note) implements ItemVerdict {}

  /**
   * What is wrong with this verdict, in words for the officer.
   *
   * @param pledged amount of the item
   */
  default Optional<String> problem(Cents pledged) {
    return switch (this) {
      case Accepted accepted -> Optional.empty();
      case Limited(int item, var upTo, var reason, var note)
          when upTo.equals(Cents.ZERO) || !pledged.exceeds(upTo) ->
          Optional.of(
              "Item %d can be limited to more than nothing and less than %s; %s is not."
                  .formatted(item, pledged, upTo));
      case Limited(int item, var upTo, var reason, var note) -> problem(item, reason, note);
      case Refused(int item, var reason, var note) -> problem(item, reason, note);
    };
  }

  private static Optional<String> problem(int item, VerdictReason reason, String note) {
    if (reason == VerdictReason.OTHER && note.isBlank()) {
      return Optional.of("Item %d: a reason that is not in the list needs words.".formatted(item));
    }
    return note.length() > LONGEST_NOTE
        ? Optional.of(
            "Item %d: the note has %d characters; at most %d are kept."
                .formatted(item, note.length(), LONGEST_NOTE))
        : Optional.empty();
  }
}
