package eu.ttc.grants.evaluation;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers of an evaluation by several experts, as they hold on one day ({@code domain.md} § 5).
 *
 * @param experts how many evaluate before anybody looks at how far they differ
 * @param criterionSpreadFrom half points from which on one criterion experts differ too much
 * @param totalSpreadFrom the same for their totals
 * @param formerEmploymentYears for how long a former employer is a conflict of interest
 * @param weights of each criterion, for ranking only
 */
record EvaluationRules(
    Thresholds thresholds,
    int experts,
    int criterionSpreadFrom,
    int totalSpreadFrom,
    int formerEmploymentYears,
    Map<Criterion, BigDecimal> weights) {

  EvaluationRules {
    weights = Map.copyOf(weights);
  }

  String ruleset() {
    return thresholds.ruleset();
  }

  /** How far these scores of several experts lie apart, on each criterion and in total. */
  Discrepancy discrepancy(List<Scores> all) {
    var criteria = new EnumMap<Criterion, Spread>(Criterion.class);
    for (var criterion : Criterion.values()) {
      criteria.put(
          criterion,
          Spread.of(
              all.stream().map(scores -> scores.of(criterion).halfPoints()).toList(),
              criterionSpreadFrom,
              thresholds.criterionFromHalfPoints()));
    }
    return new Discrepancy(
        criteria,
        Spread.of(
            all.stream().map(Scores::totalHalfPoints).toList(),
            totalSpreadFrom,
            thresholds.totalFromHalfPoints()));
  }

  /** The points of one criterion, with what they are held against. */
  CriterionScore held(Criterion criterion, Scores scores) {
    return new CriterionScore(
        criterion,
        scores.of(criterion).points(),
        new Score(thresholds.criterionFromHalfPoints()).points(),
        weights.get(criterion));
  }

  /** The ranking figure of consolidated scores. */
  RankingScore ranking(Scores scores) {
    var weighted =
        weights.entrySet().stream()
            .map(weight -> scores.of(weight.getKey()).points().multiply(weight.getValue()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new RankingScore(
        weighted,
        scores.impact().points(),
        scores.excellence().points(),
        scores.total(),
        ruleset());
  }
}
