package eu.ttc.grants.evaluation;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One expert's part in an application: given to them, refused for a conflict of interest, or
 * evaluated. The expert's name is for staff only.
 *
 * @param conflict the expert's words about the conflict they declared
 * @param evaluation the scores, once they were given
 */
public record ExpertWork(
    String expert,
    Instant assignedAt,
    @Nullable String conflict,
    Optional<EvaluationSummary> evaluation) {

  /** The same for somebody who must not know the expert. */
  public ExpertWork withoutName() {
    return new ExpertWork("", assignedAt, null, evaluation.map(EvaluationSummary::withoutName));
  }
}
