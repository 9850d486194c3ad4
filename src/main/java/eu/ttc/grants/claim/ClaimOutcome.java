package eu.ttc.grants.claim;

/** What follows from a verified, or a missing, claim of a grant. */
public enum ClaimOutcome {
  /** Given back as a whole; it can be handed in again. */
  REFUSED,
  /** Accepted, and nothing is to be paid for it: what was paid before is not used up. */
  NOTHING_DUE,
  /** Accepted, and something is to be paid for it. */
  TO_PAY,
  /** The grant is settled, and a last payment follows. */
  LAST_PAYMENT,
  /** The grant is settled; what was paid is what was earned. */
  SETTLED,
  /** The grant is settled, and more was paid than earned. */
  OVERPAID
}
