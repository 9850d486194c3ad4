package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.Cents;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an officer found about one cost of a grant.
 *
 * @param accepted what counts of a corrected cost; absent otherwise
 * @param kind of the reason; absent for an accepted cost
 * @param reason in words that the applicant reads; absent for an accepted cost
 */
public record CostVerdict(
    CostId cost,
    Kind verdict,
    @Nullable Cents accepted,
    @Nullable ReasonKind kind,
    @Nullable String reason) {

  private static final int LONGEST_REASON = 500;

  /** How a cost is judged. */
  public enum Kind {
    ACCEPTED,
    CORRECTED,
    REFUSED,
    /** Not decided yet; it is taken up in a later claim and holds up nothing meanwhile. */
    PARKED
  }

  public static CostVerdict accepted(CostId cost) {
    return new CostVerdict(cost, Kind.ACCEPTED, null, null, null);
  }

  public static CostVerdict corrected(CostId cost, Cents to, ReasonKind kind, String reason) {
    return new CostVerdict(cost, Kind.CORRECTED, to, kind, reason);
  }

  public static CostVerdict refused(CostId cost, ReasonKind kind, String reason) {
    return new CostVerdict(cost, Kind.REFUSED, null, kind, reason);
  }

  public static CostVerdict parked(CostId cost, ReasonKind kind, String reason) {
    return new CostVerdict(cost, Kind.PARKED, null, kind, reason);
  }

  /** What counts of a cost of this amount. */
  Cents acceptedOf(Cents claimed) {
    return switch (verdict) {
      case ACCEPTED -> claimed;
      case CORRECTED -> accepted == null ? Cents.ZERO : accepted;
      case REFUSED, PARKED -> Cents.ZERO;
    };
  }

  /**
   * What is wrong with it for a cost of that amount; empty when nothing is.
   *
   * @param last whether no later claim can take it up
   */
  Optional<String> problem(Cents claimed, boolean last) {
    if (verdict == Kind.ACCEPTED) {
      return Optional.empty();
    }
    if (kind == null || reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
      return Optional.of(
          "Line %s is not accepted as it is: it needs a kind of reason, and a reason of 1 to %d characters."
              .formatted(cost, LONGEST_REASON));
    }
    if (verdict == Kind.PARKED && last) {
      return Optional.of(
          "Line %s cannot be parked: no claim follows the final one. Accept, correct or refuse it."
              .formatted(cost));
    }
    var counts = acceptedOf(claimed);
    if (verdict == Kind.CORRECTED
        && (counts.equals(Cents.ZERO) || counts.compareTo(claimed) >= 0)) {
      return Optional.of(
          "Line %s was claimed with %s; a correction accepts less than that and more than nothing."
              .formatted(cost, claimed));
    }
    return Optional.empty();
  }
}
