package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.MaskedIban;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * New bank details of an applicant, asked for after a failed payment.
 *
 * @param number counted from 1 within the application
 * @param payment the failed payment
 * @param oldIban the account of that payment
 * @param iban the new one, without spaces; absent until it was given
 * @param proof id of the document that proves whose account it is
 * @param coolingUntil approval is not possible before
 * @param callBack whom the first officer called under a number known before, and what was said
 */
public record BankAccountChange(
    ApplicationRef application,
    int number,
    BankAccountState state,
    String payment,
    String oldIban,
    Instant askedAt,
    int reminders,
    @Nullable String iban,
    @Nullable String bic,
    @Nullable String holder,
    @Nullable UUID proof,
    @Nullable String givenBy,
    @Nullable Instant givenAt,
    @Nullable Instant coolingUntil,
    @Nullable String checkedBy,
    @Nullable Instant checkedAt,
    @Nullable String callBack,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt,
    @Nullable String refusal) {

  /** The same with both accounts masked. */
  public BankAccountChange masked() {
    return new BankAccountChange(
        application,
        number,
        state,
        payment,
        MaskedIban.of(oldIban),
        askedAt,
        reminders,
        iban == null ? null : MaskedIban.of(iban),
        bic,
        holder,
        proof,
        givenBy,
        givenAt,
        coolingUntil,
        checkedBy,
        checkedAt,
        callBack,
        decidedBy,
        decidedAt,
        refusal);
  }
}
