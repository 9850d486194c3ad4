package eu.ttc.grants.screening;

import eu.ttc.grants.application.Dossier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which partners of a project are one single undertaking, as far as the dossier tells: one controls
 * the other, or the same enterprise controls both (Regulation (EU) 2023/2831, Art. 2(2)).
 */
final class Groups {

  private Groups() {}

  /**
   * For each partner, the lead first, the number of the first partner that it is one undertaking
   * with; its own when there is none before it.
   *
   * @param isLinked whether a holding of the lead means control
   */
  static List<Integer> of(Dossier dossier, Predicate<Dossier.Holding> isLinked) {
    var known = new ArrayList<Set<String>>();
    var lead = new HashSet<String>();
    dossier.enterprise().registerKey().ifPresent(lead::add);
    dossier.enterprise().holdings().stream()
        .filter(isLinked)
        .flatMap(holding -> holding.registerKey().stream())
        .forEach(lead::add);
    known.add(lead);
    for (var partner : dossier.partners()) {
      var keys = new HashSet<String>();
      partner.registerKey().ifPresent(keys::add);
      if (partner.member() != null) {
        partner.member().controllerKey().ifPresent(keys::add);
      }
      known.add(keys);
    }
    return numbers(known);
  }

  /** Links go on: who is linked with a linked one belongs to the same undertaking. */
  private static List<Integer> numbers(List<Set<String>> known) {
    var numbers = new ArrayList<Integer>();
    for (int i = 0; i < known.size(); i++) {
      numbers.add(i + 1);
    }
    boolean changed;
    do {
      changed = false;
      for (int i = 0; i < known.size(); i++) {
        for (int j = 0; j < i; j++) {
          if (!Collections.disjoint(known.get(i), known.get(j))
              && !numbers.get(i).equals(numbers.get(j))) {
            var first = Math.min(numbers.get(i), numbers.get(j));
            numbers.set(i, first);
            numbers.set(j, first);
            changed = true;
          }
        }
      }
    } while (changed);
    return List.copyOf(numbers);
  }
}
