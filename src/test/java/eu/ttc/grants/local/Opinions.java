package eu.ttc.grants.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * What the experts of a project think of it, fixed before anybody reads it. Whoever comes first
 * gives the first opinion: what comes out does not depend on who that is. The rules of {@code
 * domain.md} § 5 are worked out here once more, and not by the application.
 *
 * @param three of the experts who score alone
 * @param further of the one who is called when the three differ and do not agree
 */
record Opinions(List<Opinion> three, Opinion further) {

  private static final int FAR_APART = 3;
  private static final int FAR_APART_IN_TOTAL = 6;
  private static final int ENOUGH = 6;
  private static final int ENOUGH_IN_TOTAL = 20;
  private static final int[] DIFFERENCES = {-1, 0, 0, 0, 0, 0, 0, 0, 1};

  /** Opinions that do not differ much and come to this. */
  static Opinions agreeing(Opinion outcome, Random dice) {
    while (true) {
      var three =
          IntStream.range(0, 3)
              .mapToObj(
                  expert -> outcome.plus(difference(dice), difference(dice), difference(dice)))
              .toList();
      var opinions = new Opinions(three, outcome);
      if (three.stream().allMatch(Opinion::isPossible)
          && !opinions.differ()
          && opinions.outcome().equals(outcome)) {
        return opinions;
      }
    }
  }

  /** Opinions on both sides of this, which a further expert shares. */
  static Opinions differing(Opinion outcome, Random dice) {
    var three =
        new ArrayList<>(
            List.of(outcome.plus(0, -2, 0), outcome.plus(0, 0, 0), outcome.plus(0, 2, 0)));
    Collections.shuffle(three, dice);
    var opinions = new Opinions(List.copyOf(three), outcome);
    if (!opinions.differ()
        || !opinions.outcome().equals(outcome)
        || !three.stream().allMatch(Opinion::isPossible)) {
      throw new IllegalArgumentException("there are no such opinions around " + outcome);
    }
    return opinions;
  }

  /**
   * Whether the three have to meet: they are far apart on a criterion or in total, or stand on both
   * sides of a threshold.
   */
  boolean differ() {
    return Opinion.CRITERIA.stream().anyMatch(criterion -> apart(criterion, FAR_APART, ENOUGH))
        || apart(Opinion::total, FAR_APART_IN_TOTAL, ENOUGH_IN_TOTAL);
  }

  /** What counts in the end: the mean of who agree, the median of four others. */
  Opinion outcome() {
    return differ() ? each(this::median) : each(this::mean);
  }

  private boolean apart(ToIntFunction<Opinion> of, int far, int threshold) {
    var scores = three.stream().mapToInt(of).summaryStatistics();
    return scores.getMax() - scores.getMin() >= far
        || scores.getMin() < threshold && scores.getMax() >= threshold;
  }

  private static Opinion each(IntUnaryOperator ofCriterion) {
    return new Opinion(
        ofCriterion.applyAsInt(0), ofCriterion.applyAsInt(1), ofCriterion.applyAsInt(2));
  }

  /** Rounded half up to the half point. */
  private int mean(int criterion) {
    int sum = three.stream().mapToInt(Opinion.CRITERIA.get(criterion)).sum();
    return Math.floorDiv(2 * sum + three.size(), 2 * three.size());
  }

  private int median(int criterion) {
    var scores =
        IntStream.concat(
                three.stream().mapToInt(Opinion.CRITERIA.get(criterion)),
                IntStream.of(Opinion.CRITERIA.get(criterion).applyAsInt(further)))
            .sorted()
            .toArray();
    int middle = scores[1] + scores[2];
    if (middle % 2 != 0) {
      throw new IllegalStateException(
          "the median of %s and %s is no half point".formatted(three, further));
    }
    return middle / 2;
  }

  private static int difference(Random dice) {
    return DIFFERENCES[dice.nextInt(DIFFERENCES.length)];
  }
}
