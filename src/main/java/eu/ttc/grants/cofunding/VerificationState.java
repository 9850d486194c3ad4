package eu.ttc.grants.cofunding;

/** Where the verification of an application's co-funding stands. */
public enum VerificationState {
  /** Evidence is gathered. */
  OPEN,
  /** An officer looks at it; meanwhile nothing is added. */
  CHECKING,
  /** The applicant is asked for more, or for newer evidence. */
  SUPPLEMENTING,
  /** A reduced grant is offered. */
  OFFERED,
  /** Assured. */
  VERIFIED,
  /** Not assured in the end. */
  NOT_ASSURED;

  /** Whether the applicant may record evidence. */
  public boolean takesEvidence() {
    return this == OPEN || this == SUPPLEMENTING;
  }
}
