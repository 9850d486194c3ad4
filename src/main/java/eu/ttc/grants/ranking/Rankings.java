package eu.ttc.grants.ranking;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.engine.Steps;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.StepKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the lifecycle of one application has to do with the ranking of its call: it is entered,
 * learns what was decided, and waits on the reserve list. Order of locks: application, ranking of
 * the call, budget line.
 */
@Service
public class Rankings {

  private final RankingRows rows;
  private final RankedFigures figures;
  private final ReserveList reserve;
  private final SettledApplications settled;
  private final Applications applications;
  private final Calls calls;
  private final Budget budget;
  private final RankNews news;
  private final Steps steps;
  private final Clock clock;

  Rankings(
      RankingRows rows,
      RankedFigures figures,
      ReserveList reserve,
      SettledApplications settled,
      Applications applications,
      Calls calls,
      Budget budget,
      RankNews news,
      Steps steps,
      Clock clock) {
    this.rows = rows;
    this.figures = figures;
    this.reserve = reserve;
    this.settled = settled;
    this.applications = applications;
    this.calls = calls;
    this.budget = budget;
    this.news = news;
    this.steps = steps;
    this.clock = clock;
  }

  /**
   * Enters an evaluated application for the ranking of its call; the last one of a call lets its
   * panel begin. When the panel has decided already, it is ranked at once: it takes the place that
   * its figures give it, is funded where that is above the cut-off and the money reaches, and waits
   * on the reserve list otherwise.
   *
   * @return number of the entry, part of the key under which the lifecycle is told
   * @throws NotNow when the application is not evaluated, or ended
   */
  @Transactional
  public int enter(ApplicationRef ref, StepKey step) {
    return steps.once(
        step,
        Integer.class,
        () -> {
          var status = applications.requireOpen(ref);
          if (status != ApplicationStatus.EVALUATED) {
            throw new NotNow(
                "%s is %s; it is entered for ranking once it is EVALUATED.".formatted(ref, status));
          }
          var call = calls.answered(ref).reference();
          var progress = rows.lock(call);
          var standing = rows.newest(ref).filter(entry -> entry.endedAt() == null);
          if (standing.isPresent()) {
            return standing.get().number();
          }
          var number = rows.add(ref, call, figures.of(ref), clock.instant());
          applications.note(ref, "ENTERED_FOR_RANKING", Applications.SYSTEM, call);
          if (progress.decidedAt() == null) {
            settled.tellIfSettled(call);
          } else {
            var entry = rows.find(ref, number).orElseThrow();
            rankLate(entry);
            news.goOn(entry);
          }
          return number;
        });
  }

