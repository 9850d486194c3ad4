package eu.ttc.grants.payment;

/** How a payment that failed is paid all the same. */
public enum Remedy {
  /** The applicant names another account, which two officers approve. */
  NEW_ACCOUNT,
  /** The account is right; it is ordered once more. */
  SAME_ACCOUNT
}
