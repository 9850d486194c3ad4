package eu.ttc.grants.appeal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What became of a decision on an appeal. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface AppealOutcome {

  /** The rejection stands. */
  record Dismissed() implements AppealOutcome {}

  /** The case goes on. */
  record Upheld(ResumeStep resumeAt) implements AppealOutcome {}

  /** There is more time; the task comes back with a new date. */
  record Extended() implements AppealOutcome {}

  /** Not recorded; the decider is told {@code problem} and the task comes back. */
  record AppealDecisionNotAllowed(String problem) implements AppealOutcome {}
}
