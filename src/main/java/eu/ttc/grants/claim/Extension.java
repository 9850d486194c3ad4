package eu.ttc.grants.claim;

import java.time.Instant;
import java.util.Optional;

/**
 * The one request of an application for more time.
 *
 * @param granted empty while nobody decided
 * @param extendedTo when the claim is due since, if granted
 */
public record Extension(
    Instant requestedAt,
    String reason,
    Optional<Boolean> granted,
    Optional<String> decisionReasons,
    Optional<Instant> extendedTo) {}
