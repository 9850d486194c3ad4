package eu.ttc.grants.ranking;

import eu.ttc.grants.evaluation.EvaluationSummary;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.kernel.ApplicationRef;
import java.math.BigDecimal;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The scores by which applications are ranked: those of the evaluation, weighted. */
@Component
class RankingScores {

  private static final BigDecimal WEIGHT_OF_IMPACT = new BigDecimal("1.5");

  private final Evaluations evaluations;

  RankingScores(Evaluations evaluations) {
    this.evaluations = evaluations;
  }

  /**
   * Scores of an evaluated application.
   *
   * @param total unweighted, of 15
   * @param passed whether the thresholds are reached
   */
  record Scores(
      BigDecimal weightedTotal,
      BigDecimal excellence,
      BigDecimal impact,
      BigDecimal implementation,
      BigDecimal total,
      boolean passed) {}

  /** Empty while the application is not evaluated. */
  Optional<Scores> of(ApplicationRef ref) {
    return evaluations.of(ref).map(RankingScores::scores);
  }

  private static Scores scores(EvaluationSummary given) {
    return new Scores(
        given
            .excellence()
            .add(given.impact().multiply(WEIGHT_OF_IMPACT))
            .add(given.implementation()),
        given.excellence(),
        given.impact(),
        given.implementation(),
        given.total(),
        given.passed());
  }
}
