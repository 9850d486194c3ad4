package eu.ttc.grants.accounting;

/** Between which accounts of a budget line a posting moves money ({@code domain.md} § 8). */
record LedgerAccounts(String from, String to) {

  static LedgerAccounts of(String kind) {
    return switch (kind) {
      case "ALLOCATE" -> new LedgerAccounts("", "available");
      case "DEALLOCATE" -> new LedgerAccounts("available", "");
      case "RESERVE" -> new LedgerAccounts("available", "reserved");
      case "COMMIT" -> new LedgerAccounts("reserved", "committed");
      case "ORDER" -> new LedgerAccounts("committed", "in_payment");
      case "PAY" -> new LedgerAccounts("in_payment", "paid");
      case "REJECT" -> new LedgerAccounts("in_payment", "committed");
      case "RETURN" -> new LedgerAccounts("paid", "committed");
      case "RECOVER" -> new LedgerAccounts("paid", "available");
      case "RELEASE_RESERVED" -> new LedgerAccounts("reserved", "available");
      case "RELEASE_COMMITTED" -> new LedgerAccounts("committed", "available");
      default -> throw new IllegalStateException("no accounts are known for postings of " + kind);
    };
  }
}
