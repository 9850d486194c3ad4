package eu.ttc.grants.agreement;

import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/**
 * Who does what for a grant of the innovation fund, at which costs, and when.
 *
 * @param startsOn first day whose costs count
 * @param endsOn last day whose costs count
 */
public record GrantPlan(LocalDate startsOn, LocalDate endsOn, List<PlanShare> shares) {

  public GrantPlan {
    shares = List.copyOf(shares);
    if (!endsOn.isAfter(startsOn)) {
      throw new IllegalArgumentException(
          "Work that starts on %s cannot end on %s.".formatted(startsOn, endsOn));
    }
    var seen = new HashSet<String>();
    for (var share : shares) {
      if (!seen.add(share.partner() + " " + share.category())) {
        throw new IllegalArgumentException(
            "%s has %s twice in the plan.".formatted(share.name(), share.category()));
      }
    }
  }

  /** The whole grant. */
  public Cents grant() {
    return sum(PlanShare::grant);
  }

  /** All costs that were planned. */
  public Cents costs() {
    return sum(PlanShare::costs);
  }

  private Cents sum(Function<PlanShare, Cents> part) {
    return shares.stream().map(part).reduce(Cents.ZERO, Cents::plus);
  }
}
