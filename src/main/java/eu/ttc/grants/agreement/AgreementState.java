package eu.ttc.grants.agreement;

/** Where an agreement stands. */
public enum AgreementState {
  /** Offered, may be accepted until its deadline. */
  OPEN,
  ACCEPTED,
  LAPSED
}
