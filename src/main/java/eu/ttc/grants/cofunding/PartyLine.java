package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.Cents;

/**
 * Both tests of one party, or of all together.
 *
 * @param ownFunds counted towards the match
 * @param publicFunds counted towards the gap only
 * @param matchNeeded k × G
 * @param gap E − G
 * @param reducedGrant G′, the highest grant that the counted funds and state aid rules allow
 * @param reducedCosts E′
 */
public record PartyLine(
    String party,
    String name,
    Cents eligibleCosts,
    Cents grant,
    Cents ownFunds,
    Cents publicFunds,
    Cents matchNeeded,
    Cents gap,
    Cents reducedGrant,
    Cents reducedCosts) {

  /** M: everything that counts. */
  public Cents counted() {
    return ownFunds.plus(publicFunds);
  }

  /** M ≥ k × G, with own funds. */
  public boolean matches() {
    return !matchNeeded.exceeds(ownFunds);
  }

  /** M ≥ E − G. */
  public boolean fillsGap() {
    return !gap.exceeds(counted());
  }

  public boolean passes() {
    return matches() && fillsGap();
  }

  /** How much more is needed so that both tests hold, if all of it is own money. */
  public Cents missing() {
    var match = matches() ? Cents.ZERO : matchNeeded.minus(ownFunds);
    var rest = fillsGap() ? Cents.ZERO : gap.minus(counted());
    return match.exceeds(rest) ? match : rest;
  }
}
