package eu.ttc.grants.application;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An application as others see it.
 *
 * @param applicant username of the person who applies
 * @param undertaking country and register number of the enterprise, once both are told
 */
public record ApplicationView(
    ApplicationRef reference,
    Scheme scheme,
    ApplicationStatus status,
    String applicant,
    Optional<String> undertaking,
    Dossier dossier,
    Instant createdAt,
    @Nullable Instant submittedAt) {

  /**
   * The amount asked for.
   *
   * @throws IllegalStateException when the dossier names none, which completeness prevents
   */
  public Cents requestedAmount() {
    var cents = dossier.requestedAmountCents();
    if (cents == null) {
      throw new IllegalStateException("%s names no amount".formatted(reference));
    }
    return Cents.of(cents);
  }
}
