package eu.ttc.grants.award;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import eu.ttc.grants.kernel.ReasonCode;
import java.util.List;
import java.util.Optional;

/** What became of a decision. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface DecisionOutcome {

  /** Communicated; the reasons are empty for an award, which has no conditions. */
  record Decided(boolean awarded, List<ReasonCode> reasonCodes) implements DecisionOutcome {}

  /** Communicated: an award whose conditions are fulfilled before the agreement. */
  record AwardedOnConditions(int conditions) implements DecisionOutcome {}

  /**
   * Kept as a draft; the task comes back to its author.
   *
   * @param takenOverFrom whose draft it was before, when somebody else wanted to communicate it
   */
  record Drafted(String author, int number, Optional<String> takenOverFrom)
      implements DecisionOutcome {}

  /** Not recorded; the decider is told {@code problem} and the task comes back. */
  record DecisionNotAllowed(String problem) implements DecisionOutcome {}
}
