package eu.ttc.grants.consortium;

/** What an officer finds about a ground for higher aid that was claimed. */
public enum BonusVerdict {
  CONFIRMED,
  REFUSED,
  /** The work is done in an assisted "a" area, whatever was claimed. */
  AREA_A,
  /** The work is done in an assisted "c" area, whatever was claimed. */
  AREA_C
}
