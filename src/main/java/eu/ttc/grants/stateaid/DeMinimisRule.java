package eu.ttc.grants.stateaid;

import eu.ttc.grants.kernel.Cents;
import java.time.LocalDate;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The ceiling of Regulation (EU) 2023/2831, Art. 3(2), in a rolling window that is looked at again
 * for each new grant (recital 11).
 *
 * @param ceiling most that may be granted within the window, itself included
 */
record DeMinimisRule(String id, Cents ceiling, int windowYears) {

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
}
