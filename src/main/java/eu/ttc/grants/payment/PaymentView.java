package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A payment instruction as finance officers see it.
 *
 * @param endToEndId the reference that the bank returns in its statement
 * @param iban the beneficiary's account; for others than finance officers use {@link #masked()}
 * @param batch the batch that holds it, unless that was rejected
 */
public record PaymentView(
    String endToEndId,
    ApplicationRef application,
    int instalment,
    int claimNumber,
    long amountCents,
    String beneficiary,
    String iban,
    PaymentState state,
    @Nullable String batch,
    Instant orderedAt,
    @Nullable LocalDate bookedOn) {

  /** The same with the first four and the last two characters of the account only. */
  public PaymentView masked() {
    return new PaymentView(
        endToEndId,
        application,
        instalment,
        claimNumber,
        amountCents,
        beneficiary,
        iban.substring(0, 4) + "•".repeat(iban.length() - 6) + iban.substring(iban.length() - 2),
        state,
        batch,
        orderedAt,
        bookedOn);
  }
}
