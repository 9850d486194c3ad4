package eu.ttc.grants.consortium;

/** What became of asking the partners. */
public enum ConsortiumState {
  /** At least one partner did not answer yet. */
  OPEN,
  /** All of them take part. */
  CONFIRMED,
  /** One of them does not. */
  DECLINED,
  /** The time was over before all had answered. */
  LAPSED
}
