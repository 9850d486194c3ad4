package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;

/** What a settlement must know of the payments of a grant, and do to them. */
public interface GrantPayments {

  /** Whether the bank was told to pay an instalment and has not answered. */
  boolean awaitBank(ApplicationRef ref);

  /**
   * Gives up every instalment that the lead does not have, within the running transaction: what is
   * ordered and not released is cancelled, what failed is not tried again.
   *
   * @param actor who ends the grant
   * @return what accepted claims are worth and was never paid for them
   * @throws eu.ttc.grants.kernel.NotNow while the bank has not answered
   */
  Cents giveUp(ApplicationRef ref, String actor);

  /** Whether anything may be paid for the grant: not while its co-funding is in doubt. */
  boolean possible(ApplicationRef ref);
}
