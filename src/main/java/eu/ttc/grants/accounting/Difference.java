package eu.ttc.grants.accounting;

import eu.ttc.grants.kernel.ApplicationRef;

/**
 * One payment, or what was paid back for an application, about which two records disagree.
 *
 * @param instalment 0 when it is about repayments
 * @param oneCents what the record that the kind names first says
 * @param otherCents what the other one says
 */
public record Difference(
    DifferenceKind kind,
    String line,
    ApplicationRef application,
    int instalment,
    long oneCents,
    long otherCents) {}
