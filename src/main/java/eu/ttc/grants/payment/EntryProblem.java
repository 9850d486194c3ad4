package eu.ttc.grants.payment;

/** Why an entry of a bank message settles no payment and waits for a finance officer. */
public enum EntryProblem {
  /** Money came in that is no payment of ours that came back. */
  MONEY_IN,
  /** The bank announces it, but has not booked it. */
  NOT_BOOKED,
  /** It carries no end-to-end reference: a fee, for example. */
  NO_REFERENCE,
  /** Its end-to-end reference, or the file it is about, is not one of ours. */
  UNKNOWN_REFERENCE,
  /** It is in another currency than euro. */
  OTHER_CURRENCY,
  /**
   * It collects several transactions without their amounts, or these do not add up to it; or it is
   * not clear whether money came or went.
   */
  AMOUNTS_UNCLEAR,
  /** The amount, or the number of payments, is not the one that was ordered. */
  AMOUNT_DIFFERS,
  /** The money went to another account than ordered, or the bank does not say to which. */
  ACCOUNT_DIFFERS,
  /** We never released this payment. */
  NOT_RELEASED,
  /** The payment was booked before: it may have been paid twice, or was rejected too late. */
  BOOKED_BEFORE,
  /** The bank rejected this payment before; now it says otherwise. */
  REJECTED_BEFORE,
  /** The payment came back before: this is another movement of it. */
  RETURNED_BEFORE,
  /**
   * The payment came back after part of it had been recovered, so that less is paid for its
   * application than came back.
   */
  RECOVERED_BEFORE,
  /** The status is none that we know. */
  UNKNOWN_STATUS,
  /** The report is about another kind of file than credit transfers. */
  OTHER_FILE;

  /**
   * Whether a person can match it to a payment or to expected money: what is unclear is only whose
   * money it is. An amount, a currency or a state that does not fit is cleared up with the bank
   * instead.
   */
  public boolean canBeMatched() {
    return switch (this) {
      case MONEY_IN, NO_REFERENCE, UNKNOWN_REFERENCE, ACCOUNT_DIFFERS, RECOVERED_BEFORE -> true;
      case NOT_BOOKED,
          OTHER_CURRENCY,
          AMOUNTS_UNCLEAR,
          AMOUNT_DIFFERS,
          NOT_RELEASED,
          BOOKED_BEFORE,
          REJECTED_BEFORE,
          RETURNED_BEFORE,
          UNKNOWN_STATUS,
          OTHER_FILE ->
          false;
    };
  }
}
