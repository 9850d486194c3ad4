package eu.ttc.grants.evaluation;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What became of what a moderator recorded. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface ConsensusOutcome {

  /** The meeting is closed. */
  record Closed(MeetingResult result) implements ConsensusOutcome {}

  /** Nothing is recorded; {@code problem} says why, and the task comes back. */
  record ConsensusNotAllowed(String problem) implements ConsensusOutcome {}
}
