package eu.ttc.grants.accounting;

/** In what two records of the same money disagree. */
public enum DifferenceKind {
  /** The ledger has another amount in payment than the bank files that were released. */
  LEDGER_AND_PAYMENT_IN_PAYMENT,
  /** The ledger has another amount paid than the payments that were booked. */
  LEDGER_AND_PAYMENT_PAID,
  /** The payment is booked with another amount than the bank's statements say. */
  PAYMENT_AND_BANK_PAID,
  /** The ledger recovered another amount than beneficiaries paid back. */
  LEDGER_AND_REPAYMENTS,
  /** A payment is on its way, and no process instance waits for its booking. */
  NO_PROCESS_WAITS,
  /** A payment is booked, and its process instance was not told and still waits. */
  PROCESS_NOT_TOLD,
  /** A process instance was told of a booking that never was. */
  PROCESS_TOLD_WITHOUT_BOOKING,
  /** The bank booked a movement, and nobody has said what it is. */
  UNCLEAR_MOVEMENT
}
