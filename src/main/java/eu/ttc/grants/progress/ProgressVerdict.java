package eu.ttc.grants.progress;

/** What an officer finds about the progress of a project. */
public enum ProgressVerdict {
  ON_TRACK,
  /** On the whole as planned; the remarks say what to mind. */
  WITH_REMARKS,
  /** The project may miss its aims; the remarks say why. */
  AT_RISK
}
