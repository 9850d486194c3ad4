package eu.ttc.grants.appeal;

/** What whoever decides on an appeal can say. */
public enum Verdict {
  DISMISSED,
  UPHELD,
  /** More time is needed; once. */
  EXTENDED
}
