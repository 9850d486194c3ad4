package eu.ttc.grants.screening;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import eu.ttc.grants.kernel.ReasonCode;
import java.util.List;

/** What became of an officer's screening. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface ScreeningOutcome {

  /** Recorded; the reasons are empty when eligible. */
  record Screened(boolean eligible, List<ReasonCode> reasonCodes) implements ScreeningOutcome {}

  /** No verdict yet: the applicant is to be asked, and the task comes back with the answer. */
  record QuestionKept() implements ScreeningOutcome {}

  /** Not recorded; the officer is told {@code problem} and the task comes back. */
  record ScreeningNotAllowed(String problem) implements ScreeningOutcome {}
}
