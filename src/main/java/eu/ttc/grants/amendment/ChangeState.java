package eu.ttc.grants.amendment;

/** Where the request for a change stands. */
public enum ChangeState {
  OPEN,
  GRANTED,
  REFUSED,
  WITHDRAWN,
  /** The case ended before it was decided. */
  CLOSED
}
