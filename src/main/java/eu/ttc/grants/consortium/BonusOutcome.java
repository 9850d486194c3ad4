package eu.ttc.grants.consortium;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What came of recording findings on claimed grounds. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface BonusOutcome {

  /**
   * They count from now on.
   *
   * @param corrected how many claims were not as the applicant said
   */
  record FindingsRecorded(int corrected) implements BonusOutcome {}

  /** Nothing is kept. */
  record FindingsNotAllowed(String problem) implements BonusOutcome {}
}
