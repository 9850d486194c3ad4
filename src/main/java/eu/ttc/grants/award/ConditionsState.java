package eu.ttc.grants.award;

/** How far the conditions of an award are. */
public enum ConditionsState {
  OPEN,
  /** Every one is confirmed, or there is none: the agreement may be offered. */
  FULFILLED,
  /** They were not fulfilled in time, and the award is none any more. */
  LAPSED
}
