package eu.ttc.grants.progress;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What became of an officer's review. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface ReviewOutcome {

  /** Recorded. */
  record Reviewed(ProgressVerdict verdict) implements ReviewOutcome {}

  /** Not recorded; the officer is told {@code problem} and the task comes back. */
  record ReviewNotAllowed(String problem) implements ReviewOutcome {}
}
