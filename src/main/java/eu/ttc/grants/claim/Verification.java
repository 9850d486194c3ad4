package eu.ttc.grants.claim;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What became of an officer's verification. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface Verification {

  /** Recorded. */
  record Recorded(boolean accepted) implements Verification {}

  /** Not recorded; the officer is told {@code problem} and the task comes back. */
  record NotAllowed(String problem) implements Verification {}
}
