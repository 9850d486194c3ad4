package eu.ttc.grants.local;

import java.util.List;
import java.util.function.ToIntFunction;

/** What an expert thinks of a project: scores in half points, 10 is the best. */
record Opinion(int excellence, int impact, int implementation) {

  /** The criteria in the order of the form. */
  static final List<ToIntFunction<Opinion>> CRITERIA =
      List.of(Opinion::excellence, Opinion::impact, Opinion::implementation);

  static Opinion of(double excellence, double impact, double implementation) {
    return new Opinion((int) (2 * excellence), (int) (2 * impact), (int) (2 * implementation));
  }

  int total() {
    return excellence + impact + implementation;
  }

  /** At least 3 in each criterion and 10 in total. */
  boolean passes() {
    return Math.min(excellence, Math.min(impact, implementation)) >= 6 && total() >= 20;
  }

  /** The figure of the ranked list in quarter points: impact weighs one and a half. */
  int weight() {
    return 2 * excellence + 3 * impact + 2 * implementation;
  }

  Opinion plus(int more, int moreImpact, int moreImplementation) {
    return new Opinion(excellence + more, impact + moreImpact, implementation + moreImplementation);
  }

  /** Whether all scores are on the scale. */
  boolean isPossible() {
    return CRITERIA.stream().mapToInt(of -> of.applyAsInt(this)).allMatch(s -> s >= 0 && s <= 10);
  }

  @Override
  public String toString() {
    return "%.1f / %.1f / %.1f".formatted(excellence / 2.0, impact / 2.0, implementation / 2.0);
  }
}
