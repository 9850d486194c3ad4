package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.Cents;

/** Where the money that an application holds is now; the sum of its postings. */
record Standing(Cents reserved, Cents committed, Cents inPayment, Cents paid) {

  /** What a posting of this kind could move. */
  Cents movable(PostingKind kind) {
    return switch (kind) {
      case RESERVE -> Cents.ZERO;
      case COMMIT, RELEASE_RESERVED -> reserved;
      case ORDER, RELEASE_COMMITTED -> committed;
      case PAY, REJECT -> inPayment;
      case RETURN, RECOVER -> paid;
    };
  }

  boolean nothingOrdered() {
    return inPayment.value() == 0 && paid.value() == 0;
  }
}
