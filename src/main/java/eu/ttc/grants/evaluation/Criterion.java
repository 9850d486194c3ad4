package eu.ttc.grants.evaluation;

/** What is scored, one by one ({@code domain.md} § 5). */
public enum Criterion {
  EXCELLENCE,
  IMPACT,
  IMPLEMENTATION
}
