package eu.ttc.grants.stateaid;

import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The ceiling of Regulation (EU) 2023/2831, Art. 3(2), in a rolling window that is looked at again
 * for each new grant (recital 11).
 *
 * @param ceiling most that may be granted within the window, itself included
 * @param linkedAbovePercent whoever holds more of an enterprise is the same undertaking (Art. 2(2))
 */
record DeMinimisRule(String id, Cents ceiling, int windowYears, int linkedAbovePercent) {

  /**
   * Aid of one undertaking.
   *
   * @param grantedOn day the legal right was conferred; empty while only reserved, and then counted
   */
  record Aid(Cents amount, @Nullable LocalDate grantedOn) {}

  /** What counts on the day of a decision. */
  Cents counted(Collection<Aid> aid, LocalDate decisionDay) {
    var windowOpensAfter = decisionDay.minusYears(windowYears);
    return aid.stream()
        .filter(one -> one.grantedOn() == null || one.grantedOn().isAfter(windowOpensAfter))
        .map(Aid::amount)
        .reduce(Cents.ZERO, Cents::plus);
  }

  /** Whether new aid still fits. */
  boolean hasRoom(Cents counted, Cents requested) {
    return !counted.plus(requested).exceeds(ceiling);
  }

  /**
   * Holds each share against the aid of its party's undertaking. Shares of one undertaking count
   * together, one after the other.
   *
   * @param undertakings of each enterprise
   * @param aid of each undertaking before
   */
  List<HeadroomFigures> check(
      List<Share> shares,
      Map<String, String> undertakings,
      Map<String, List<Aid>> aid,
      LocalDate decisionDay,
      String memberState) {
    Map<String, Cents> counted = new HashMap<>();
    return shares.stream()
        .map(
            share -> {
              var undertaking = undertakings.get(share.enterprise());
              var before =
                  counted.computeIfAbsent(
                      undertaking, one -> counted(aid.getOrDefault(one, List.of()), decisionDay));
              counted.put(undertaking, before.plus(share.amount()));
              return new HeadroomFigures(
                  share.party(),
                  share.enterprise(),
                  before,
                  share.amount(),
                  ceiling,
                  hasRoom(before, share.amount()),
                  id,
                  memberState,
                  decisionDay);
            })
        .toList();
  }

  /**
   * The enterprise that applies and those linked to it by majority, as far as the dossier tells who
   * they are. Partner enterprises of 25 to 50 % are not among them: this is not the SME test. Nor
   * are natural persons, who have no register number.
   */
  SortedSet<String> undertakingOf(Dossier.Enterprise enterprise) {
    var members =
        enterprise.holdings().stream()
            .filter(holding -> holding.percentage() > linkedAbovePercent)
            .map(Dossier.Holding::registerKey)
            .flatMap(Optional::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    enterprise.registerKey().ifPresent(members::add);
    return members;
  }
}
