package eu.ttc.grants.award;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What became of an officer's confirmation. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface ConfirmationOutcome {

  /** Recorded; {@code open} is left to confirm. */
  record Recorded(ConditionsState state, List<OpenCondition> open) implements ConfirmationOutcome {}

  /** Not recorded; the officer is told {@code problem} and the task comes back. */
  record ConfirmationNotAllowed(String problem) implements ConfirmationOutcome {}
}
