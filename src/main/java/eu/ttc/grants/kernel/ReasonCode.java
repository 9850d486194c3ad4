package eu.ttc.grants.kernel;

/** Why an application is refused; the codes of the programme's rules ({@code domain.md} § 6). */
public enum ReasonCode {
  INCOMPLETE,
  LATE,
  NOT_SME,
  OUT_OF_REGION,
  OUT_OF_SECTOR,
  NOT_CROSS_BORDER,
  /** Fewer independent enterprises take part than the fund wants. */
  NOT_INDEPENDENT,
  DE_MINIMIS_CEILING,
  IN_DIFFICULTY,
  NO_INCENTIVE_EFFECT,
  RECOVERY_ORDER,
  /** No legal basis for State aid covers these costs of this enterprise. */
  NO_LEGAL_BASIS,
  COFUNDING_NOT_ASSURED,
  BELOW_MIN_GRANT,
  BELOW_THRESHOLD,
  BUDGET_EXHAUSTED,
  DOUBLE_FUNDING,
  NOT_FIRST_RD
}
