package eu.ttc.grants.payment;

/** Why an entry of a bank statement settles no payment and waits for a finance officer. */
public enum EntryProblem {
  /** Money came in, or came back: a return is never taken for a payment. */
  MONEY_IN,
  /** The bank announces it, but has not booked it. */
  NOT_BOOKED,
  /** It carries no end-to-end reference: a fee, for example. */
  NO_REFERENCE,
  /** Its end-to-end reference is not one of ours. */
  UNKNOWN_REFERENCE,
  /** It is in another currency than euro. */
  OTHER_CURRENCY,
  /** It collects several transactions without their amounts, or these do not add up to it. */
  AMOUNTS_UNCLEAR,
  /** The amount is not the one that was ordered. */
  AMOUNT_DIFFERS,
  /** The money went to another account than ordered, or the bank does not say to which. */
  ACCOUNT_DIFFERS,
  /** We never released this payment. */
  NOT_RELEASED,
  /** The payment was booked before. */
  BOOKED_BEFORE
}
