package eu.ttc.grants.claim;

/** What a claim is for ({@code domain.md} § 6, step 12). */
public enum ClaimKind {
  /** The sum of a voucher, for its result. */
  LUMP_SUM,
  /** Part of a grant of the fund before any cost is verified. */
  ADVANCE,
  /** Costs of a grant of the fund, as often as wanted. */
  INTERIM,
  /** The last costs of a grant of the fund, with the final report. */
  FINAL
}
