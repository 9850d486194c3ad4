package eu.ttc.grants.cofunding;

/** What became of the gap that a co-funder left. */
public enum CureState {
  /** Payments rest until the co-funder is replaced. */
  OPEN,
  CURED,
  /** Not replaced in time: the agreement is amended or terminated. */
  LAPSED
}
