package eu.ttc.grants.budget;

/** Where money of a budget line can be, from what is spent to what is free. */
public enum Bucket {
  PAID("paid_cents"),
  IN_PAYMENT("in_payment_cents"),
  COMMITTED("committed_cents"),
  RESERVED("reserved_cents"),
  AVAILABLE("available_cents");

  private final String column;

  Bucket(String column) {
    this.column = column;
  }

  /** Column of {@code budget_line}; that of the ERDF begins with {@code erdf_}. */
  String column() {
    return column;
  }
}
