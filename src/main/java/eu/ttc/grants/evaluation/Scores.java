package eu.ttc.grants.evaluation;

import java.math.BigDecimal;

/** A score of each criterion, by one expert or of several together. */
public record Scores(Score excellence, Score impact, Score implementation) {

  /** The score of one criterion. */
  public Score of(Criterion criterion) {
    return switch (criterion) {
      case EXCELLENCE -> excellence;
      case IMPACT -> impact;
      case IMPLEMENTATION -> implementation;
    };
  }

  /** Points of 15, not weighted. */
  public BigDecimal total() {
    return BigDecimal.valueOf(totalHalfPoints()).divide(BigDecimal.valueOf(2));
  }

  /** The same with another score of one criterion. */
  Scores with(Criterion criterion, Score score) {
    return new Scores(
        criterion == Criterion.EXCELLENCE ? score : excellence,
        criterion == Criterion.IMPACT ? score : impact,
        criterion == Criterion.IMPLEMENTATION ? score : implementation);
  }

  int totalHalfPoints() {
    return excellence.halfPoints() + impact.halfPoints() + implementation.halfPoints();
  }
}
