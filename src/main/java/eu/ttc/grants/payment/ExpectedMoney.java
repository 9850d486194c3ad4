package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;

/**
 * Takes booked money that came in and is no payment of ours that came back. Asked in the
 * transaction that takes the bank's message; whoever expects money builds on this module.
 */
public interface ExpectedMoney {

  /**
   * Money that came in.
   *
   * @param key names the entry of the bank's message, the same whenever it is taken
   * @param told all that the payer gave as reference and purpose
   */
  record Received(String key, String told, Cents amount, LocalDate bookedOn) {}

  /**
   * Takes the money if it is expected; taking the same again has no effect.
   *
   * @param officer who took the bank's message
   * @return whether it was taken; else it waits in the queue of entries
   */
  boolean take(Received money, String officer);
}
