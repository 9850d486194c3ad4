package eu.ttc.grants.evaluation;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A recorded evaluation; the expert's name is for staff only, never for the applicant.
 *
 * @param total points of 15
 * @param ruleset id of the thresholds it was held against
 */
public record EvaluationSummary(
    String expert,
    BigDecimal excellence,
    BigDecimal impact,
    BigDecimal implementation,
    BigDecimal total,
    String excellenceComment,
    String impactComment,
    String implementationComment,
    boolean passed,
    String ruleset,
    Instant recordedAt) {

  /** The same for somebody who must not know the expert. */
  EvaluationSummary withoutName() {
    return new EvaluationSummary(
        "",
        excellence,
        impact,
        implementation,
        total,
        excellenceComment,
        impactComment,
        implementationComment,
        passed,
        ruleset,
        recordedAt);
  }
}
