package eu.ttc.grants.progress;

/** Where a progress review stands. */
public enum ProgressState {
  /** The lead is asked for a report. */
  OPEN,
  /** The report is there; an officer reviews it. */
  REPORTED,
  REVIEWED,
  /** The grant was settled before a report came; none is awaited any more. */
  DROPPED
}
