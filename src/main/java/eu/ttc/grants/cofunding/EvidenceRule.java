package eu.ttc.grants.cofunding;

import org.jspecify.annotations.Nullable;

/**
 * What counts of one kind of evidence, and under which conditions.
 *
 * @param countsPercent of the amount; 0 for what never counts
 * @param oldestMonths how old it may be on the day of the assessment; null when age is no matter
 * @param free the money must be unencumbered
 * @param firm the promise must be unconditional
 * @param withinFundsShown at most the free funds that the accounts show
 * @param untilProjectEnd it must be valid until the project ends
 * @param publicMoney counts towards the financing gap only, never towards the match
 */
record EvidenceRule(
    EvidenceKind kind,
    int countsPercent,
    @Nullable Integer oldestMonths,
    boolean free,
    boolean firm,
    boolean withinFundsShown,
    boolean untilProjectEnd,
    boolean publicMoney) {}
