package eu.ttc.grants.claim;

import eu.ttc.grants.amendment.PlannedCosts;
import eu.ttc.grants.amendment.VerifiedCosts;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * What no change of a grant can take back: accepted costs, and claimed ones that wait to be judged.
 */
@Component
class ClaimedCosts implements VerifiedCosts {

  private final GrantCosts costs;
  private final ClaimRows rows;

  ClaimedCosts(GrantCosts costs, ClaimRows rows) {
    this.costs = costs;
    this.rows = rows;
  }

  @Override
  public List<PlannedCosts> of(ApplicationRef ref) {
    Map<Integer, Map<AidCategory, Cents>> sums = new TreeMap<>();
    for (var one : costs.valid(ref, rows.findByApplicationOrderByNumber(ref.value()))) {
      var waits = one.latest().isEmpty() || one.parked();
      sums.computeIfAbsent(one.cost().partner(), partner -> new TreeMap<>())
          .merge(one.cost().category(), waits ? one.cost().amount() : one.accepted(), Cents::plus);
    }
    return sums.entrySet().stream()
        .flatMap(
            partner ->
                partner.getValue().entrySet().stream()
                    .map(sum -> new PlannedCosts(partner.getKey(), sum.getKey(), sum.getValue())))
        .toList();
  }
}
