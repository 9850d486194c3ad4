package eu.ttc.grants.support;

/** What became of a visit. */
public enum VisitState {
  PLANNED,
  HELD,
  /** The manager said that there is none, or the period ended. */
  NOT_HELD
}
