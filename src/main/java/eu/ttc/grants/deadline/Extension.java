package eu.ttc.grants.deadline;

import java.time.Instant;
import java.util.Optional;

/**
 * The one request of an application for more time until something is due.
 *
 * @param granted empty while nobody decided
 * @param extendedTo when it is due since, if granted
 */
public record Extension(
    Instant requestedAt,
    String reason,
    Optional<Boolean> granted,
    Optional<String> decisionReasons,
    Optional<Instant> extendedTo) {

  /** Whether nobody decided yet. */
  public boolean waiting() {
    return granted.isEmpty();
  }
}
