package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.Cents;
import java.util.Optional;
import java.util.UUID;

/**
 * One cost line with what was found about it.
 *
 * @param accepted what counts; empty while the claim is not accepted
 * @param reason why less was accepted than claimed
 */
public record CostLineView(
    int number,
    CostCategory category,
    String description,
    Cents claimed,
    Optional<UUID> evidence,
    Optional<Cents> accepted,
    Optional<String> reason) {

  /** How a line came out. */
  public enum Verdict {
    ACCEPTED,
    CORRECTED,
    REFUSED
  }

  /** How this line came out; empty while the claim is not accepted. */
  public Optional<Verdict> verdict() {
    return accepted.map(
        counts ->
            counts.equals(claimed)
                ? Verdict.ACCEPTED
                : counts.equals(Cents.ZERO) ? Verdict.REFUSED : Verdict.CORRECTED);
  }
}
