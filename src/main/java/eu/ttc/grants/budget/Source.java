package eu.ttc.grants.budget;

/** Who pays the grants of a budget line. */
public enum Source {
  ERDF,
  /** The regional and national public money beside it. */
  NATIONAL
}
