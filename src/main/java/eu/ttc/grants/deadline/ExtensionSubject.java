package eu.ttc.grants.deadline;

/** For what an applicant can ask once for more time. Rows keep these names. */
public enum ExtensionSubject {
  /** Work and claim of a voucher. */
  CLAIM,
  /** The signatures of all partners under an agreement of the fund. */
  SIGNATURES
}
