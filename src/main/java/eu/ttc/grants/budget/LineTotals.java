package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;

/**
 * Where the money of one budget line is now. Always {@code allocated = available + reserved +
 * committed + inPayment + paid}.
 *
 * @param vouchers how many vouchers the line has in all; 0 for schemes without vouchers
 * @param vouchersTaken how many of them belong to an application
 */
public record LineTotals(
    String line,
    Scheme scheme,
    Cents allocated,
    Cents available,
    Cents reserved,
    Cents committed,
    Cents inPayment,
    Cents paid,
    int vouchers,
    int vouchersTaken) {}
