package eu.ttc.grants.cofunding;

/** What became of the offer of a reduced grant. */
public enum ReducedGrantState {
  OPEN,
  ACCEPTED,
  DECLINED,
  LAPSED
}
