package eu.ttc.grants.evaluation;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What became of recording the outcome of a round. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface OutcomeRecord {

  /** The application is evaluated. */
  record Recorded(Consolidated outcome) implements OutcomeRecord {}

  /** A score was voided meanwhile; the scores are to be looked at again. */
  record NotSettled() implements OutcomeRecord {}
}
