package eu.ttc.grants.cofunding;

/**
 * What shows that money is there ({@code domain.md} § 4). What counts of each, and under which
 * conditions, is data: table {@code cofunding_evidence_rule}.
 */
public enum EvidenceKind {
  /** Balance, statement or confirmation of a bank. */
  BANK_BALANCE,
  /** Signed credit line or loan agreement; the amount is what is not drawn yet. */
  CREDIT_LINE,
  /** Resolution of the board, with the last accounts. */
  BOARD_RESOLUTION,
  /** Commitment of an investor or a parent company, with their accounts. */
  COMMITMENT_LETTER,
  /** Award decision of a public co-funder. */
  PUBLIC_CO_FUNDER,
  /** Staff time and other contributions in kind. */
  IN_KIND,
  LETTER_OF_INTENT,
  CONDITIONAL_OFFER,
  PLANNED_REVENUE,
  OTHER_EU_FUNDS,
  /** Signed by two parties: one lends the other what it has beyond its own need. */
  REALLOCATION
}
