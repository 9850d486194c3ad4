package eu.ttc.grants.cofunding;

/** Why an officer counts less of an item than the rules would, or nothing. */
public enum VerdictReason {
  NOT_IN_THE_NAME_OF_THE_PARTY,
  ENCUMBERED,
  CONDITIONAL,
  OUTDATED,
  SIGNATORY_WITHOUT_AUTHORITY,
  NOT_BACKED_BY_ACCOUNTS,
  DOES_NOT_COVER_THE_PROJECT,
  CONTAINS_AID,
  UNREADABLE,
  OTHER
}
