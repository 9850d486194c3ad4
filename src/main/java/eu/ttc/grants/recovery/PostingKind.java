package eu.ttc.grants.recovery;

/** What changes a repayment; columns of {@code repayment}. */
enum PostingKind {
  ORDER("ordered_cents", "open_cents", 1),
  RECEIVE("recovered_cents", "open_cents", -1),
  OFFSET("recovered_cents", "open_cents", -1),
  WAIVE("waived_cents", "open_cents", -1),
  CHARGE_INTEREST("interest_cents", "interest_open_cents", 1),
  RECEIVE_INTEREST("interest_recovered_cents", "interest_open_cents", -1),
  WAIVE_INTEREST("interest_waived_cents", "interest_open_cents", -1),
  /** Came in beyond what was open; changes nothing of it. */
  OVERPAY("overpaid_cents", "open_cents", 0),
  /** What came in beyond what was open went back. */
  SEND_BACK("sent_back_cents", "open_cents", 0),
  /** What came in beyond what was open does not go back. */
  KEEP("kept_cents", "open_cents", 0);

  private final String grows;
  private final String follows;
  private final int sign;

  PostingKind(String grows, String follows, int sign) {
    this.grows = grows;
    this.follows = follows;
    this.sign = sign;
  }

  /** The column that grows by the amount. */
  String grows() {
    return grows;
  }

  /** The column of what is open. */
  String follows() {
    return follows;
  }

  /** How what is open follows: with the amount, against it, or not at all. */
  int sign() {
    return sign;
  }
}
