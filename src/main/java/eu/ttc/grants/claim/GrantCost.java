package eu.ttc.grants.claim;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/**
 * One cost of a project of the fund as the lead claims it.
 *
 * @param partner number within the project; the lead is 1
 * @param invoiceNumber or, for staff and other costs without one, the number of the record
 * @param amount excluding recoverable VAT
 * @param evidence document of kind EVIDENCE that proves cost and payment
 */
public record GrantCost(
    int partner,
    AidCategory category,
    String description,
    String invoiceNumber,
    LocalDate invoiceOn,
    LocalDate paidOn,
    Cents amount,
    Optional<UUID> evidence) {}
