package eu.ttc.grants.recovery;

/** How a correction comes back. */
public enum Settlement {
  /** The next payment that is not ordered yet is cut by it. */
  OFFSET,
  /** The applicant pays it back by a date, with interest afterwards. */
  REPAYMENT_ORDER
}
