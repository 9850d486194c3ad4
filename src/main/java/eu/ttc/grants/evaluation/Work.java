package eu.ttc.grants.evaluation;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of table {@code evaluation}.
 *
 * @param declaredAt when independence was declared, for the fund
 * @param dueAt until when declaration or scores are awaited, for the fund
 * @param summary scores and comments, once they were given
 */
record Work(
    UUID id,
    ApplicationRef application,
    String expert,
    WorkState state,
    int round,
    int seat,
    Instant assignedAt,
    @Nullable Instant declaredAt,
    @Nullable Instant dueAt,
    @Nullable Instant remindAt,
    @Nullable String conflict,
    @Nullable String voidReason,
    Optional<Scores> scores,
    Optional<EvaluationSummary> summary) {

  boolean isDeclared() {
    return declaredAt != null;
  }

  /** Whether the declaration of independence is awaited; never for a voucher. */
  boolean isAwaitedToDeclare() {
    return isOpen() && dueAt != null && !isDeclared();
  }

  boolean isOpen() {
    return state == WorkState.ASSIGNED;
  }

  /** Whether its scores are among those of this round. */
  boolean scoredIn(Round round) {
    return this.round == round.number() && state == WorkState.EVALUATED;
  }
}
