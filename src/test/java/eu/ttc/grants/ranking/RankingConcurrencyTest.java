package eu.ttc.grants.ranking;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Allocations;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.AtOnce;
import eu.ttc.grants.testing.AtOnce.Done;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.RankingDesk;
import eu.ttc.grants.withdrawal.Withdrawals;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("Everybody in a ranking at once")
class RankingConcurrencyTest {

  private static final Cents GRANT = Cents.euros(100_000);

  private final CallRankings callRankings;
  private final Rankings rankings;
  private final Panels panels;
  private final Applications applications;
  private final Withdrawals withdrawals;
  private final ApplicationDesk desk;
  private final RankingDesk ranking;
  private final JdbcClient jdbc;
  private final Set<String> present = new HashSet<>();
  private String call = "";

  RankingConcurrencyTest(
      CallRankings callRankings,
      Rankings rankings,
      Panels panels,
      Applications applications,
      Withdrawals withdrawals,
      Calls calls,
      AidComputations computations,
      Allocations allocations,
      Budget budget,
      ApplicationDesk desk,
      Clock clock,
      JdbcClient jdbc) {
    this.callRankings = callRankings;
    this.rankings = rankings;
    this.panels = panels;
    this.applications = applications;
    this.withdrawals = withdrawals;
    this.desk = desk;
    this.ranking = new RankingDesk(desk, calls, computations, allocations, budget, jdbc, clock);
    this.jdbc = jdbc;
  }

  @BeforeEach
  void open() {
    call = ranking.openCall();
    for (var state : List.of("NL", "DE")) {
      var member = new PanelMember(desk.person(Role.PROGRAMME_OFFICER), state);
      panels.add(call, member, desk.person(Role.ADMINISTRATOR));
      present.add(member.username());
    }
  }

  @AfterEach
  void thePromisesHold() {
    assertThat(jdbc.sql("select * from promise_2_calls_hold_what_was_ranked").query().listOfRows())
        .isEmpty();
    assertThat(jdbc.sql("select * from promise_2_budget_is_never_exceeded").query().listOfRows())
        .isEmpty();
  }

  @RepeatedTest(5)
  @DisplayName("two give money back: the first two of the list move up, each once")
  void twoGiveMoneyBack() throws Exception {
    var refs = entered(5);
    ranking.fund(Cents.euros(200_000));
    decide();

    var outcomes = AtOnce.happen(withdrawing(refs.get(0)), withdrawing(refs.get(1)));

    assertThat(outcomes).allMatch(Done.class::isInstance);
    assertThat(states(refs)).containsExactly("FUNDED", "FUNDED", "MOVED_UP", "MOVED_UP", "RESERVE");
    for (var ref : refs.subList(2, 4)) {
      assertThat(ranking.messages(ref.value()))
          .filteredOn(message -> message.startsWith("application-moved-up"))
          .hasSize(1);
    }
    assertThat(ranking.available()).isEqualTo(Cents.ZERO);
  }

  @RepeatedTest(5)
  @DisplayName("one gives money back while the next in line withdraws: the one behind gets it")
  void theNextInLineWithdraws() throws Exception {
    var refs = entered(4);
    ranking.fund(Cents.euros(100_000));
    decide();

    var outcomes =
        AtOnce.happen(withdrawing(refs.get(0)), withdrawing(refs.get(1)), checking(refs.get(2)));

    assertThat(outcomes).allMatch(Done.class::isInstance);
    assertThat(states(refs).subList(2, 4)).containsExactly("MOVED_UP", "RESERVE");
    assertThat(ranking.available()).isEqualTo(Cents.ZERO);
  }

  @RepeatedTest(5)
  @DisplayName("the panel decides while one withdraws: decided without it, or it gives back")
  void thePanelDecidesWhileOneWithdraws() throws Exception {
    var refs = entered(3);
    ranking.fund(Cents.euros(200_000));
    ready();
    var list = callRankings.prepare(call).fingerprint();

    var outcomes = AtOnce.happen(() -> record(list), withdrawing(refs.get(0)));

    assertThat(outcomes).allMatch(Done.class::isInstance);
    assertThat(record(callRankings.prepare(call).fingerprint()))
        .isInstanceOf(PanelOutcome.Ranked.class);
    assertThat(states(refs).subList(1, 3)).allMatch(state -> !state.equals("RESERVE"));
    assertThat(ranking.available()).isEqualTo(Cents.ZERO);
  }

