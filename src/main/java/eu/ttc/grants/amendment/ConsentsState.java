package eu.ttc.grants.amendment;

/** Where the consents to a change stand, all partners together. */
public enum ConsentsState {
  OPEN,
  /** All who are concerned consented, or nobody but the lead is. */
  GIVEN,
  REFUSED,
  /** The time is over, and somebody did not answer. */
  LAPSED
}
