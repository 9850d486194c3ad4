package eu.ttc.grants.ranking;

import eu.ttc.grants.kernel.Cents;
import java.util.List;

/** How far the money reaches: in order, until the first that does not fit; nobody is skipped. */
final class CutOff {

  private CutOff() {}

  /** How many of these grants, from the first, fit into the money. */
  static int of(List<Cents> grants, Cents available) {
    var left = available;
    for (int index = 0; index < grants.size(); index++) {
      if (grants.get(index).exceeds(left)) {
        return index;
      }
      left = left.minus(grants.get(index));
    }
    return grants.size();
  }
}
