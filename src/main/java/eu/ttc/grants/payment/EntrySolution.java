package eu.ttc.grants.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a finance officer made of an entry that waited; of several, the last.
 *
 * @param payment the payment that it is matched to; absent when it was closed without one
 */
public record EntrySolution(
    State state,
    @Nullable String payment,
    String reason,
    String proposedBy,
    Instant proposedAt,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt) {

  /** Where it stands. */
  public enum State {
    /** A match waits for a second person. */
    PROPOSED,
    /** A second person confirmed the match, and the payment is settled by it. */
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
