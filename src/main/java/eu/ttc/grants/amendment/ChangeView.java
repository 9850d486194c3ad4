package eu.ttc.grants.amendment;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The request for a change, and what became of it.
 *
 * @param number counts the requests of the application, from 1
 * @param costs the distribution that is asked for; empty when no costs change
 * @param plan version of the plan it is about
 * @param aidSheet number of the sheet with the aid of the changed project; null before it is
 *     computed, and when no costs change
 * @param assessment what an officer says about a change of costs
 * @param newPlan version that it put in force
 * @param decidedBy who granted, refused or withdrew it
 */
public record ChangeView(
    ApplicationRef application,
    int number,
    ChangeKind kind,
    ChangeState state,
    String reasons,
    @Nullable LocalDate endsOn,
    @Nullable String scope,
    @Nullable Integer partner,
    List<PlannedCosts> costs,
    List<UUID> documents,
    int plan,
    @Nullable Integer aidProject,
    @Nullable Integer aidSheet,
    String requestedBy,
    Instant requestedAt,
    @Nullable String assessment,
    @Nullable String assessedBy,
    @Nullable String decisionReasons,
    @Nullable Integer newPlan,
    @Nullable String decidedBy,
    @Nullable Instant decidedAt) {

  public ChangeView {
    costs = List.copyOf(costs);
    documents = List.copyOf(documents);
  }

  public boolean open() {
    return state == ChangeState.OPEN;
  }
}
