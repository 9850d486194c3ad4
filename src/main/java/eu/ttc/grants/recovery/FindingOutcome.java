package eu.ttc.grants.recovery;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What became of a finding. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface FindingOutcome {

  /** The suspicion is lifted. */
  record Unfounded() implements FindingOutcome {}

  /** There is something to get back, in this way. */
  record Founded(Settlement settlement) implements FindingOutcome {}

  /**
   * The finding is not recorded.
   *
   * @param problem why, for who typed it
   */
  record FindingNotAllowed(String problem) implements FindingOutcome {}
}
