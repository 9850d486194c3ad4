package eu.ttc.grants.cofunding;

/** What a sheet shows. */
public enum SheetResult {
  /** Both tests hold, for every party and for all together. */
  COVERED,
  /** They hold only with evidence that ends before the project starts (case C5). */
  TO_BE_RENEWED,
  /** They hold for all together, but not for every party (case C3). */
  PARTY_SHORT,
  /** Less is assured than is needed (cases C1 and C2). */
  SHORT
}
