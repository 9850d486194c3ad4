package eu.ttc.grants.claim;

/** Where a claim stands. */
public enum ClaimState {
  /** Invited; may be submitted until it is due. */
  OPEN,
  SUBMITTED,
  ACCEPTED,
  REFUSED,
  LAPSED
}