  /**
   * What was decided about an entry. Who was on hold when the panel decided is ranked with it, as
   * who is entered late. Who moved up meanwhile is EVALUATED again with it.
   *
   * @throws IllegalStateException when nothing was decided yet
   */
  @Transactional
  public RankingOutcome outcome(ApplicationRef ref, int number, StepKey step) {
    return steps.once(
        step,
        RankingOutcome.class,
        () -> {
          applications.requireOpen(ref);
          var entry = rankedAfterAHold(require(ref, number));
          var decidedAt =
              rows.progress(entry.call())
                  .map(RankingRows.Progress::decidedAt)
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "The panel of %s has not decided, so nothing is known of %s."
                                  .formatted(entry.call(), ref)));
          if (entry.state() == RankingState.MOVED_UP) {
            moveBack(ref);
          }
          return new RankingOutcome(entry.state(), reasons(entry), decidedAt);
        });
  }

  /**
   * How a place on the reserve list stands, and ends it when its time is over; asked when money
   * came, and when a timer fires. Who moved up is EVALUATED again with it.
   *
   * @param until end of the list as the lifecycle knows it; kept the first time, afterwards what is
   *     kept counts
   */
  @Transactional
  public ReservePlace reservePlace(ApplicationRef ref, int number, Instant until, StepKey step) {
    return steps.once(
        step,
        ReservePlace.class,
        () -> {
          applications.requireOpen(ref);
          var line = calls.answered(ref).budgetLine();
          budget.lockLine(line);
          var entry = require(ref, number);
          var kept = entry.reserveUntil();
          var ends = kept == null ? until : kept;
          var state = entry.state();
          if (kept == null) {
            rows.reserveUntil(entry, ends);
          }
          if (state == RankingState.MOVED_UP) {
            moveBack(ref);
          } else if (state == RankingState.RESERVE && !clock.instant().isBefore(ends)) {
            state = RankingState.EXPIRED;
            rows.leaveReserve(entry, state, clock.instant());
            applications.note(ref, "RESERVE_EXPIRED", Applications.SYSTEM, null);
            reserve.moveUp(line);
          }
          return new ReservePlace(state, ends);
        });
  }

  /** Where an application stands, for its applicant; empty while it is not entered. */
  @Transactional(readOnly = true)
  public Optional<Standing> standing(ApplicationRef ref) {
    return rows.newest(ref)
        .map(
            entry -> {
              var all = CallRankings.newestOf(rows.all(entry.call()));
              var waiting = all.stream().filter(RankingEntry::waits).toList();
              var position = waiting.indexOf(entry) + 1;
              return new Standing(
                  entry.state(),
                  entry.place(),
                  (int) all.stream().filter(other -> other.place() != null).count(),
                  position == 0 ? null : position,
                  entry.waits() ? entry.reserveUntil() : null);
            });
  }

  /**
   * What a decision on its award rests on: the figures of today, and its place.
   *
   * @throws IllegalStateException when the application has no evaluation or no aid
   */
  @Transactional(readOnly = true)
  public AwardFigures forAward(ApplicationRef ref) {
    var standing = standing(ref);
    return new AwardFigures(
        calls.answered(ref).reference(),
        figures.of(ref),
        standing.map(Standing::place).orElse(null),
        standing.map(Standing::ranked).orElse(0));
  }

  /** Every deadline after {@code after} that runs for an application is later by this much. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void postpone(ApplicationRef ref, Instant after, Duration by) {
    rows.postpone(ref, after, by);
  }

  private RankingEntry rankedAfterAHold(RankingEntry entry) {
    if (entry.state() != RankingState.ENTERED || rows.lock(entry.call()).decidedAt() == null) {
      return entry;
    }
    var ref = entry.application();
    rows.refresh(entry, figures.of(ref));
    rankLate(require(ref, entry.number()));
    return require(ref, entry.number());
  }

  private void rankLate(RankingEntry entry) {
    var ref = entry.application();
    var now = clock.instant();
    if (!entry.figures().passed()) {
      rows.rank(entry, RankingState.REJECTED, null, true, now);
      news.tell(entry, RankingState.REJECTED, null, Applications.SYSTEM);
      return;
    }
    var line = calls.find(entry.call()).orElseThrow().budgetLine();
    var available = budget.lockLine(line);
    var ranking = new LateRanking(rows.all(entry.call()), entry);
    var place = ranking.place();
    var funded =
        ranking.aboveCutOff()
            && !entry.figures().grant().exceeds(available)
            && budget.setAside(ref, entry.figures().grant());
    rows.pushDown(entry.call(), place);
    rows.rank(entry, funded ? RankingState.FUNDED : RankingState.RESERVE, place, true, now);
    if (!funded) {
      reserve.moveUp(line);
    }
    news.tell(entry, require(ref, entry.number()).state(), place, Applications.SYSTEM);
  }

  private void moveBack(ApplicationRef ref) {
    if (applications.lockedStatus(ref) == ApplicationStatus.RESERVE) {
      applications.move(ref, ApplicationStatus.EVALUATED, "MOVED_UP", Applications.SYSTEM, null);
    }
  }

  private RankingEntry require(ApplicationRef ref, int number) {
    return rows.find(ref, number)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s has no entry %d in a ranking.".formatted(ref, number)));
  }

  private static List<ReasonCode> reasons(RankingEntry entry) {
    return switch (entry.state()) {
      case REJECTED -> List.of(ReasonCode.BELOW_THRESHOLD);
      case EXPIRED -> List.of(ReasonCode.BUDGET_EXHAUSTED);
      case FUNDED, MOVED_UP, RESERVE -> List.of();
      case ENTERED ->
          throw new IllegalStateException(
              "The panel of %s has not decided about %s."
                  .formatted(entry.call(), entry.application()));
    };
  }
}
