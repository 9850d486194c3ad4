package eu.ttc.grants.claim;

/** Why a cost is not accepted as it was claimed, or not yet. */
public enum ReasonKind {
  NOT_ELIGIBLE,
  OUT_OF_PERIOD,
  OVER_BUDGET,
  NO_PROOF,
  VAT,
  DOUBLE_FUNDING,
  ARITHMETIC,
  OTHER
}
