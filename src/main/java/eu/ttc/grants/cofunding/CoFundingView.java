package eu.ttc.grants.cofunding;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The co-funding of an application as others see it.
 *
 * @param plan empty until costs and grant of each party are known
 * @param verdicts the officers' newest, by number of the item
 * @param preview what would come out now if every item not judged yet were accepted; empty without
 *     a plan
 * @param sheets every sheet that was kept, oldest first
 * @param request the newest request to the applicant; null when there was none
 * @param offer the newest offer of a reduced grant; null when there was none
 */
public record CoFundingView(
    VerificationState state,
    List<CoFundingParty> parties,
    Optional<FinancingPlan> plan,
    List<Evidence> evidence,
    Map<Integer, ItemVerdict> verdicts,
    Optional<Sheet> preview,
    List<NumberedSheet> sheets,
    @Nullable EvidenceRequest request,
    @Nullable ReducedGrant offer,
    List<Cure> cures) {

  public CoFundingView {
    parties = List.copyOf(parties);
    evidence = List.copyOf(evidence);
    verdicts = Map.copyOf(verdicts);
    sheets = List.copyOf(sheets);
    cures = List.copyOf(cures);
  }
}
