package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.ApplicationRef;

/**
 * A payment that must not or cannot be ordered, whatever the model says (promise 4). Becomes an
 * incident; the message names no person and no account, but what an operator can do.
 */
public class PaymentNotPossible extends RuntimeException {

  PaymentNotPossible(ApplicationRef ref, String why, String whatToDo) {
    super("%s is not paid: %s. What to do: %s.".formatted(ref, why, whatToDo));
  }
}
