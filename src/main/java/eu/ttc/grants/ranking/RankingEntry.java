package eu.ttc.grants.ranking;

import com.fasterxml.jackson.annotation.JsonIgnore;
import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An application in the ranking of its call.
 *
 * @param number how often it was entered, from 1; an upheld appeal makes it enter again
 * @param late whether the panel had decided when it was entered
 * @param place among those above the threshold; null before the decision, and below the threshold
 * @param rankedAt when it got its place or was found below the threshold
 * @param reserveUntil until when it can move up; null before that is known, and where it does not
 *     wait
 * @param endedAt when the application ended, so that it stands here no more
 */
public record RankingEntry(
    ApplicationRef application,
    int number,
    String call,
    Figures figures,
    RankingState state,
    boolean late,
    @Nullable Integer place,
    @Nullable Instant rankedAt,
    @Nullable Instant reserveUntil,
    @Nullable Instant endedAt) {

  /** The better first; of two that are alike in all figures, the lower reference. */
  static final Comparator<RankingEntry> BEST_FIRST =
      Comparator.comparing(RankingEntry::figures, Figures.BEST_FIRST)
          .thenComparing(entry -> entry.application().value());

  /** Whether it waits for money, whatever happened to the list it waits on. */
  @JsonIgnore
  public boolean waits() {
    return state == RankingState.RESERVE && endedAt == null;
  }

  /** The key under which its lifecycle waits. */
  String key() {
    return application + "/ranking/" + number;
  }
}
