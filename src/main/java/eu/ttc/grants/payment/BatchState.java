package eu.ttc.grants.payment;

/** Where a batch stands. */
public enum BatchState {
  /** Waits for another finance officer. */
  PREPARED,
  /** Released by one officer and waits for one more, each another person. */
  APPROVED,
  /** Its bank file exists. */
  RELEASED,
  /** Given up before its release; its payments wait for another batch. */
  REJECTED;

  /** Whether it can be released or given up. */
  public boolean waits() {
    return this == PREPARED || this == APPROVED;
  }
}
