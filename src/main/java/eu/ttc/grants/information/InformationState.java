package eu.ttc.grants.information;

/** Where a request for information stands. */
public enum InformationState {
  /** An officer wrote the question; the applicant is not asked yet. */
  PREPARED,
  /** Asked, may be answered until its deadline. */
  OPEN,
  ANSWERED,
  LAPSED
}
