package eu.ttc.grants.award;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import eu.ttc.grants.kernel.ReasonCode;
import java.util.List;

/** What became of a decision. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface DecisionOutcome {

  /** Recorded; the reasons are empty for an award. */
  record Decided(boolean awarded, List<ReasonCode> reasonCodes) implements DecisionOutcome {}

  /** Not recorded; the decider is told {@code problem} and the task comes back. */
  record DecisionNotAllowed(String problem) implements DecisionOutcome {}
}
