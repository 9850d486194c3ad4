package eu.ttc.grants.award;

import java.time.Instant;
import java.util.Optional;

/**
 * What has to be fulfilled before the agreement is offered.
 *
 * @param number within its decision, counted from 1
 * @param text for the applicant to read
 * @param confirmation empty while it is open
 */
public record AwardCondition(int number, String text, Optional<Confirmation> confirmation) {

  /**
   * A programme officer found it fulfilled.
   *
   * @param note how that can be seen; not for the applicant
   */
  public record Confirmation(String note, String confirmedBy, Instant confirmedAt) {}

  /** Whether nobody confirmed it yet. */
  public boolean open() {
    return confirmation.isEmpty();
  }
}
