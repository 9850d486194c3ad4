package eu.ttc.grants.budget;

/** Why an application waits no longer. */
enum LeftReason {
  VOUCHER_RESERVED,
  /** The voucher it was told of is gone; it keeps its place under a new entry. */
  VOUCHER_GONE,
  /** It was withdrawn, rejected or ended otherwise. */
  APPLICATION_ENDED,
  /** The programme ended the waiting. */
  CLOSED
}
