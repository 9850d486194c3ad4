package eu.ttc.grants.budget;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import eu.ttc.grants.kernel.Cents;

/** Outcome of asking for money. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME)
public sealed interface Reservation {

  /**
   * The money is set aside.
   *
   * @param line code of the budget line
   * @param voucherNumber which of the vouchers, 1 to 35; 0 for schemes without vouchers
   */
  record Reserved(String line, int voucherNumber, Cents amount) implements Reservation {}

  /** There is none left; {@code explanation} names the line, the figure and the limit. */
  record BudgetExhausted(String explanation) implements Reservation {}
}
