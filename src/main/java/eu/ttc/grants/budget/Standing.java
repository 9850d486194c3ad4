package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.Cents;

/** Where the money that an application holds is now; the sum of its postings. */
record Standing(Cents reserved, Cents committed, Cents inPayment, Cents paid) {

  static final Standing NONE = new Standing(Cents.ZERO, Cents.ZERO, Cents.ZERO, Cents.ZERO);

  Cents in(Bucket bucket) {
    return switch (bucket) {
      case AVAILABLE -> Cents.ZERO;
      case RESERVED -> reserved;
      case COMMITTED -> committed;
      case IN_PAYMENT -> inPayment;
      case PAID -> paid;
    };
  }

  boolean nothingOrdered() {
    return inPayment.equals(Cents.ZERO) && paid.equals(Cents.ZERO);
  }
}
