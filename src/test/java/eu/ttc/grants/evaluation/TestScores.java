package eu.ttc.grants.evaluation;

import java.math.BigDecimal;
import java.util.Map;

/** Scores and rules in words. */
final class TestScores {

  /** As in {@code domain.md}. */
  static final EvaluationRules RULES = rules(3, 6);

  private TestScores() {}

  static EvaluationRules rules(int criterionSpread, int totalSpread) {
    return new EvaluationRules(
        new Thresholds("TEST", 6, 20),
        3,
        criterionSpread,
        totalSpread,
        3,
        Map.of(
            Criterion.EXCELLENCE, BigDecimal.ONE,
            Criterion.IMPACT, new BigDecimal("1.5"),
            Criterion.IMPLEMENTATION, BigDecimal.ONE));
  }

  /** Points of excellence, impact and implementation, such as {@code 4 3.5 3}. */
  static Scores scores(String points) {
    var parts = points.strip().split(" +");
    return new Scores(score(parts[0]), score(parts[1]), score(parts[2]));
  }

  private static Score score(String points) {
    return Score.ofPoints(new BigDecimal(points));
  }
}
