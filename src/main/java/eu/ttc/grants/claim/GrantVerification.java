package eu.ttc.grants.claim;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What became of an officer's verification of a claim of a grant. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface GrantVerification {

  /** Recorded, and what follows from it. */
  record Verified(ClaimOutcome outcome) implements GrantVerification {}

  /** Not recorded; the officer is told {@code problem} and the task comes back. */
  record VerificationNotAllowed(String problem) implements GrantVerification {}
}
