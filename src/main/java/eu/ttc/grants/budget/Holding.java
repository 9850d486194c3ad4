package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;

/**
 * What an application holds of a budget line: all that is reserved, committed, in payment and paid.
 *
 * @param reservation how many earlier reservations of the application were released
 * @param voucher number of its voucher; 0 for schemes without vouchers
 */
record Holding(
    ApplicationRef application,
    int reservation,
    String line,
    int voucher,
    Cents amount,
    boolean committed) {}
