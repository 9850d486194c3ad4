package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.MaskedIban;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A payment instruction as finance officers see it.
 *
 * @param endToEndId the reference that the bank returns in its statement
 * @param iban the beneficiary's account; for others than finance officers use {@link #masked()}
 * @param batch the batch that holds it, unless that was rejected
 * @param attempt counted from 1; each follows one that the bank rejected or sent back
 * @param bankStatus what the bank said last in a status report; no proof of payment
 * @param bankReason the bank's code for why it was rejected or sent back
 * @param payeeCheck whether the name belongs to the account, as far as the bank said
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
    @Nullable LocalDate bookedOn,
    int attempt,
    @Nullable LocalDate returnedOn,
    @Nullable String bankStatus,
    @Nullable String bankReason,
    @Nullable PayeeCheck payeeCheck) {

  /** The same with the first four and the last two characters of the account only. */
  public PaymentView masked() {
    return new PaymentView(
        endToEndId,
        application,
        instalment,
        claimNumber,
        amountCents,
        beneficiary,
        MaskedIban.of(iban),
        state,
        batch,
        orderedAt,
        bookedOn,
        attempt,
        returnedOn,
        bankStatus,
        bankReason,
        payeeCheck);
  }
}
