package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.Cents;
import java.util.Optional;

/** What an officer found about one cost line. */
public sealed interface LineVerdict {

  /** Number of the line within its claim, from 1. */
  int line();

  /** Accepted as it is. */
  record Accepted(int line) implements LineVerdict {}

  /** Accepted for a lower amount. */
  record Corrected(int line, Cents accepted, String reason) implements LineVerdict {}

  /** Not accepted. */
  record Refused(int line, String reason) implements LineVerdict {}

  /** What is accepted of a line of this amount. */
  default Cents acceptedOf(Cents claimed) {
    return switch (this) {
      case Accepted all -> claimed;
      case Corrected corrected -> corrected.accepted();
      case Refused nothing -> Cents.ZERO;
    };
  }

  /** Why it was not accepted as it is; empty when it was. */
  default Optional<String> reasonGiven() {
    return switch (this) {
      case Accepted all -> Optional.empty();
      case Corrected corrected -> Optional.of(corrected.reason());
      case Refused refused -> Optional.of(refused.reason());
    };
  }

  /** What is wrong with this verdict on a line of that amount; empty when nothing is. */
  default Optional<String> problem(Cents claimed) {
    var withoutReason = reasonGiven().filter(String::isBlank).isPresent();
    if (withoutReason) {
      return Optional.of("Line %d is corrected or refused and needs a reason.".formatted(line()));
    }
    if (this instanceof Corrected(int line, Cents accepted, String reason)
        && (accepted.equals(Cents.ZERO) || accepted.compareTo(claimed) >= 0)) {
      return Optional.of(
          "Line %d was claimed with %s; a correction accepts less than that and more than nothing."
              .formatted(line, claimed));
    }
    return Optional.empty();
  }
}
