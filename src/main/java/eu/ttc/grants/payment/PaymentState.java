package eu.ttc.grants.payment;

/** Where a payment instruction stands; only the bank's booking makes it paid. */
public enum PaymentState {
  /** Waits to be put into a batch. */
  ORDERED,
  /** In a batch that waits for its release. */
  BATCHED,
  /** In a released bank file. */
  RELEASED,
  /** Booked by the bank. */
  BOOKED,
  /** Given up before its release, because its application ended; never paid. */
  CANCELLED
}
