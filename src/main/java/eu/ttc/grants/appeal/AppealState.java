package eu.ttc.grants.appeal;

/** Where an appeal stands. */
public enum AppealState {
  /** The window is open; the applicant may object until it closes. */
  OPEN,
  /** The window closed without an objection: the rejection is final. */
  EXPIRED,
  /** An objection was lodged and is being decided on. */
  LODGED,
  /** The rejection stands; what remains is the court. */
  DISMISSED,
  /** The rejection counts no more and the case resumes. */
  UPHELD;

  /** Whether nothing changes any more. */
  public boolean settled() {
    return this != OPEN && this != LODGED;
  }
}
