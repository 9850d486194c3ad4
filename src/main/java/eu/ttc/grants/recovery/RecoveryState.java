package eu.ttc.grants.recovery;

/** Where a suspicion and what follows from it stand. */
public enum RecoveryState {
  /** Payments are suspended, and the applicant may answer. */
  HEARING,
  /** The applicant has answered or let the time pass; a second person decides. */
  FINDING,
  /** Nothing was wrong, and payments go on. */
  UNFOUNDED,
  /** The correction waits for the next payment, which is cut by it. */
  OFFSET,
  /** The applicant is to pay back by a date. */
  ORDERED,
  /** All of it came back. */
  SETTLED,
  /** The rest was waived as a trifle. */
  WAIVED;

  /** Whether it is not known yet if something was wrong: payments are suspended meanwhile. */
  public boolean suspendsPayments() {
    return this == HEARING || this == FINDING;
  }

  /** Whether nothing more happens. */
  public boolean ended() {
    return this == UNFOUNDED || this == SETTLED || this == WAIVED;
  }
}
