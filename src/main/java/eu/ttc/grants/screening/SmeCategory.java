package eu.ttc.grants.screening;

/** Size class of an enterprise (Recommendation 2003/361/EC, Annex, Art. 2), smallest first. */
public enum SmeCategory {
  MICRO,
  SMALL,
  MEDIUM,
  /** Not a small or medium-sized enterprise. */
  LARGE;

  boolean isSme() {
    return this != LARGE;
  }
}
