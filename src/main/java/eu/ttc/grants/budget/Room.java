package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.Cents;

/** Vouchers and money of a budget line that nobody holds. */
record Room(int vouchers, Cents money) {

  private static final Room NONE = new Room(0, Cents.ZERO);

  boolean fits(Cents amount) {
    return vouchers > 0 && !amount.exceeds(money);
  }

  /**
   * What is left once somebody who comes first took this amount. When it does not fit, nothing is:
   * a smaller amount never passes a larger one that waited longer.
   */
  Room after(Cents amount) {
    return fits(amount) ? new Room(vouchers - 1, money.minus(amount)) : NONE;
  }
}
