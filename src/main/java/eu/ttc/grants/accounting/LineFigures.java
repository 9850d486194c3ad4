package eu.ttc.grants.accounting;

/**
 * What the records say about a budget line.
 *
 * @param inPaymentCents in released bank files, not booked
 * @param bankPaidCents by the bank's statements
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
    int awaited,
    int waiting) {}
