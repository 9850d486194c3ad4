package eu.ttc.grants.deadline;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.OffsetDateTime;

/** What became of a decision on more time. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface ExtensionDecision {

  /** Recorded; {@code dueAt} is when it is due now, moved or not. */
  record Decided(boolean granted, OffsetDateTime dueAt) implements ExtensionDecision {}

  /** Not recorded; the officer is told {@code problem} and the task comes back. */
  record ExtensionNotAllowed(String problem) implements ExtensionDecision {}
}
