package eu.ttc.grants.application;

/** Whether a lifecycle is the only one of its application. */
public enum CaseOpening {
  FIRST,
  /** Another instance was there before; this one ends without any effect. */
  DUPLICATE
}
