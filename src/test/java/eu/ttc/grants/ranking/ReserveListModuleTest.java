package eu.ttc.grants.ranking;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.OnHold;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.budget.Allocations;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.hold.Holds;
import eu.ttc.grants.hold.PutOnHold;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.notification.Notifications;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.RankingDesk;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.withdrawal.Withdrawals;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("A place on the reserve list")
class ReserveListModuleTest {

  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  private static final Instant END = NOW.plus(Duration.ofDays(180));

  private final CallRankings callRankings;
  private final Rankings rankings;
  private final Panels panels;
  private final Applications applications;
  private final Withdrawals withdrawals;
  private final Awards awards;
  private final Holds holds;
  private final Notifications notifications;
  private final Budget budget;
  private final ApplicationDesk desk;
  private final RankingDesk ranking;
  private final TestClock clock;
  private final JdbcClient jdbc;
  private String call = "";

  /** Under appeal when the panel decides, and upheld afterwards. */
  private ApplicationRef appealed = ApplicationRef.of("F-1999-000001");

  ReserveListModuleTest(
      CallRankings callRankings,
      Rankings rankings,
      Panels panels,
      Applications applications,
      Withdrawals withdrawals,
      Awards awards,
      Holds holds,
      Notifications notifications,
      Calls calls,
      AidComputations computations,
      Allocations allocations,
      Budget budget,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.callRankings = callRankings;
    this.rankings = rankings;
    this.panels = panels;
    this.applications = applications;
    this.withdrawals = withdrawals;
    this.awards = awards;
    this.holds = holds;
    this.notifications = notifications;
    this.budget = budget;
    this.desk = desk;
    this.ranking = new RankingDesk(desk, calls, computations, allocations, budget, jdbc, clock);
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @BeforeEach
  void open() {
    clock.stopAt(NOW);
    desk.openCall();
    call = ranking.openCall();
  }

  @AfterEach
  void thePromiseHolds() {
    assertThat(jdbc.sql("select * from promise_2_calls_hold_what_was_ranked").query().listOfRows())
        .isEmpty();
    assertThat(jdbc.sql("select * from promise_2_budget_is_never_exceeded").query().listOfRows())
        .isEmpty();
  }

  @Test
  @DisplayName("moves up in order of rank when a funded application is withdrawn")
  void movesUpAfterAWithdrawal() {
    var refs = ranked(200, 200, 150, 100);
    assertThat(states(refs)).containsExactly("FUNDED", "RESERVE", "RESERVE", "RESERVE");
    var waiting = rankings.outcome(refs.get(1), 1, passageOf("ranking.read-outcome"));
    assertThat(waiting.state()).isEqualTo(RankingState.RESERVE);
    assertThat(waiting.decidedAt()).isEqualTo(NOW);

    withdraw(refs.get(0));

    assertThat(states(refs)).containsExactly("FUNDED", "MOVED_UP", "RESERVE", "RESERVE");
    assertThat(ranking.messages(refs.get(1).value()))
        .last()
        .isEqualTo("application-moved-up " + refs.get(1) + "/ranking/1/moved-up");
    assertThat(budget.held(refs.get(1))).hasValue(Cents.euros(200_000));
    assertThat(status(refs.get(1))).isEqualTo(ApplicationStatus.RESERVE);
    var moved = check(refs.get(1));
    assertThat(moved.state()).isEqualTo(RankingState.MOVED_UP);
    assertThat(status(refs.get(1))).isEqualTo(ApplicationStatus.EVALUATED);
    assertThat(desk.events(refs.get(1))).endsWith("RESERVE_LISTED", "MOVED_UP");
    assertThat(notifications.of(refs.get(1)))
        .extracting(told -> told.template().name())
        .endsWith("RESERVE_LISTED", "MOVED_UP");
    assertThat(rankings.standing(refs.get(2)).orElseThrow().reservePosition()).isOne();
  }

  @Test
  @DisplayName("is not overtaken by somebody behind who asks less")
  void isNotOvertaken() {
    var refs = ranked(150, 200, 100);

    withdraw(refs.get(0));

    assertThat(states(refs)).containsExactly("FUNDED", "RESERVE", "RESERVE");
    assertThat(ranking.available()).isEqualTo(Cents.euros(150_000));
    ranking.allocate(50_000_00);
    assertThat(states(refs)).containsExactly("FUNDED", "MOVED_UP", "RESERVE");
    assertThat(ranking.available()).isEqualTo(Cents.ZERO);
  }

  @Test
  @DisplayName("moves up when who blocked it leaves the list")
  void movesUpWhenWhoBlockedItLeaves() {
    var refs = ranked(150, 200, 100, 100);
    withdraw(refs.get(0));
    assertThat(states(refs)).containsExactly("FUNDED", "RESERVE", "RESERVE", "RESERVE");

    withdraw(refs.get(1));

    assertThat(states(refs)).containsExactly("FUNDED", "RESERVE", "MOVED_UP", "RESERVE");
    assertThat(status(refs.get(1))).isEqualTo(ApplicationStatus.WITHDRAWN);
    assertThat(rankings.standing(refs.get(1)).orElseThrow().reservePosition()).isNull();
  }

  @Test
  @DisplayName("moves up when an award is refused, a commitment is reduced or more is allocated")
  void movesUpForWhateverFreesMoney() {
    var refs = ranked(200, 100, 100, 100);

    awards.reject(
        refs.get(0), List.of(ReasonCode.COFUNDING_NOT_ASSURED), passageOf("award.reject"));
    assertThat(states(refs)).containsExactly("FUNDED", "MOVED_UP", "MOVED_UP", "RESERVE");
    check(refs.get(1));
    budget.commit(refs.get(1), passageOf("budget.commit"));
    desk.inTransaction(
        () -> {
          budget.reduce(refs.get(1), Cents.euros(40_000), 1, "smaller grant", "max");
          return true;
        });
    assertThat(states(refs)).endsWith("RESERVE");
    ranking.allocate(40_000_00);

    assertThat(states(refs)).endsWith("MOVED_UP");
    assertThat(ranking.available()).isEqualTo(Cents.ZERO);
  }

  @Test
  @DisplayName("that is given up while money comes for it, gives the money to the next")
  void givesTheMoneyToTheNext() {
    var refs = ranked(100, 100, 100);
    withdraw(refs.get(0));
    assertThat(states(refs)).containsExactly("FUNDED", "MOVED_UP", "RESERVE");

    withdraw(refs.get(1));

    assertThat(states(refs)).containsExactly("FUNDED", "MOVED_UP", "MOVED_UP");
    assertThat(budget.held(refs.get(1))).isEmpty();
    assertThat(budget.held(refs.get(2))).hasValue(Cents.euros(100_000));
  }

  @Test
  @DisplayName("ends when its time is over, to the second, and lets those behind move up")
  void endsWhenItsTimeIsOver() {
    var refs = ranked(150, 200, 100);
    withdraw(refs.get(0));
    assertThat(check(refs.get(1))).isEqualTo(new ReservePlace(RankingState.RESERVE, END));
    assertThat(rankings.standing(refs.get(1)).orElseThrow().reserveUntil()).isEqualTo(END);
    clock.stopAt(END.minusMillis(1));
    assertThat(check(refs.get(1)).state()).isEqualTo(RankingState.RESERVE);
    clock.stopAt(END);

    assertThat(check(refs.get(1))).isEqualTo(new ReservePlace(RankingState.EXPIRED, END));

    assertThat(states(refs)).containsExactly("FUNDED", "EXPIRED", "MOVED_UP");
    awards.reject(refs.get(1), List.of(ReasonCode.BUDGET_EXHAUSTED), passageOf("award.reject"));
    assertThat(status(refs.get(1))).isEqualTo(ApplicationStatus.REJECTED);
    assertThat(desk.events(refs.get(1))).contains("RESERVE_EXPIRED");
  }

  @Test
  @DisplayName("that is over takes no money, also before its lifecycle noticed")
  void takesNoMoneyWhenItIsOver() {
    var refs = ranked(200, 200);
    check(refs.get(1));
    clock.stopAt(END.plusSeconds(1));

    withdraw(refs.get(0));

    assertThat(states(refs)).containsExactly("FUNDED", "RESERVE");
    assertThat(check(refs.get(1)).state()).isEqualTo(RankingState.EXPIRED);
  }

  @Test
  @DisplayName("loses no time to a hold, and money that comes meanwhile is kept for it")
  void losesNoTimeToAHold() {
    var refs = ranked(200, 200);
    var ref = refs.get(1);
    check(ref);
    holds.place(
        new PutOnHold(
            ref, "A question.", LocalDate.of(2026, 12, 6), desk.person(Role.PROGRAMME_MANAGER)));
    var until = rankings.standing(ref).orElseThrow().reserveUntil();
    assertThat(until).isAfter(END.plus(Duration.ofDays(9)));

    withdraw(refs.get(0));

    assertThat(states(refs)).containsExactly("FUNDED", "MOVED_UP");
    assertThatExceptionOfType(OnHold.class).isThrownBy(() -> check(ref));
    clock.stopAt(LocalDate.of(2026, 12, 8));
    assertThat(check(ref).state()).isEqualTo(RankingState.MOVED_UP);
    assertThat(status(ref)).isEqualTo(ApplicationStatus.EVALUATED);
  }

  @Test
  @DisplayName("of the older list comes first, where two calls share a line")
  void ofTheOlderListComesFirst() {
    var older = ranked(200, 200);
    clock.stopAt(NOW.plusSeconds(3600));
    call = ranking.openCall();
    var newer = new ArrayList<ApplicationRef>();
    newer.add(entered(100, 10));
    decide();
    assertThat(states(newer)).containsExactly("RESERVE");

    withdraw(older.get(0));

    assertThat(states(older)).containsExactly("FUNDED", "MOVED_UP");
    assertThat(states(newer)).containsExactly("RESERVE");
  }

  @Nested
  @DisplayName("An application that is evaluated after the decision")
  class Late {

    @Test
    @DisplayName("is funded above the cut-off while money is left, and moves the others down")
    void isFunded() {
      var refs = rankedWith(350, 200, 200, 100);

      var late = late(100, 9);

      assertThat(state(late)).isEqualTo("FUNDED 2");
      assertThat(refs)
          .extracting(ReserveListModuleTest.this::state)
          .containsExactly("FUNDED 1", "RESERVE 3", "RESERVE 4");
      assertThat(desk.events(late)).contains("RANKED_FOR_FUNDING");
      assertThat(ranking.messages(late.value()))
          .last()
          .isEqualTo("application-ranked " + late + "/ranking/1");
      assertThat(ranking.available()).isEqualTo(Cents.euros(50_000));
    }

    @Test
    @DisplayName("waits at its place where the money does not reach, before those below it")
    void waitsAtItsPlace() {
      var refs = ranked(200, 200, 100);

      var late = late(150, 9);

      assertThat(state(late)).isEqualTo("RESERVE 2");
      assertThat(status(late)).isEqualTo(ApplicationStatus.RESERVE);
      assertThat(rankings.standing(late).orElseThrow().reservePosition()).isOne();
      assertThat(rankings.standing(refs.get(1)).orElseThrow().reservePosition()).isEqualTo(2);
      withdraw(refs.get(0));
      assertThat(state(late)).isEqualTo("MOVED_UP 2");
      assertThat(state(refs.get(1))).isEqualTo("RESERVE 3");
    }

    @Test
    @DisplayName("below the cut-off waits behind those before it, though money is left")
    void waitsBehind() {
      rankedWith(350, 200, 200);

      var late = late(100, 7);

      assertThat(state(late)).isEqualTo("RESERVE 3");
      assertThat(ranking.available()).isEqualTo(Cents.euros(150_000));
    }

    @Test
    @DisplayName("below the cut-off is funded when nobody waits before it and money is left")
    void movesUpAtOnce() {
      var refs = ranked(200, 100);
      withdraw(refs.get(0));
      assertThat(states(refs)).containsExactly("FUNDED", "MOVED_UP");

      var late = late(100, 7);

      assertThat(state(late)).isEqualTo("MOVED_UP 3");
      assertThat(status(late)).isEqualTo(ApplicationStatus.EVALUATED);
      assertThat(rankings.outcome(late, 1, passageOf("ranking.read-outcome")).state())
          .isEqualTo(RankingState.MOVED_UP);
    }

    @Test
    @DisplayName("below the threshold is rejected")
    void isRejected() {
      ranked(200, 200);

      var late = late(100, 5);

      assertThat(state(late)).isEqualTo("REJECTED null");
      assertThat(rankings.outcome(late, 1, passageOf("ranking.read-outcome")).reasonCodes())
          .containsExactly(ReasonCode.BELOW_THRESHOLD);
    }

    @Test
    @DisplayName("comes in again with another number after an upheld appeal")
    void comesInAgain() {
      rankedWith(300, 200, 200);
      var low = late(100, 5);
      awards.reject(low, List.of(ReasonCode.BELOW_THRESHOLD), passageOf("award.reject"));
      jdbc.sql(
              "update evaluation set state = 'VOIDED', voided_at = now(), void_reason = 'upheld'"
                  + " where application = :ref")
          .param("ref", low.value())
          .update();
      move(low, ApplicationStatus.UNDER_APPEAL);
      move(low, ApplicationStatus.ELIGIBLE);
      ranking.evaluate(low, 10, 10, 10);

      assertThat(rankings.enter(low, passageOf("ranking.enter"))).isEqualTo(2);

      assertThat(state(low)).isEqualTo("FUNDED 1");
      assertThat(callRankings.of(call).entries()).hasSize(3);
      assertThat(ranking.messages(low.value()))
          .last()
          .isEqualTo("application-ranked " + low + "/ranking/2");
    }

    private ApplicationRef late(long thousands, int halfPoints) {
      var ref = appealed;
      ranking.computeAid(ref, Cents.euros(thousands * 1000));
      ranking.evaluate(ref, halfPoints, halfPoints, halfPoints);
      rankings.enter(ref, passageOf("ranking.enter"));
      return ref;
    }
  }

  /** Applications with these grants, in thousands, ranked in this order; the first is funded. */
  private List<ApplicationRef> ranked(int... thousands) {
    return rankedWith(thousands[0], thousands);
  }

  /** The same, with so much money. */
  private List<ApplicationRef> rankedWith(int money, int... thousands) {
    var refs = new ArrayList<ApplicationRef>();
    for (int index = 0; index < thousands.length; index++) {
      refs.add(entered(thousands[index], index == 0 ? 10 : 9 - index));
    }
    var late = ranking.eligible(anApplication(), call, Cents.euros(100_000));
    move(late, ApplicationStatus.REJECTED);
    move(late, ApplicationStatus.UNDER_APPEAL);
    appealed = late;
    ranking.fund(Cents.euros(money * 1000L));
    decide();
    move(late, ApplicationStatus.ELIGIBLE);
    return refs;
  }

  private ApplicationRef entered(int thousands, int halfPoints) {
    var ref = ranking.evaluated(call, Cents.euros(thousands * 1000L), halfPoints);
    rankings.enter(ref, passageOf("ranking.enter"));
    return ref;
  }

  private void decide() {
    var members = List.of("NL", "DE");
    var present = new HashSet<String>();
    for (var state : members) {
      var member = new PanelMember(desk.person(Role.PROGRAMME_OFFICER), state);
      panels.add(call, member, desk.person(Role.ADMINISTRATOR));
      present.add(member.username());
    }
    ranking.close(call);
    assertThat(callRankings.awaitEvaluations(call, passageOf("ranking.await-evaluations")))
        .isTrue();
    assertThat(
            callRankings.record(
                new RecordPanelDecision(
                    call,
                    callRankings.prepare(call).fingerprint(),
                    Set.copyOf(present),
                    List.of(),
                    List.of(),
                    "Compared and discussed.",
                    desk.person(Role.PROGRAMME_MANAGER)),
                passageOf("ranking.record-decision")))
        .isInstanceOf(PanelOutcome.Ranked.class);
  }

  private ReservePlace check(ApplicationRef ref) {
    return rankings.reservePlace(ref, 1, END, passageOf("ranking.check-reserve"));
  }

  private void withdraw(ApplicationRef ref) {
    withdrawals.withdraw(ref, applications.get(ref).applicant(), "");
  }

  private void move(ApplicationRef ref, ApplicationStatus status) {
    desk.inTransaction(
        () -> {
          applications.move(ref, status, "MOVED_BY_TEST", Applications.SYSTEM, null);
          return true;
        });
  }

  private ApplicationStatus status(ApplicationRef ref) {
    return applications.get(ref).status();
  }

  private List<String> states(List<ApplicationRef> refs) {
    return refs.stream().map(ref -> rankings.standing(ref).orElseThrow().state().name()).toList();
  }

  private String state(ApplicationRef ref) {
    var standing = rankings.standing(ref).orElseThrow();
    return standing.state() + " " + standing.place();
  }
}
