package eu.ttc.grants.payment;

/** What the bank may tell us. */
public enum BankMessageKind {
  /** What was booked, camt.053: the only proof of a payment. */
  STATEMENT(Iso20022.CAMT_053_001_08),
  /** Advice of single debits and credits, camt.054; money that came back is known from it first. */
  NOTIFICATION(Iso20022.CAMT_054_001_08),
  /** What becomes of a bank file of ours, pain.002. */
  STATUS_REPORT(Iso20022.PAIN_002_001_10);

  private final Iso20022 schema;

  BankMessageKind(Iso20022 schema) {
    this.schema = schema;
  }

  Iso20022 schema() {
    return schema;
  }
}
