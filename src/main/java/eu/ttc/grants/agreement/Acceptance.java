package eu.ttc.grants.agreement;

import java.time.Instant;

/** What became of an applicant's acceptance. */
public sealed interface Acceptance {

  /** Accepted now. */
  record Accepted(Instant at) implements Acceptance {}

  /** Accepted before; nothing was changed. */
  record AlreadyAccepted(Instant at) implements Acceptance {}

  /**
   * The lead signed, now or before, and others still have to.
   *
   * @param missing how many signatures
   */
  record Signed(Instant at, long missing) implements Acceptance {}

  /** The deadline has passed; nothing was changed. */
  record Lapsed(Instant deadline) implements Acceptance {}

  /** There is no agreement to accept yet; nothing was changed. */
  record NotOffered() implements Acceptance {}
}
