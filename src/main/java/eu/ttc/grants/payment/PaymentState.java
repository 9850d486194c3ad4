package eu.ttc.grants.payment;

import java.util.EnumSet;
import java.util.Set;

/** Where a payment instruction stands; only the bank's booking makes it paid. */
public enum PaymentState {
  /** Waits to be put into a batch. */
  ORDERED,
  /** In a batch that waits for its release. */
  BATCHED,
  /** In a released bank file. */
  RELEASED,
  /** The bank checked it and will execute it; no proof that it did. */
  ACCEPTED,
  /** Booked by the bank. */
  BOOKED,
  /**
   * The bank did not execute it, or sent it back before it was booked; another attempt may follow.
   */
  REJECTED,
  /** Booked, and the money came back; another attempt may follow. */
  RETURNED,
  /** Given up before its release, because its application ended; never paid. */
  CANCELLED;

  private static final Set<PaymentState> FAILED = EnumSet.of(REJECTED, RETURNED);
  private static final Set<PaymentState> AT_THE_BANK = EnumSet.of(RELEASED, ACCEPTED);

  /** Whether the money is not, or no longer, with the beneficiary although the bank was told. */
  public boolean failed() {
    return FAILED.contains(this);
  }

  /** Whether the bank was told to pay, and neither did nor refused yet. */
  boolean atTheBank() {
    return AT_THE_BANK.contains(this);
  }
}
