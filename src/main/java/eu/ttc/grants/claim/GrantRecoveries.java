package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;

/** What a settlement must know of money that came or is to come back already. */
public interface GrantRecoveries {

  /** What was paid and nobody claimed back yet: no more than that can come back. */
  Cents canComeBack(ApplicationRef ref);
}
