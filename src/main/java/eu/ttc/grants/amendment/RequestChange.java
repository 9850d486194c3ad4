package eu.ttc.grants.amendment;

import eu.ttc.grants.kernel.ApplicationRef;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change as the lead asks for it.
 *
 * @param endsOn when the work is to end; for an extension
 * @param scope what is to be done instead; for a change of scope
 * @param partner number of the partner that leaves
 * @param costs the whole distribution after the change; only when costs change
 * @param documents ids of documents of kind CHANGE that show the reasons
 */
public record RequestChange(
    ApplicationRef application,
    String applicant,
    ChangeKind kind,
    String reasons,
    @Nullable LocalDate endsOn,
    @Nullable String scope,
    @Nullable Integer partner,
    List<PlannedCosts> costs,
    List<UUID> documents) {

  public RequestChange {
    costs = List.copyOf(costs);
    documents = List.copyOf(documents);
  }
}