  @RepeatedTest(5)
  @DisplayName("the last two settle: the lifecycle of the call is told once")
  void theLastTwoSettle() throws Exception {
    var one = ranking.evaluated(call, GRANT, 8);
    var other = ranking.evaluated(call, GRANT, 8);
    var third = ranking.evaluated(call, GRANT, 8);
    ranking.close(call);
    assertThat(callRankings.awaitEvaluations(call, passageOf("ranking.await-evaluations")))
        .isFalse();

    var outcomes = AtOnce.happen(entering(one), entering(other), withdrawing(third));

    assertThat(outcomes).allMatch(Done.class::isInstance);
    assertThat(ranking.messages(call))
        .filteredOn(message -> message.startsWith("call-evaluated"))
        .hasSize(1);
  }

  @Test
  @DisplayName("50 come late on a line for 12: exactly 12 are funded, the others wait in order")
  void fiftyComeLate() throws Exception {
    var refs = new ArrayList<ApplicationRef>();
    for (int count = 0; count < 50; count++) {
      var ref = ranking.eligible(anApplication(), call, GRANT);
      move(ref, ApplicationStatus.REJECTED);
      refs.add(ref);
    }
    ranking.fund(Cents.euros(1_200_000));
    ready();
    assertThat(callRankings.prepare(call).isEmpty()).isTrue();
    for (var ref : refs) {
      move(ref, ApplicationStatus.UNDER_APPEAL);
      move(ref, ApplicationStatus.ELIGIBLE);
      ranking.evaluate(ref, 6 + refs.indexOf(ref) % 5, 8, 8);
    }

    var outcomes = AtOnce.happen(refs.stream().map(this::entering).toArray(Callable<?>[]::new));

    assertThat(outcomes).allMatch(Done.class::isInstance);
    var entries = callRankings.of(call).entries();
    assertThat(entries)
        .extracting(RankingEntry::place)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
    assertThat(entries).isSortedAccordingTo(RankingEntry.BEST_FIRST);
    assertThat(entries).filteredOn(entry -> entry.state().funded()).hasSize(12);
    assertThat(ranking.available()).isEqualTo(Cents.ZERO);
  }

  private List<ApplicationRef> entered(int count) {
    var refs = new ArrayList<ApplicationRef>();
    for (int index = 0; index < count; index++) {
      var ref = ranking.eligible(anApplication(), call, GRANT);
      ranking.evaluate(ref, 10, 10 - index, 8);
      rankings.enter(ref, passageOf("ranking.enter"));
      refs.add(ref);
    }
    return refs;
  }

  private void ready() {
    ranking.close(call);
    assertThat(callRankings.awaitEvaluations(call, passageOf("ranking.await-evaluations")))
        .isTrue();
  }

  private void decide() {
    ready();
    assertThat(record(callRankings.prepare(call).fingerprint()))
        .isInstanceOf(PanelOutcome.Ranked.class);
  }

  private PanelOutcome record(String list) {
    return callRankings.record(
        new RecordPanelDecision(
            call,
            list,
            present,
            List.of(),
            List.of(),
            "Compared and discussed.",
            desk.person(Role.PROGRAMME_MANAGER)),
        passageOf("ranking.record-decision"));
  }

  private Callable<?> withdrawing(ApplicationRef ref) {
    var applicant = applications.get(ref).applicant();
    return () -> withdrawals.withdraw(ref, applicant, "");
  }

  private Callable<?> entering(ApplicationRef ref) {
    return () -> rankings.enter(ref, passageOf("ranking.enter"));
  }

  private Callable<?> checking(ApplicationRef ref) {
    return () ->
        rankings.reservePlace(
            ref,
            1,
            Clock.systemUTC().instant().plusSeconds(3600),
            passageOf("ranking.check-reserve"));
  }

  private void move(ApplicationRef ref, ApplicationStatus status) {
    desk.inTransaction(
        () -> {
          applications.move(ref, status, "MOVED_BY_TEST", Applications.SYSTEM, null);
          return true;
        });
  }

  private List<String> states(List<ApplicationRef> refs) {
    return refs.stream().map(ref -> rankings.standing(ref).orElseThrow().state().name()).toList();
  }
}
