package eu.ttc.grants.appeal;

/** What a timer that reminds of a decision had to say. */
public enum Reminder {
  /** The decision is due soon. */
  DUE_SOON,
  /** The decision is late. */
  OVERDUE,
  /** Nothing: it was said before, or the appeal is decided. */
  NOTHING
}
