package eu.ttc.grants.cofunding;

import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import java.util.List;

/**
 * The arithmetic of one assessment: every item, what counts and why, both tests, the result.
 *
 * @param ruleset id of the numbers it was reckoned with
 * @param matchPercent match ratio k in percent
 * @param leastGrant below it no reduced grant is offered
 * @param total all parties together
 */
public record Sheet(
    String ruleset,
    int matchPercent,
    Cents leastGrant,
    LocalDate assessedOn,
    List<ItemLine> items,
    List<PartyLine> parties,
    PartyLine total,
    SheetResult result) {

  public Sheet {
    items = List.copyOf(items);
    parties = List.copyOf(parties);
  }

  /** Whether less is assured than is needed, for a party or for all together. */
  public boolean fallsShort() {
    return result == SheetResult.SHORT || result == SheetResult.PARTY_SHORT;
  }

  /** Whether a reduced grant is large enough to be offered (case C2). */
  public boolean reducedGrantIsEnough() {
    return !leastGrant.exceeds(total.reducedGrant());
  }

  /**
   * The plan with the reduced grant; a party for which nothing counts leaves it.
   *
   * @param plan the one this sheet was reckoned for
   */
  FinancingPlan reduced(FinancingPlan plan) {
    return new FinancingPlan(
        parties.stream()
            .filter(line -> line.reducedCosts().exceeds(Cents.ZERO))
            .map(line -> reduced(plan.of(line.party()).orElseThrow(), line))
            .toList());
  }

  /** Whether anything of this item counts. */
  boolean counts(int number) {
    return items.stream()
        .anyMatch(line -> line.number() == number && line.counted().exceeds(Cents.ZERO));
  }

  private static PartyShare reduced(PartyShare share, PartyLine line) {
    var costs = line.reducedCosts();
    return new PartyShare(
        share.party(),
        share.name(),
        costs,
        line.reducedGrant(),
        FinancingPlan.part(share.highestAid(), costs.value(), share.eligibleCosts().value()));
  }
}
