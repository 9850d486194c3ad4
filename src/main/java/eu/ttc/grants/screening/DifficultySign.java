package eu.ttc.grants.screening;

/** Why an enterprise counts as in difficulty (Regulation (EU) 651/2014, Art. 2(18)). */
public enum DifficultySign {
  /** Limited liability: losses beyond the reserves ate up too much of the capital (a). */
  LIMITED_CAPITAL_LOST,
  /** Members with unlimited liability: too much of the capital in the accounts is lost (b). */
  UNLIMITED_CAPITAL_LOST,
  /** Collective insolvency proceedings, or the conditions for them are met (c). */
  INSOLVENT
}
