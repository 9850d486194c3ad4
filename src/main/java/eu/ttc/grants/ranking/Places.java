package eu.ttc.grants.ranking;

import eu.ttc.grants.kernel.ApplicationRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The order of those above the threshold: by figures, except where the panel gave another place.
 * Who was given one gets exactly that one; the others keep their order around them.
 */
final class Places {

  private static final int SHORTEST_REASON = 10;
  private static final int LONGEST_REASON = 1000;

  private Places() {}

  /** In order of the figures; the same whatever the order they come in. */
  static List<RankingEntry> byFigures(Collection<RankingEntry> entries) {
    return entries.stream()
        .filter(entry -> entry.figures().passed())
        .sorted(RankingEntry.BEST_FIRST)
        .toList();
  }

  /** Why these changes of an order cannot be made. */
  static Optional<String> problem(List<RankingEntry> ordered, List<ChangedPlace> changes) {
    var known = ordered.stream().map(RankingEntry::application).toList();
    var applications = new HashSet<ApplicationRef>();
    var places = new HashSet<Integer>();
    for (var change : changes) {
      var ref = change.application();
      if (!known.contains(ref)) {
        return Optional.of("%s has no place in this ranking that could be changed.".formatted(ref));
      }
      if (change.place() < 1 || change.place() > known.size()) {
        return Optional.of(
            "Place %d of %s is none of the %d places."
                .formatted(change.place(), ref, known.size()));
      }
      if (!applications.add(ref)) {
        return Optional.of("%s is given two places.".formatted(ref));
      }
      if (!places.add(change.place())) {
        return Optional.of("Place %d is given twice.".formatted(change.place()));
      }
      var length = change.reason().length();
      if (length < SHORTEST_REASON || length > LONGEST_REASON) {
        return Optional.of(
            "The new place of %s needs a reason of %d to %d characters."
                .formatted(ref, SHORTEST_REASON, LONGEST_REASON));
      }
    }
    return Optional.empty();
  }

  /** The order after changes that have no {@link #problem}. */
  static List<RankingEntry> changed(List<RankingEntry> ordered, List<ChangedPlace> changes) {
    var given = new HashMap<Integer, ApplicationRef>();
    changes.forEach(change -> given.put(change.place(), change.application()));
    var others =
        ordered.stream().filter(entry -> !given.containsValue(entry.application())).iterator();
    var result = new ArrayList<RankingEntry>();
    for (int place = 1; place <= ordered.size(); place++) {
      var here = given.get(place);
      result.add(here == null ? others.next() : find(ordered, here));
    }
    return List.copyOf(result);
  }

  /** Why the panel gave this application its place, if it did. */
  static @Nullable String reason(ApplicationRef ref, List<ChangedPlace> changes) {
    return changes.stream()
        .filter(change -> change.application().equals(ref))
        .map(ChangedPlace::reason)
        .findFirst()
        .orElse(null);
  }

  private static RankingEntry find(List<RankingEntry> ordered, ApplicationRef ref) {
    return ordered.stream()
        .filter(entry -> entry.application().equals(ref))
        .findFirst()
        .orElseThrow();
  }
}
