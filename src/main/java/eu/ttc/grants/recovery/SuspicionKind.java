package eu.ttc.grants.recovery;

/** What is suspected; fraud adds intent (CPR Art. 2(31), PIF Directive Art. 3). */
public enum SuspicionKind {
  IRREGULARITY,
  SUSPECTED_FRAUD
}
