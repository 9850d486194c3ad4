package eu.ttc.grants.amendment;

import eu.ttc.grants.agreement.GrantPlan;
import eu.ttc.grants.agreement.PlanShare;
import eu.ttc.grants.application.AidCategory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One partner's costs of one category in two plans, side by side.
 *
 * @param before null when it is only in the later plan
 * @param after null when it is only in the earlier plan
 */
public record PlanRow(
    int partner,
    String name,
    AidCategory category,
    @Nullable PlanShare before,
    @Nullable PlanShare after) {

  /** Whatever is in either plan, in the order of partners and categories. */
  public static List<PlanRow> compare(GrantPlan before, GrantPlan after) {
    var all = new ArrayList<>(before.shares());
    after.shares().stream().filter(share -> find(before, share).isEmpty()).forEach(all::add);
    all.sort(Comparator.comparingInt(PlanShare::partner).thenComparing(PlanShare::category));
    return all.stream()
        .map(
            share ->
                new PlanRow(
                    share.partner(),
                    share.name(),
                    share.category(),
                    find(before, share).orElse(null),
                    find(after, share).orElse(null)))
        .toList();
  }

  /** Names of the partners whose costs or part of the grant change, or who leave. */
  public static List<String> concerned(GrantPlan before, GrantPlan after) {
    return compare(before, after).stream()
        .filter(PlanRow::changed)
        .map(PlanRow::name)
        .distinct()
        .toList();
  }

  /** Whether costs, rate or part of the grant differ, or are in one plan only. */
  public boolean changed() {
    return before == null
        || after == null
        || !before.costs().equals(after.costs())
        || !before.grant().equals(after.grant())
        || before.rate().compareTo(after.rate()) != 0;
  }

  private static Optional<PlanShare> find(GrantPlan plan, PlanShare like) {
    return plan.shares().stream()
        .filter(share -> share.partner() == like.partner() && share.category() == like.category())
        .findFirst();
  }
}
