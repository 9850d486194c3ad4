package eu.ttc.grants.support;

import eu.ttc.grants.application.Applications;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Who visits, and until when the case waits for it.
 *
 * @param state what became of it
 */
public record VisitPlan(
    String manager, VisitState state, OffsetDateTime plannedAt, OffsetDateTime dueAt) {

  /** The same with another deadline. */
  VisitPlan dueAt(Instant due) {
    return new VisitPlan(manager, state, plannedAt, Applications.inProgramme(due));
  }

  /** When half of the time is over. */
  public OffsetDateTime remindAt() {
    return plannedAt
        .plus(Duration.between(plannedAt, dueAt).dividedBy(2))
        .truncatedTo(ChronoUnit.SECONDS);
  }
}
