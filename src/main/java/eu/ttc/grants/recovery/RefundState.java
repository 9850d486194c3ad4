package eu.ttc.grants.recovery;

/** Where the money stands that goes back to who paid too much. */
public enum RefundState {
  /** Another finance officer has to release it. */
  ORDERED,
  /** Its bank file exists. */
  RELEASED,
  /** A statement shows that it was paid. */
  BOOKED,
  /** The bank did not execute it; it can be ordered anew. */
  FAILED,
  /** It was given up before its release. */
  CANCELLED;

  /** Whether its money is spoken for, so that no other refund is ordered. */
  public boolean live() {
    return this == ORDERED || this == RELEASED;
  }
}
