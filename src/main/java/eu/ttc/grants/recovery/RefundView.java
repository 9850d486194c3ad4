package eu.ttc.grants.recovery;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.MaskedIban;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Money that goes back to who paid back too much.
 *
 * @param number of the recovery to which it was paid
 * @param attempt counted from 1; all before it failed, were given up, or returned what came later
 * @param reference names the transfer at the bank
 * @param notBefore from when on it may be released
 * @param sha256 fingerprint of its bank file, once released
 * @param failure the bank's code, or why it was given up
 */
public record RefundView(
    ApplicationRef application,
    int number,
    int attempt,
    String reference,
    RefundState state,
    Cents amount,
    String beneficiary,
    String iban,
    @Nullable String bic,
    Instant notBefore,
    String reason,
    String orderedBy,
    Instant orderedAt,
    @Nullable String releasedBy,
    @Nullable Instant releasedAt,
    @Nullable LocalDate executionOn,
    @Nullable String sha256,
    @Nullable LocalDate bookedOn,
    @Nullable String failure) {

  /** The same with the account masked. */
  public RefundView masked() {
    return new RefundView(
        application,
        number,
        attempt,
        reference,
        state,
        amount,
        beneficiary,
        MaskedIban.of(iban),
        bic,
        notBefore,
        reason,
        orderedBy,
        orderedAt,
        releasedBy,
        releasedAt,
        executionOn,
        sha256,
        bookedOn,
        failure);
  }
}
