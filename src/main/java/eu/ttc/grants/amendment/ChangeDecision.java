package eu.ttc.grants.amendment;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What became of an officer's assessment of a change, or of the decision on it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface ChangeDecision {

  /** Recorded; {@code state} is where the request stands now. */
  record Recorded(ChangeState state) implements ChangeDecision {}

  /** Not recorded; the person is told {@code problem} and the task comes back. */
  record ChangeNotAllowed(String problem) implements ChangeDecision {}
}
