package eu.ttc.grants.evaluation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One expert's part in an application: given to them, refused for a conflict of interest, replaced,
 * or evaluated. The expert's name is for staff only.
 *
 * @param seat which of the experts of the application; always 1 for vouchers
 * @param declaredAt when they declared to be independent, where that is asked before
 * @param dueAt until when something is awaited of them, where there is a deadline
 * @param conflict the expert's words about the conflict they declared
 * @param voidReason why it counts no more
 * @param sealed whether scores were given that nobody sees until all experts gave theirs
 * @param evaluation the scores, once they were given and may be seen
 */
public record ExpertWork(
    UUID id,
    int seat,
    String expert,
    WorkState state,
    Instant assignedAt,
    @Nullable Instant declaredAt,
    @Nullable Instant dueAt,
    @Nullable String conflict,
    @Nullable String voidReason,
    boolean sealed,
    Optional<EvaluationSummary> evaluation) {

  static ExpertWork of(Work work, boolean seal) {
    var given = work.state() == WorkState.EVALUATED;
    return new ExpertWork(
        work.id(),
        work.seat(),
        work.expert(),
        work.state(),
        work.assignedAt(),
        work.declaredAt(),
        work.isOpen() ? work.dueAt() : null,
        work.conflict(),
        work.voidReason(),
        given && seal,
        given && !seal ? work.summary() : Optional.empty());
  }

  /** The same for somebody who must not know the expert. */
  public ExpertWork withoutName() {
    return new ExpertWork(
        id,
        seat,
        "",
        state,
        assignedAt,
        declaredAt,
        dueAt,
        null,
        null,
        sealed,
        evaluation.map(EvaluationSummary::withoutName));
  }
}
