package eu.ttc.grants.ranking;

import java.util.List;

/**
 * Where an application comes in that is evaluated after the panel decided: before the first that
 * has worse figures, whatever places the panel changed.
 */
final class LateRanking {

  private final List<RankingEntry> placed;
  private final RankingEntry late;

  /**
   * @param all entries of the call in order of place
   */
  LateRanking(List<RankingEntry> all, RankingEntry late) {
    this.placed = all.stream().filter(entry -> entry.place() != null).toList();
    this.late = late;
  }

  /** The place it takes; who has it now and all behind move down by one. */
  int place() {
    return placed.stream()
        .filter(entry -> RankingEntry.BEST_FIRST.compare(late, entry) < 0)
        .findFirst()
        .map(RankingEntry::place)
        .orElse(placed.size() + 1);
  }

  /**
   * Whether it comes before the first for whom the money did not reach when the panel decided, and
   * before everybody who waits: nobody is skipped, the late neither.
   */
  boolean aboveCutOff() {
    return placed.stream()
        .filter(entry -> entry.waits() || !entry.late() && entry.state() != RankingState.FUNDED)
        .findFirst()
        .map(cutOff -> place() <= cutOff.place())
        .orElse(true);
  }
}
