package eu.ttc.grants.ranking;

import eu.ttc.grants.call.Calls;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who may sit on the panel of a call; kept by administrators until the panel has decided. */
@Service
public class Panels {

  /** The Member States of the programme. */
  public static final Set<String> MEMBER_STATES = new TreeSet<>(Set.of("BE", "DE", "NL"));

  private final PanelRows rows;
  private final RankingRows rankings;
  private final Calls calls;
  private final Accounts accounts;
  private final Clock clock;

  Panels(PanelRows rows, RankingRows rankings, Calls calls, Accounts accounts, Clock clock) {
    this.rows = rows;
    this.rankings = rankings;
    this.calls = calls;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** The members, by username. */
  @Transactional(readOnly = true)
  public List<PanelMember> members(String call) {
    return rows.members(call);
  }

  /**
   * Gives somebody a seat. Whoever has one for the same Member State keeps it.
   *
   * @throws Unknown when there is no such call
   * @throws InvalidInput naming the field that does not do
   * @throws NotNow when the panel has decided, or this person is no administrator
   */
  @Transactional
  public void add(String call, PanelMember member, String who) {
    requireChangeable(call, who);
    if (!MEMBER_STATES.contains(member.memberState())) {
      throw InvalidInput.of(
          "memberState", "memberState", "must be one of " + String.join(", ", MEMBER_STATES));
    }
    if (member.username().isBlank()) {
      throw InvalidInput.of("member", "required", "is required");
    }
    if (accounts.find(member.username()).isEmpty()) {
      throw InvalidInput.of("member", "noAccount", "is the name of no account");
    }
    var seated =
        rows.members(call).stream()
            .filter(known -> known.username().equals(member.username()))
            .findFirst();
    if (seated.filter(member::equals).isPresent()) {
      return;
    }
    if (seated.isPresent()) {
      throw InvalidInput.of(
          "member",
          "seated",
          "sits on this panel for %s already; take the seat away first"
              .formatted(seated.get().memberState()));
    }
    rows.add(call, member, who, clock.instant());
  }

  /**
   * Takes a seat away.
   *
   * @throws Unknown when there is no such call, or nobody of this name has a seat
   * @throws NotNow when the panel has decided, or this person is no administrator
   */
  @Transactional
  public void remove(String call, String username, String who) {
    requireChangeable(call, who);
    if (!rows.remove(call, username, who, clock.instant())) {
      throw new Unknown("member of the panel of " + call, username);
    }
  }

  private void requireChangeable(String call, String who) {
    if (!accounts.hasRole(who, Role.ADMINISTRATOR)) {
      throw new NotNow("Only an administrator says who sits on a panel.");
    }
    calls.get(call);
    if (rankings.lock(call).decidedAt() != null) {
      throw new NotNow(
          "The panel of %s has decided; its members stay as they were.".formatted(call));
    }
  }
}
