package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the 35 vouchers at some moment.
 *
 * @param application that holds it; null when it is free
 * @param since when it was taken or given back; null when it never was taken
 */
public record VoucherSlot(
    int number, @Nullable ApplicationRef application, @Nullable Instant since) {}
