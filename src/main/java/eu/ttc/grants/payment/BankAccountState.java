package eu.ttc.grants.payment;

/** Where new bank details stand. */
public enum BankAccountState {
  /** The applicant was asked for them. */
  ASKED,
  /** They wait for the first officer, who checks the proof and calls back. */
  GIVEN,
  /** They wait for the approval of the second officer, not before the cooling period is over. */
  CHECKED,
  /** The next payment goes there. */
  APPROVED,
  /** They cannot be used; the applicant is asked anew. */
  REFUSED
}
