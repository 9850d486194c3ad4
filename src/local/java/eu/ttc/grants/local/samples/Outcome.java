package eu.ttc.grants.local.samples;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How the programme answers an application: the first entry of its history that settles whether it
 * goes on.
 *
 * @param event {@code INCOMPLETE}, {@code REJECTED}, or {@code BUDGET_RESERVED} for one that waits
 *     for a person from then on
 * @param reason the reason code of a refusal; several are joined by a comma
 */
record Outcome(String event, @Nullable String reason) {

  private static final Set<String> ANSWERS = Set.of("INCOMPLETE", "REJECTED", "BUDGET_RESERVED");

  /** The answer in a history as the applicant sees it; empty while there is none. */
  static Optional<Outcome> firstIn(JsonNode history) {
    return history
        .valueStream()
        .filter(entry -> ANSWERS.contains(entry.path("event").asString()))
        .findFirst()
        .map(
            entry ->
                new Outcome(
                    entry.path("event").asString(),
                    entry.path("reason").isString() ? entry.path("reason").stringValue() : null));
  }

  @Override
  public String toString() {
    return switch (event) {
      case "BUDGET_RESERVED" -> "voucher reserved";
      case "INCOMPLETE" -> "incomplete";
      case "REJECTED" -> "refused: " + reason;
      default -> event;
    };
  }
}
