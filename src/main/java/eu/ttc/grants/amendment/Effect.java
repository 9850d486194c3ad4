package eu.ttc.grants.amendment;

import eu.ttc.grants.agreement.GrantPlan;
import eu.ttc.grants.kernel.Cents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change would do to the grant.
 *
 * @param present the plan in force
 * @param changed the plan as it would be; null while its aid is not computed, or when there is none
 * @param hindrances why it cannot be granted as things stand, one sentence each; empty when it can
 */
public record Effect(GrantPlan present, @Nullable GrantPlan changed, List<Hindrance> hindrances) {

  public Effect {
    hindrances = List.copyOf(hindrances);
  }

  /** What stands against a change. */
  public record Hindrance(Kind kind, String detail) {}

  /** The kinds of hindrances; pages have words for each. */
  public enum Kind {
    /** The aid is refused, for these reason codes. */
    AID_REFUSED,
    /** The grant would be smaller than what is paid or on its way. */
    BELOW_PAID,
    /** The co-funding does not match; the parties that are short and by how much. */
    MATCH_MISSING,
    /** Another change has put another distribution in force since. */
    PLAN_CHANGED,
    /** Costs that are claimed or verified would fall out of the plan. */
    BELOW_VERIFIED
  }

  /** How much smaller the grant becomes. */
  public Cents less() {
    return changed == null ? Cents.ZERO : present.grant().minus(changed.grant());
  }
}
