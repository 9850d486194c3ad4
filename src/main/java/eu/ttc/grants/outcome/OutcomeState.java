package eu.ttc.grants.outcome;

/** Where a report of results stands. */
public enum OutcomeState {
  /** Asked for; may be given until its deadline. */
  OPEN,
  REPORTED,
  /** Not given in time. */
  MISSING
}
