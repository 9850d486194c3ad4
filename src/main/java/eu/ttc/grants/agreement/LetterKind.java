package eu.ttc.grants.agreement;

/** When a letter was written. */
enum LetterKind {
  OFFERED,
  /** With the applicant's statement. */
  ACCEPTED
}
