package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;

/**
 * Says what keeps payments of an application back and what is cut from them. Payments ask in the
 * transaction that decides, while the application is locked; whoever knows builds on this module.
 */
public interface Withholding {

  /** Whether payments of this application are neither put into a batch nor released now. */
  boolean suspends(ApplicationRef ref);

  /**
   * Sets off what the beneficiary owes against a payment that is about to be ordered, once per
   * instalment.
   *
   * @param payable what would be paid
   * @return what is cut from it; always less than {@code payable}, so that something is paid
   */
  Cents setOff(ApplicationRef ref, int instalment, Cents payable);
}
