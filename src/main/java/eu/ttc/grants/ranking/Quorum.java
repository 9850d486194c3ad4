package eu.ttc.grants.ranking;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a panel can decide: at least half of its members from at least two Member States, for
 * each application those who stayed in the room.
 */
final class Quorum {

  private static final int LEAST_MEMBER_STATES = 2;

  private final List<PanelMember> members;
  private final Set<String> present;

  Quorum(List<PanelMember> members, Set<String> present) {
    this.members = List.copyOf(members);
    this.present = Set.copyOf(present);
  }

  /** Why it cannot decide. */
  Optional<String> problem(Collection<ApplicationRef> applications, List<Departure> departures) {
    if (members.isEmpty()) {
      return Optional.of(
          "The call has no panel. An administrator adds its members on the page of the ranking.");
    }
    var whole = problem(present, "");
    return whole.isPresent()
        ? whole
        : applications.stream()
            .flatMap(ref -> problem(stayed(ref, departures), " for " + ref).stream())
            .findFirst();
  }

  private Set<String> stayed(ApplicationRef ref, List<Departure> departures) {
    var stayed = new HashSet<>(present);
    departures.stream()
        .filter(left -> left.application().equals(ref))
        .forEach(left -> stayed.remove(left.member()));
    return stayed;
  }

  private Optional<String> problem(Set<String> there, String what) {
    var needed = (members.size() + 1) / 2;
    var counted = members.stream().filter(member -> there.contains(member.username())).toList();
    if (counted.size() < needed) {
      return Optional.of(
          "There is no quorum%s: %d of %d members stayed, at least %d are needed."
              .formatted(what, counted.size(), members.size(), needed));
    }
    var states = counted.stream().map(PanelMember::memberState).distinct().count();
    return states < LEAST_MEMBER_STATES
        ? Optional.of(
            "There is no quorum%s: members of at least two Member States are needed."
                .formatted(what))
        : Optional.empty();
  }
}
