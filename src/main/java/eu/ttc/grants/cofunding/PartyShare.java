package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.Cents;

/**
 * One party's part of the financing plan.
 *
 * @param party key of the party, as {@link CoFundingParty} has it
 * @param eligibleCosts E of this party
 * @param grant G of this party
 * @param highestAid what state aid rules allow for these costs, before the limits of the programme;
 *     a smaller project has a proportionally lower limit
 */
public record PartyShare(
    String party, String name, Cents eligibleCosts, Cents grant, Cents highestAid) {

  public PartyShare {
    if (grant.exceeds(highestAid) || highestAid.exceeds(eligibleCosts)) {
      throw new IllegalArgumentException(
          "%s is to get %s, but at most %s of its costs of %s may be aid."
              .formatted(party, grant, highestAid, eligibleCosts));
    }
  }

  /** What others than the programme must finance: E − G. */
  public Cents gap() {
    return eligibleCosts.minus(grant);
  }
}
