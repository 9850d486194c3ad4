package eu.ttc.grants.evaluation;

import java.math.BigDecimal;

/**
 * The consolidated points of one criterion, of 5.
 *
 * @param threshold what they must reach
 * @param weight in the ranking of the call
 */
public record CriterionScore(
    Criterion criterion, BigDecimal points, BigDecimal threshold, BigDecimal weight) {

  /** The most that can be given. */
  public static final int MOST = 5;
}
