package eu.ttc.grants.payment;

import eu.ttc.grants.kernel.ApplicationRef;
import org.jspecify.annotations.Nullable;

/**
 * Why a person may not release a batch.
 *
 * @param application the one of the batch that is the reason; absent for {@link Kind#PREPARED_IT}
 *     and {@link Kind#APPROVED_IT}
 */
public record Hindrance(Kind kind, @Nullable ApplicationRef application) {

  /** What keeps them from it. */
  public enum Kind {
    /** Who prepares a batch never releases it. */
    PREPARED_IT,
    /** Each release is another person's. */
    APPROVED_IT,
    /** They are applicant, evaluator, decider or verifier of one of its applications. */
    TOOK_PART,
    /** An application has ended since its payment was ordered; nobody may release. */
    APPLICATION_ENDED,
    /** Payments of an application are suspended since; nobody may release. */
    PAYMENTS_SUSPENDED,
    /** An application is on hold; nobody may release before it ends. */
    ON_HOLD
  }

  String told(String batch) {
    return switch (kind) {
      case PREPARED_IT ->
          "Batch %s was prepared by you; another finance officer must release it.".formatted(batch);
      case APPROVED_IT ->
          "Batch %s was released by you already; it waits for another finance officer."
              .formatted(batch);
      case TOOK_PART ->
          "You took part in %s (as applicant, evaluator, decider or verifier); another finance officer must release batch %s."
              .formatted(application, batch);
      case APPLICATION_ENDED ->
          "%s has ended, and nothing is paid to it. Reject batch %s and prepare a new one for the other payments."
              .formatted(application, batch);
      case PAYMENTS_SUSPENDED ->
          "Payments of %s are suspended. Reject batch %s and prepare a new one for the other payments."
              .formatted(application, batch);
      case ON_HOLD ->
          "%s is on hold, and nothing is paid to it meanwhile. Wait, or reject batch %s and prepare a new one for the other payments."
              .formatted(application, batch);
    };
  }
}
