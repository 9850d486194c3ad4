package eu.ttc.grants.evaluation;

import java.math.BigDecimal;

/** A score of one criterion: 0 to 5 in half points ({@code domain.md} § 5), counted in halves. */
public record Score(int halfPoints) {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  public Score {
    if (halfPoints < 0 || halfPoints > 10) {
      throw new IllegalArgumentException(
          "a score is 0 to 5 points, not %d half points".formatted(halfPoints));
    }
  }

  /**
   * Reads a score in points, such as 3.5.
   *
   * @throws IllegalArgumentException if it is no half point between 0 and 5
   */
  public static Score ofPoints(BigDecimal points) {
    try {
      return new Score(points.multiply(TWO).intValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "a score goes in half points from 0 to 5, not %s".formatted(points), e);
    }
  }

  /** The score in points. */
  public BigDecimal points() {
    return BigDecimal.valueOf(halfPoints).divide(TWO);
  }
}
