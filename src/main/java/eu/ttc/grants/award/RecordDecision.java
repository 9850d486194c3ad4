package eu.ttc.grants.award;

import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.ReasonCode;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A programme manager's decision.
 *
 * @param rejectionCode needed for a rejection only
 * @param decider who completed the task, as the engine recorded it
 * @param conditions of an award, to be fulfilled before the agreement; a rejection has none
 * @param communicated whether the applicant is told now; otherwise it is kept as a draft
 */
public record RecordDecision(
    ApplicationRef application,
    Decision decision,
    String reasons,
    @Nullable ReasonCode rejectionCode,
    String decider,
    List<String> conditions,
    boolean communicated) {

  public RecordDecision {
    conditions =
        conditions.stream().map(String::strip).filter(Predicate.not(String::isEmpty)).toList();
  }

  /** A decision that is communicated at once and has no conditions. */
  public RecordDecision(
      ApplicationRef application,
      Decision decision,
      String reasons,
      @Nullable ReasonCode rejectionCode,
      String decider) {
    this(application, decision, reasons, rejectionCode, decider, List.of(), true);
  }
}
