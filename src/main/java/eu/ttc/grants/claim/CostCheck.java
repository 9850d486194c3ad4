package eu.ttc.grants.claim;

/** What a machine notices about a cost; what follows from it an officer decides. */
public enum CostCheck {
  /** Nothing is planned for this partner and category. */
  NOT_IN_PLAN,
  /** Invoiced or paid before the plan begins, or invoiced after it ends. */
  OUT_OF_PERIOD,
  /** With what was accepted and what is claimed before it, more than the plan in force allows. */
  OVER_BUDGET,
  /** Paid after the claim was handed in, or not at all. */
  PAID_AFTER_CLAIM,
  NO_EVIDENCE,
  /** The same document proves a cost of another claim or belongs to another application. */
  DOCUMENT_USED_BEFORE,
  /** The same partner claimed an invoice of this number before. */
  INVOICE_CLAIMED_BEFORE,
  /** The description speaks of VAT; only what cannot be recovered is a cost. */
  MENTIONS_VAT
}
