package eu.ttc.grants.local;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The ranked list of a call as {@code domain.md} § 5 wants it, worked out from the opinions and the
 * applications alone: by weighted scores, then impact, excellence, own money for each euro of
 * costs, Member States, and who came first.
 */
record ExpectedRanking(List<Place> places) {

  /**
   * A project that passed.
   *
   * @param received the first to be submitted is 1
   */
  record Place(
      int number,
      Opinion outcome,
      BigDecimal ownShare,
      long memberStates,
      int received,
      long grantCents) {}

  private static final Comparator<Place> BEST_FIRST =
      Comparator.comparingInt((Place place) -> place.outcome().weight())
          .thenComparingInt(place -> place.outcome().impact())
          .thenComparingInt(place -> place.outcome().excellence())
          .thenComparing(Place::ownShare)
          .thenComparingLong(Place::memberStates)
          .reversed()
          .thenComparingInt(Place::received);

  static ExpectedRanking of(Collection<Place> evaluated) {
    return new ExpectedRanking(
        evaluated.stream().filter(one -> one.outcome().passes()).sorted(BEST_FIRST).toList());
  }

  /** The numbers of the consortia, the best first. */
  List<Integer> numbers() {
    return places.stream().map(Place::number).toList();
  }

  /** What the first so many are to get together. */
  long grantsOfFirst(int count) {
    return places.stream().limit(count).mapToLong(Place::grantCents).sum();
  }

  /** How many of the first fit into this, when nobody is skipped for a smaller one. */
  int fitting(long cents) {
    int count = 0;
    while (count < places.size() && grantsOfFirst(count + 1) <= cents) {
      count++;
    }
    return count;
  }
}
