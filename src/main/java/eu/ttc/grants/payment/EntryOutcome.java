package eu.ttc.grants.payment;

/** What became of an entry of a bank message. */
public enum EntryOutcome {
  /** The payment is booked by it. */
  BOOKED,
  /** The payment came back by it. */
  RETURNED,
  /** The payment is rejected by it. */
  REJECTED,
  /** The payment is accepted by it; no proof that it was made. */
  ACCEPTED,
  /** Money came in that was expected. */
  RECEIVED,
  /** Money went back to who paid too much. */
  SENT_BACK,
  /** It was known, or announces something: shown, and changes nothing. */
  NOTED,
  /** It waits for a finance officer, with its problem. */
  QUEUED
}
