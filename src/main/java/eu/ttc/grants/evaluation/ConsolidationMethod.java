package eu.ttc.grants.evaluation;

import java.util.List;
import java.util.function.ToIntFunction;

/** How the scores of several experts become one ({@code domain.md} § 5), criterion by criterion. */
public enum ConsolidationMethod {
  /** The experts did not differ: arithmetic mean, rounded half up to half points. */
  MEAN,
  /** They met and changed scores until they did not differ: the mean of what they agreed on. */
  CONSENSUS,
  /** They met in vain and a further expert scored: the median, rounded half up to half points. */
  MEDIAN;

  /**
   * One score of each criterion.
   *
   * @throws IllegalArgumentException when nobody scored
   */
  public Scores of(List<Scores> all) {
    if (all.isEmpty()) {
      throw new IllegalArgumentException("nobody scored");
    }
    ToIntFunction<List<Integer>> one =
        this == MEDIAN ? ConsolidationMethod::median : ConsolidationMethod::mean;
    return new Scores(
        score(all, Criterion.EXCELLENCE, one),
        score(all, Criterion.IMPACT, one),
        score(all, Criterion.IMPLEMENTATION, one));
  }

  private static Score score(
      List<Scores> all, Criterion criterion, ToIntFunction<List<Integer>> one) {
    return new Score(
        one.applyAsInt(all.stream().map(scores -> scores.of(criterion).halfPoints()).toList()));
  }

  private static int mean(List<Integer> halfPoints) {
    int sum = halfPoints.stream().mapToInt(Integer::intValue).sum();
    return (2 * sum + halfPoints.size()) / (2 * halfPoints.size());
  }

  private static int median(List<Integer> halfPoints) {
    var sorted = halfPoints.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : mean(List.of(sorted.get(middle - 1), sorted.get(middle)));
  }
}
