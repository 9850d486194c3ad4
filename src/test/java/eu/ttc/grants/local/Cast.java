package eu.ttc.grants.local;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/** How many vouchers have which fate. In every cast thirty-five are paid, as many as there are. */
record Cast(Map<Fate, Integer> counts) {

  /** All two hundred. */
  static Cast complete() {
    return of(Fate::count);
  }

  /** Each fate once, and the plain one as often as it takes to use up the vouchers. */
  static Cast small() {
    int others = (int) Arrays.stream(Fate.values()).filter(f -> f.story().keepsVoucher()).count();
    return of(fate -> fate == Fate.PAID ? TwoHundredVouchers.PAID - others + 1 : 1);
  }

  int of(Fate fate) {
    return counts.get(fate);
  }

  int size() {
    return expected(story -> true);
  }

  /** How many have a fate like this. */
  int expected(Predicate<Story> which) {
    return counts.entrySet().stream()
        .filter(entry -> which.test(entry.getKey().story()))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** One entry for each voucher. */
  List<Fate> fates() {
    return counts.entrySet().stream()
        .flatMap(entry -> Collections.nCopies(entry.getValue(), entry.getKey()).stream())
        .toList();
  }

  private static Cast of(ToIntFunction<Fate> count) {
    var counts = new EnumMap<Fate, Integer>(Fate.class);
    for (var fate : Fate.values()) {
      counts.put(fate, count.applyAsInt(fate));
    }
    return new Cast(counts);
  }
}
