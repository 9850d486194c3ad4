package eu.ttc.grants.local;

import eu.ttc.grants.local.CallStory.Band;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Everybody who answers a call, and what experts think of them: a function of the seed. Grants are
 * chosen so that what some of the first give back reaches for those who move up, and not for more.
 *
 * @param budgetCents reaches for the first, and then not for one more
 */
record CallCast(long seed, List<Part> parts, long budgetCents) {

  /** Too little for anybody. */
  private static final int LEFT_OVER = 10_000;

  private static final int IMPOSSIBLE = 1_000;

  /** Weights of the outcomes of each band, in quarter points; no two bands overlap. */
  private static final int LEAST_OF_FIRST = 56;

  private static final int LEAST_OF_NEXT = 53;

  /**
   * One consortium with its fate.
   *
   * @param opinions of its experts, also where nobody asks them
   */
  record Part(CallFate fate, Consortium consortium, Opinions opinions) {

    private boolean isIn(Band... bands) {
      return Arrays.asList(bands).contains(fate.story().band());
    }

    private ExpectedRanking.Place place() {
      return new ExpectedRanking.Place(
          consortium.number(),
          opinions.outcome(),
          consortium.ownShare(),
          consortium.memberStates(),
          consortium.number(),
          consortium.grantCents());
    }
  }

  /** All sixty. */
  static CallCast complete(long seed) {
    return of(seed, false);
  }

  /** A few fates, each once. */
  static CallCast small(long seed) {
    return of(seed, true);
  }

  /** These fates alone, as often as they are named. */
  static CallCast chosen(long seed, List<CallFate> fates) {
    return of(seed, new ArrayList<>(fates));
  }

  int size() {
    return parts.size();
  }

  int count(CallFate fate) {
    return (int) parts.stream().filter(part -> part.fate() == fate).count();
  }

  int count(Predicate<CallStory> which) {
    return (int) parts.stream().filter(part -> which.test(part.fate().story())).count();
  }

  /** How many the budget reaches for at first. */
  int funded() {
    return count(story -> story.band() == Band.FIRST);
  }

  /** How many have a grant in the end. */
  int granted() {
    return count(CallStory::keepsGrant);
  }

  /** Those who pass, the best first. */
  ExpectedRanking ranking() {
    return ranking(parts);
  }

  private static ExpectedRanking ranking(Collection<Part> parts) {
    return ExpectedRanking.of(
        parts.stream()
            .filter(part -> part.isIn(Band.FIRST, Band.NEXT, Band.RESERVE, Band.BELOW_THRESHOLD))
            .map(Part::place)
            .toList());
  }

  private static CallCast of(long seed, boolean few) {
    var fates = new ArrayList<CallFate>();
    for (var fate : CallFate.values()) {
      fates.addAll(Collections.nCopies(fate.count(few), fate));
    }
    return of(seed, fates);
  }

  private static CallCast of(long seed, List<CallFate> fates) {
    var dice = new Random(seed);
    Collections.shuffle(fates, dice);
    var grants = grants(fates, dice);
    var parts = new ArrayList<Part>();
    for (int i = 0; i < fates.size(); i++) {
      var story = fates.get(i).story();
      parts.add(
          new Part(
              fates.get(i),
              Consortium.of(i + 1, story.shape(), grants.get(i), seed, dice),
              opinions(story, dice)));
    }
    var ranking = ranking(parts);
    int first = (int) parts.stream().filter(part -> part.isIn(Band.FIRST)).count();
    long budget = ranking.grantsOfFirst(first) + dice.nextInt(LEFT_OVER) * 100L;
    var cast = new CallCast(seed, List.copyOf(parts), budget);
    cast.requireThatMoneyReachesAsFarAsFatesSay();
    return cast;
  }

  /** About what each is to get: those who move up a little less than others give back. */
  private static List<Long> grants(List<CallFate> fates, Random dice) {
    var givenBack = new ArrayDeque<Long>();
    var grants = new ArrayList<Long>();
    for (var fate : fates) {
      long grant = 1_000 * (130L + dice.nextInt(110));
      if (fate.story().band() == Band.FIRST && !fate.story().keepsGrant()) {
        givenBack.add(grant);
      }
      grants.add(grant);
    }
    for (int i = 0; i < fates.size(); i++) {
      if (fates.get(i).story().band() == Band.NEXT) {
        grants.set(i, givenBack.remove() - 1_000 * dice.nextInt(8));
      }
    }
    return grants;
  }

  private static Opinions opinions(CallStory story, Random dice) {
    IntPredicate weight =
        switch (story.band()) {
          case FIRST -> w -> w >= LEAST_OF_FIRST;
          case NEXT -> w -> w >= LEAST_OF_NEXT && w < LEAST_OF_FIRST;
          case RESERVE, BELOW_THRESHOLD, NONE -> w -> w < LEAST_OF_NEXT;
        };
    boolean passes = story.band() != Band.BELOW_THRESHOLD;
    for (int i = 0; i < IMPOSSIBLE; i++) {
      var outcome = new Opinion(4 + dice.nextInt(7), 4 + dice.nextInt(7), 4 + dice.nextInt(7));
      boolean roomOnBothSides = outcome.impact() <= 8;
      if (outcome.passes() == passes
          && (!passes || weight.test(outcome.weight()))
          && (!story.differing() || roomOnBothSides)) {
        return story.differing()
            ? Opinions.differing(outcome, dice)
            : Opinions.agreeing(outcome, dice);
      }
    }
    throw new IllegalStateException("no scores are as %s wants them".formatted(story.band()));
  }

  private void requireThatMoneyReachesAsFarAsFatesSay() {
    var ranking = ranking();
    long givenBack =
        parts.stream()
            .mapToLong(part -> part.fate().story().givenBackCents(part.consortium()))
            .sum();
    int moreMoveUp = count(story -> story.band() == Band.NEXT);
    int atFirst = ranking.fitting(budgetCents);
    int inTheEnd = ranking.fitting(budgetCents + givenBack);
    if (atFirst != funded() || inTheEnd != funded() + moreMoveUp) {
      throw new IllegalStateException(
          "seed %d: the budget reaches for %d and then %d, and should for %d and then %d"
              .formatted(seed, atFirst, inTheEnd, funded(), funded() + moreMoveUp));
    }
  }
}
