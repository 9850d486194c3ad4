package eu.ttc.grants.evaluation;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;

/** What became of an expert's evaluation. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface EvaluationOutcome {

  /** Recorded; {@code totalPoints} of 15. */
  record Evaluated(BigDecimal totalPoints) implements EvaluationOutcome {}

  /** Not recorded; {@code problem} says why, and an expert is assigned anew. */
  record EvaluationNotAllowed(String problem) implements EvaluationOutcome {}
}
