package eu.ttc.grants.budget;

/** How money moves within a budget line ({@code domain.md} § 8); columns of {@code budget_line}. */
enum PostingKind {
  RESERVE("available_cents", "reserved_cents"),
  COMMIT("reserved_cents", "committed_cents"),
  /** The bank file was released. */
  ORDER("committed_cents", "in_payment_cents"),
  /** The bank booked it. */
  PAY("in_payment_cents", "paid_cents"),
  /** The bank refused it before it was booked. */
  REJECT("in_payment_cents", "committed_cents"),
  /** It came back after it was booked. */
  RETURN("paid_cents", "committed_cents"),
  /** The beneficiary paid it back, or it was set off. */
  RECOVER("paid_cents", "available_cents"),
  RELEASE_RESERVED("reserved_cents", "available_cents"),
  RELEASE_COMMITTED("committed_cents", "available_cents");

  private final String from;
  private final String to;

  PostingKind(String from, String to) {
    this.from = from;
    this.to = to;
  }

  String from() {
    return from;
  }

  String to() {
    return to;
  }
}
