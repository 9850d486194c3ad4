package eu.ttc.grants.award;

import eu.ttc.grants.award.AwardCondition.Confirmation;
import eu.ttc.grants.kernel.ReasonCode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A recorded decision.
 *
 * @param number within the application, counted from 1
 * @param reasons the decider's own words; empty for a rejection by the rules alone
 * @param reasonCodes why it was rejected; empty for an award
 * @param decidedBy username, or {@code system} for a clear formal refusal
 * @param basis facts, figures and scores it rests on
 * @param conditions to be fulfilled before the agreement; empty for a rejection and for most awards
 * @param remedyNotice key of the text that says how to object; empty for an award
 */
public record AwardDecision(
    int number,
    Decision decision,
    String reasons,
    List<ReasonCode> reasonCodes,
    String decidedBy,
    Instant decidedAt,
    DecisionBasis basis,
    List<AwardCondition> conditions,
    Optional<String> remedyNotice) {

  /** When the right to the aid arose: with the decision, or with the last condition confirmed. */
  public Instant grantedAt() {
    return conditions.stream()
        .flatMap(condition -> condition.confirmation().stream())
        .map(Confirmation::confirmedAt)
        .max(Comparator.naturalOrder())
        .orElse(decidedAt);
  }
}
