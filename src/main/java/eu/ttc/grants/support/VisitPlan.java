package eu.ttc.grants.support;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Who visits, and until when the case waits for it.
 *
 * @param state what became of it
 */
public record VisitPlan(
    String manager, VisitState state, OffsetDateTime plannedAt, OffsetDateTime dueAt) {

  /** When half of the time is over. */
  public OffsetDateTime remindAt() {
    return plannedAt
        .plus(Duration.between(plannedAt, dueAt).dividedBy(2))
        .truncatedTo(ChronoUnit.SECONDS);
  }
}
