package eu.ttc.grants.cofunding;

import java.time.Instant;

/**
 * The offer of a smaller grant, as far as the assured co-funding reaches.
 *
 * @param plan costs and grant of each party if it is accepted
 */
public record ReducedGrant(
    int number, ReducedGrantState state, FinancingPlan plan, Instant offeredAt, Instant dueAt) {

  /** Whether it can be answered now. */
  public boolean takesAnswer(Instant now) {
    return state == ReducedGrantState.OPEN && !now.isAfter(dueAt);
  }
}
