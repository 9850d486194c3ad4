package eu.ttc.grants.ranking;

import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Outcome of recording what a panel decided. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface PanelOutcome {

  /**
   * It counts.
   *
   * @param funded applications that money was set aside for
   * @param reserve applications on the reserve list
   * @param rejected applications below the threshold
   */
  record Ranked(int funded, int reserve, int rejected) implements PanelOutcome {}

  /** Nothing was recorded; {@code problem} tells the person who completed the task why. */
  record RankingNotAllowed(String problem) implements PanelOutcome {}
}
