package eu.ttc.grants.accounting;

/**
 * What the records say about a budget line.
 *
 * @param inPaymentCents in released bank files, not booked
 * @param bankPaidCents by the bank's statements
 * @param recoveredCents what was paid and came back as recovery; {@code paid} in the ledger is less
 *     by it
 * @param awaited payments that were ordered and are neither booked nor given up
 * @param waiting process instances that wait for them
 */
public record LineFigures(
    String line,
    long ledgerInPaymentCents,
    long inPaymentCents,
    long ledgerPaidCents,
    long paidCents,
    long bankPaidCents,
    long recoveredCents,
    int awaited,
    int waiting) {}
