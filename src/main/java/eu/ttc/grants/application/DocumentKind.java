package eu.ttc.grants.application;

/** What a document is for; the first two are needed with a voucher application. */
public enum DocumentKind {
  PROJECT_PLAN,
  ANNUAL_ACCOUNTS,
  /** Shows the result of the work; goes with a claim. */
  EVIDENCE,
  /** Goes with an objection against a rejection. */
  APPEAL,
  /** Shows that a condition of an award is fulfilled. */
  CONDITION,
  /** Shows that co-funding of a project is there. */
  CO_FUNDING,
  /** Proves whose a new bank account is. */
  BANK_ACCOUNT,
  /** Goes with the request for a change after the agreement. */
  CHANGE,
  OTHER
}
