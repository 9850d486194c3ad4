package eu.ttc.grants.portal;

import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.ClaimToVerify;
import eu.ttc.grants.claim.ClaimView;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.CostCheck;
import eu.ttc.grants.claim.CostId;
import eu.ttc.grants.claim.GrantClaims;
import eu.ttc.grants.claim.GrantCostView;
import eu.ttc.grants.claim.GrantSettlement;
import eu.ttc.grants.kernel.ApplicationRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What was claimed of a grant, found and settled, claim by claim, for pages and API. */
@Service
public class GrantStory {

  private final Claims all;
  private final GrantClaims claims;

  GrantStory(Claims all, GrantClaims claims) {
    this.all = all;
    this.claims = claims;
  }

  /**
   * One claim that was handed in.
   *
   * @param costs its own, and those of earlier claims that were looked at with it
   * @param settlement absent while it is not accepted
   * @param checks what a machine noticed, while it waits for the officer; for staff only
   */
  public record Told(
      ClaimView claim,
      List<GrantCostView> costs,
      @Nullable GrantSettlement settlement,
      Map<CostId, Set<CostCheck>> checks) {}

  /** The claims that were handed in, and the one with which the grant was settled, newest first. */
  public List<Told> of(ApplicationRef ref) {
    var costs = claims.costsOf(ref);
    return all.of(ref).reversed().stream()
        .filter(
            claim ->
                claim.submittedAt() != null || claims.settlementOf(ref, claim.number()).isPresent())
        .map(
            claim ->
                new Told(
                    claim,
                    costs.stream().filter(cost -> belongs(cost, claim.number())).toList(),
                    claims.settlementOf(ref, claim.number()).orElse(null),
                    checks(claim)))
        .toList();
  }

  private Map<CostId, Set<CostCheck>> checks(ClaimView claim) {
    return claim.state() != ClaimState.SUBMITTED
        ? Map.of()
        : claims.toVerify(claim.application(), claim.number()).lines().stream()
            .collect(Collectors.toMap(line -> line.cost().id(), ClaimToVerify.Line::checks));
  }

  private static boolean belongs(GrantCostView cost, int claim) {
    return cost.id().claim() == claim || cost.foundIn(claim).isPresent();
  }
}
