package eu.ttc.grants.accounting;

import eu.ttc.grants.kernel.ApplicationRef;
import org.jspecify.annotations.Nullable;

/**
 * One payment, what was paid back for an application, or a movement on the account, about which two
 * records disagree.
 *
 * @param line absent for a movement of which nobody knows whose it is, as is the application
 * @param instalment 0 when it is about no payment
 * @param entry the movement: number of the bank's message and place in it; absent otherwise
 * @param oneCents what the record that the kind names first says; less than zero for money that
 *     left the account
 * @param otherCents what the other one says
 */
public record Difference(
    DifferenceKind kind,
    @Nullable String line,
    @Nullable ApplicationRef application,
    int instalment,
    @Nullable String entry,
    long oneCents,
    long otherCents) {}
