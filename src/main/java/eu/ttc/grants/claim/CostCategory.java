package eu.ttc.grants.claim;

/** What a cost line of a claim was spent on ({@code domain.md} § 3.3). */
public enum CostCategory {
  STAFF,
  EQUIPMENT,
  /** Contract research, consultancy and other services bought at arm's length. */
  EXTERNAL_SERVICES,
  OTHER,
  /** The agreed sum for the agreed result, as a voucher is paid when no costs are listed. */
  LUMP_SUM
}
