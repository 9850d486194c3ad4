package eu.ttc.grants.evaluation;

import java.util.stream.IntStream;

/**
 * What scores must reach ({@code domain.md} § 5); the total is not weighted.
 *
 * @param ruleset id of these numbers
 */
record Thresholds(String ruleset, int criterionFromHalfPoints, int totalFromHalfPoints) {

  boolean reachedBy(Score excellence, Score impact, Score implementation) {
    var scores =
        new int[] {excellence.halfPoints(), impact.halfPoints(), implementation.halfPoints()};
    return IntStream.of(scores).allMatch(score -> score >= criterionFromHalfPoints)
        && IntStream.of(scores).sum() >= totalFromHalfPoints;
  }
}
