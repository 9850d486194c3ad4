package eu.ttc.grants.payment;

/** Where a batch stands. */
public enum BatchState {
  /** Waits for a second finance officer. */
  PREPARED,
  /** Its bank file exists. */
  RELEASED,
  /** Given up before its release; its payments wait for another batch. */
  REJECTED
}
