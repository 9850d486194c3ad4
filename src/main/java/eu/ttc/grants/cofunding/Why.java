package eu.ttc.grants.cofunding;

/** Why an item counts for less than it says, step by step; the words are in the text bundles. */
public enum Why {
  /** The party is not in the financing plan. */
  PARTY_NOT_IN_PLAN,
  /** A newer item of the same money took its place. */
  REPLACED,
  /** The same money is pledged in an application that came first, or counts there. */
  PLEDGED_ELSEWHERE,
  /** The co-funder left after the agreement was signed. */
  FUNDER_LEFT,
  NEVER_COUNTS,
  TOO_OLD,
  EXPIRED,
  /** Not valid until the project ends. */
  ENDS_BEFORE_PROJECT,
  /** Not valid when the project starts, and not renewed in time. */
  EXPIRES_BEFORE_START,
  /** Counts for now, on condition that it is renewed before the project starts. */
  TO_BE_RENEWED,
  ENCUMBERED,
  CONDITIONAL,
  NO_FUNDS_SHOWN,
  PART_COUNTS,
  LIMITED_TO_FUNDS_SHOWN,
  /** Public money counts up to the financing gap only. */
  LIMITED_TO_GAP,
  /** In kind counts up to a share of the match, and within the costs. */
  LIMITED_IN_KIND,
  /** The giving party has no more than it needs itself. */
  LIMITED_TO_SURPLUS,
  LIMITED_BY_OFFICER,
  REFUSED_BY_OFFICER,
  NOT_CHECKED
}
