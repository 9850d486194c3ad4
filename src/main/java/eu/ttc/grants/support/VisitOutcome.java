package eu.ttc.grants.support;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What became of a report. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface VisitOutcome {

  /** Recorded. */
  record VisitRecorded(VisitState state) implements VisitOutcome {}

  /** Not recorded; the manager is told {@code problem} and the task comes back. */
  record VisitNotAllowed(String problem) implements VisitOutcome {}
}
