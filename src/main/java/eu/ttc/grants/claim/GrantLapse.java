package eu.ttc.grants.claim;

import java.time.OffsetDateTime;

/**
 * What the domain says when the final claim seems overdue.
 *
 * @param dueAt when it is really due
 * @param outcome LAST_PAYMENT, OVERPAID or SETTLED when it lapsed, else NOTHING_DUE
 */
public record GrantLapse(ClaimState state, OffsetDateTime dueAt, ClaimOutcome outcome) {}
