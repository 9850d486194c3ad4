package eu.ttc.grants.ranking;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.HistoryRecorded;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.engine.EngineMessages;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Scheme;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes note of applications that end or are put on hold, in the transaction that does so: who ends
 * stands in the ranking no more, and the last one of a call lets its panel begin. Order of locks:
 * application, ranking of the call, budget line.
 */
@Component
class SettledApplications {

  /** What is rejected and under appeal holds up nobody; it comes late if the appeal is upheld. */
  private static final List<String> SETTLED =
      Arrays.stream(ApplicationStatus.values())
          .filter(status -> status.ended() || status == ApplicationStatus.UNDER_APPEAL)
          .map(Enum::name)
          .toList();

  private final RankingRows rows;
  private final ReserveList reserve;
  private final Calls calls;
  private final Budget budget;
  private final EngineMessages engine;
  private final Clock clock;

  SettledApplications(
      RankingRows rows,
      ReserveList reserve,
      Calls calls,
      Budget budget,
      EngineMessages engine,
      Clock clock) {
    this.rows = rows;
    this.reserve = reserve;
    this.calls = calls;
    this.budget = budget;
    this.engine = engine;
    this.clock = clock;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void settle(HistoryRecorded entry) {
    if (entry.application().scheme() != Scheme.INNOVATION_FUND) {
      return;
    }
    if (entry.event().equals("PUT_ON_HOLD")) {
      calls.callOf(entry.application()).ifPresent(this::goOnWithout);
    } else if (entry.statusChanged()
        && entry.status().ended()
        && entry.status() != ApplicationStatus.CLOSED) {
      calls.callOf(entry.application()).ifPresent(call -> settle(entry.application(), call));
    }
  }

  private void goOnWithout(String call) {
    rows.lock(call);
    tellIfSettled(call);
  }

  private void settle(ApplicationRef ref, String call) {
    rows.lock(call);
    rows.newest(ref).filter(entry -> entry.endedAt() == null).ifPresent(this::end);
    tellIfSettled(call);
  }

  /** Only who waits can be moved up by somebody else meanwhile, so only then the line is locked. */
  private void end(RankingEntry entry) {
    if (!entry.waits()) {
      rows.end(entry, clock.instant());
      return;
    }
    var line = calls.find(entry.call()).orElseThrow().budgetLine();
    budget.lockLine(line);
    var now = rows.newest(entry.application()).orElseThrow();
    rows.end(now, clock.instant());
    if (now.waits()) {
      reserve.moveUp(line);
    }
  }

  /** How many of a call are neither ended, entered, nor on hold. */
  int unsettled(String call) {
    return rows.unsettled(call, SETTLED, clock.instant());
  }

  /** How many of a call are on hold, so that they are ranked when that is over. */
  int onHold(String call) {
    return rows.onHold(call, SETTLED, clock.instant());
  }

  /** Lets the waiting lifecycle of a locked call go on, once, when its last application settled. */
  void tellIfSettled(String call) {
    var progress = rows.progress(call).orElseThrow();
    if (progress.awaitedAt() != null && progress.settledAt() == null && unsettled(call) == 0) {
      rows.settle(call, clock.instant());
      engine.publish("call-evaluated", call, call + "/evaluation", Map.of());
    }
  }
}
