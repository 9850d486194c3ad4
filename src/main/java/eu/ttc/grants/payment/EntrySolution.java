package eu.ttc.grants.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a finance officer made of an entry that waited; of several, the last.
 *
 * @param payment the payment that it is matched to; absent when it was closed without one
 * @param expected the reference of the expected money that it is, instead of a payment
 */
public record EntrySolution(
    State state,
    @Nullable String payment,
    @Nullable String expected,
    String reason,
    String proposedBy,
    Instant proposedAt,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt) {

  /** What it is matched to. */
  public @Nullable String matchedTo() {
    return payment == null ? expected : payment;
  }

  /** Where it stands. */
  public enum State {
    /** A match waits for a second person. */
    PROPOSED,
    /** A second person confirmed the match; the payment is settled, or the money taken. */
    MATCHED,
    /** The match was not confirmed; the entry waits again. */
    DISMISSED,
    /** It concerns no payment, or was cleared up; the reason says how. */
    CLOSED;

    boolean settles() {
      return this == MATCHED || this == CLOSED;
    }
  }
}
