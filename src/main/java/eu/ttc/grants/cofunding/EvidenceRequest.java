package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.Cents;
import java.time.Instant;

/**
 * A request to the applicant for more evidence, or for newer.
 *
 * @param missing how much more is needed; nothing when evidence is only to be renewed
 */
public record EvidenceRequest(
    int number,
    RequestPurpose purpose,
    RequestState state,
    Cents missing,
    Instant askedAt,
    Instant dueAt) {

  /** Whether it can be answered now. */
  public boolean takesAnswer(Instant now) {
    return state == RequestState.OPEN && !now.isAfter(dueAt);
  }
}
