package eu.ttc.grants.evaluation;

import java.util.Map;

/** How far the experts of one application lie apart, on each criterion and with their totals. */
public record Discrepancy(Map<Criterion, Spread> criteria, Spread total) {

  public Discrepancy {
    criteria = Map.copyOf(criteria);
  }

  /** The spread on one criterion. */
  public Spread of(Criterion criterion) {
    return criteria.get(criterion);
  }

  /** Whether the experts must meet. */
  public boolean exists() {
    return total.matters() || criteria.values().stream().anyMatch(Spread::matters);
  }
}
