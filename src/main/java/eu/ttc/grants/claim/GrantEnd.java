package eu.ttc.grants.claim;

/**
 * What is left to be done for a grant that ended early.
 *
 * @param claimNumber of the claim with which it was settled, 0 when there was nothing to settle
 * @param outcome LAST_PAYMENT, OVERPAID or SETTLED
 */
public record GrantEnd(int claimNumber, ClaimOutcome outcome) {}
