package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.Cents;
import java.util.Optional;
import java.util.UUID;

/**
 * One cost line of a claim as the applicant sent it.
 *
 * @param amount excluding recoverable VAT
 * @param evidence document of kind EVIDENCE that proves it
 */
public record CostLine(
    CostCategory category, String description, Cents amount, Optional<UUID> evidence) {

  /** The agreed sum in one line, for a claim that lists no costs. */
  static CostLine lumpSum(Cents agreed) {
    return new CostLine(CostCategory.LUMP_SUM, "Agreed sum", agreed, Optional.empty());
  }
}
