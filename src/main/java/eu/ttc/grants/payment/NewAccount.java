package eu.ttc.grants.payment;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Bank details as an applicant gives them, in any spelling.
 *
 * @param proof id of a document of kind {@code BANK_ACCOUNT}; the newest one when absent
 */
public record NewAccount(
    @Nullable String iban, @Nullable String bic, @Nullable String holder, @Nullable UUID proof) {}
