package eu.ttc.grants.ranking;

/** Where an application stands in the ranking of its call. */
public enum RankingState {
  /** The panel has not decided yet. */
  ENTERED,
  /** Its place was within the money. */
  FUNDED,
  /** It waits for money that others give back. */
  RESERVE,
  /** It waited, and money came. */
  MOVED_UP,
  /** It waited until the reserve list was not valid any more. */
  EXPIRED,
  /** It is below the threshold. */
  REJECTED;

  /** Whether money is set aside for it. */
  public boolean funded() {
    return this == FUNDED || this == MOVED_UP;
  }
}
