package eu.ttc.grants.cofunding;

/** Why an applicant is asked for evidence. */
public enum RequestPurpose {
  /** Less is assured than is needed (case C1). */
  SUPPLEMENT,
  /** Something ends before the project starts (case C5). */
  RENEWAL
}
