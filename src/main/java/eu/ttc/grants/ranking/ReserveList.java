package eu.ttc.grants.ranking;

import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.MoneyAvailable;
import eu.ttc.grants.engine.EngineMessages;
import java.time.Clock;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who waits for money of a line, in order of rank. Money that comes belongs to the first who waits,
 * and it is set aside in the transaction that frees it, while the line is locked. The application
 * of who moves up is not locked for it: its own lifecycle is told, and moves its status.
 */
@Component
class ReserveList {

  private final RankingRows rows;
  private final Budget budget;
  private final EngineMessages engine;
  private final Clock clock;

  ReserveList(RankingRows rows, Budget budget, EngineMessages engine, Clock clock) {
    this.rows = rows;
    this.budget = budget;
    this.engine = engine;
    this.clock = clock;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void moveUp(MoneyAvailable freed) {
    moveUp(freed.line());
  }

  /**
   * Gives what a line has left to those who wait, until the first whose grant does not fit: nobody
   * behind is preferred for asking less.
   */
  void moveUp(String line) {
    var available = budget.lockLine(line);
    var now = clock.instant();
    for (var next : rows.waiting(line, now)) {
      var grant = next.figures().grant();
      if (grant.exceeds(available) || !budget.setAside(next.application(), grant)) {
        return;
      }
      available = available.minus(grant);
      rows.leaveReserve(next, RankingState.MOVED_UP, now);
      engine.publish(
          "application-moved-up", next.application(), next.key() + "/moved-up", Map.of());
    }
  }
}
