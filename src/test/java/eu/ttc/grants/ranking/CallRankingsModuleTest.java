package eu.ttc.grants.ranking;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.OnHold;
import eu.ttc.grants.budget.Allocations;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.ranking.PanelOutcome.Ranked;
import eu.ttc.grants.ranking.PanelOutcome.RankingNotAllowed;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.RankingDesk;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.withdrawal.Withdrawals;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("The ranking of a call")
class CallRankingsModuleTest {

  private static final String FINDINGS = "Compared and discussed.";

  private final CallRankings callRankings;
  private final Rankings rankings;
  private final Panels panels;
  private final Applications applications;
  private final Withdrawals withdrawals;
  private final ApplicationDesk desk;
  private final RankingDesk ranking;
  private final TestClock clock;
  private final JdbcClient jdbc;

  private String call = "";
  private String manager = "";
  private PanelMember dutch = new PanelMember("", "NL");
  private PanelMember german = new PanelMember("", "DE");
  private PanelMember belgian = new PanelMember("", "BE");

  CallRankingsModuleTest(
      CallRankings callRankings,
      Rankings rankings,
      Panels panels,
      Applications applications,
      Withdrawals withdrawals,
      ApplicationDesk desk,
      Calls calls,
      AidComputations computations,
      Allocations allocations,
      Budget budget,
      TestClock clock,
      JdbcClient jdbc) {
    this.callRankings = callRankings;
    this.rankings = rankings;
    this.panels = panels;
    this.applications = applications;
    this.withdrawals = withdrawals;
    this.desk = desk;
    this.ranking = new RankingDesk(desk, calls, computations, allocations, budget, jdbc, clock);
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @BeforeEach
  void isOpen() {
    desk.openCall();
    call = ranking.openCall();
    manager = desk.person(Role.PROGRAMME_MANAGER);
    dutch = seat("NL");
    german = seat("DE");
    belgian = seat("BE");
    ranking.fund(Cents.euros(400_000));
  }

  @Test
  @DisplayName("funds in order until the first that does not fit; it and all behind it wait")
  void fundsInOrder() {
    var third = entered(200, 7);
    var first = entered(200, 9);
    var small = entered(100, 6);
    var below = entered(150, 5);
    var second = entered(150, 8);
    ranking.fund(Cents.euros(400_000));

    var outcome = decide();

    assertThat(outcome).isEqualTo(new Ranked(2, 2, 1));
    assertThat(state(first)).isEqualTo("FUNDED 1 EVALUATED");
    assertThat(state(second)).isEqualTo("FUNDED 2 EVALUATED");
    assertThat(state(third)).isEqualTo("RESERVE 3 RESERVE");
    assertThat(state(small)).as("nobody is skipped").isEqualTo("RESERVE 4 RESERVE");
    assertThat(state(below)).isEqualTo("REJECTED null EVALUATED");
    assertThat(ranking.available()).isEqualTo(Cents.euros(50_000));
    for (var ref : List.of(first, second, third, small, below)) {
      assertThat(ranking.messages(ref.value()))
          .last()
          .isEqualTo("application-ranked " + ref + "/ranking/1");
    }
    assertThat(desk.events(first)).contains("ENTERED_FOR_RANKING", "RANKED_FOR_FUNDING");
    assertThat(desk.events(third)).contains("RESERVE_LISTED");
    assertThat(desk.events(below)).contains("RANKED_BELOW_THRESHOLD");
    assertThat(outcomeOf(below).reasonCodes()).containsExactly(ReasonCode.BELOW_THRESHOLD);
    assertThat(outcomeOf(first).state()).isEqualTo(RankingState.FUNDED);
    assertThat(rankings.standing(small))
        .hasValue(new Standing(RankingState.RESERVE, 4, 4, 2, null));
    assertThat(broken()).isEmpty();
  }

  @Test
  @DisplayName("keeps who was there, who left for which application, and what was found")
  void keepsWhoWasThere() {
    var ref = entered(200, 8);
    ready();

    record(
        Set.of(dutch.username(), german.username(), belgian.username()),
        List.of(new Departure(dutch.username(), ref, ConflictKind.WORKS_FOR_A_PARTY)),
        List.of());

    var decision = callRankings.of(call).decision();
    assertThat(decision).isNotNull();
    assertThat(decision.present()).containsExactlyInAnyOrder(dutch, german, belgian);
    assertThat(decision.departures())
        .containsExactly(new Departure(dutch.username(), ref, ConflictKind.WORKS_FOR_A_PARTY));
    assertThat(decision.findings()).isEqualTo(FINDINGS);
    assertThat(decision.decidedBy()).isEqualTo(manager);
    assertThat(decision.panelSize()).isEqualTo(3);
    assertThatThrownBy(() -> jdbc.sql("delete from panel_presence").update())
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> jdbc.sql("update call_ranking set findings = 'x'").update())
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> jdbc.sql("update ranking_entry set weighted_total = 1").update())
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  @DisplayName("gives another place with reasons, and the money follows the place")
  void givesAnotherPlace() {
    var first = entered(200, 9);
    var second = entered(200, 8);
    var third = entered(200, 7);
    ranking.fund(Cents.euros(200_000));
    ready();

    record(present(), List.of(), List.of(new ChangedPlace(third, 1, "Fits the region best.")));

    assertThat(state(third)).isEqualTo("FUNDED 1 EVALUATED");
    assertThat(state(first)).isEqualTo("RESERVE 2 RESERVE");
    assertThat(state(second)).isEqualTo("RESERVE 3 RESERVE");
    assertThat(callRankings.of(call).decision().places())
        .filteredOn(place -> place.application().equals(third))
        .singleElement()
        .satisfies(
            place -> {
              assertThat(place.computed()).isEqualTo(3);
              assertThat(place.reason()).isEqualTo("Fits the region best.");
            });
  }

  @Test
  @DisplayName("is decided once, whatever is recorded afterwards")
  void isDecidedOnce() {
    entered(200, 9);
    ready();
    var list = callRankings.prepare(call).fingerprint();
    var first =
        callRankings.record(
            command(list, present(), manager), passageOf("ranking.record-decision"));

    var again =
        callRankings.record(
            command("other", Set.of(), manager), passageOf("ranking.record-decision"));

    assertThat(first).isEqualTo(new Ranked(1, 0, 0));
    assertThat(again).isEqualTo(first);
  }

  @Test
  @DisplayName("needs a quorum, for each application too")
  void needsAQuorum() {
    var ref = entered(200, 8);
    ready();

    assertThat(refused(Set.of(dutch.username()), List.of(), List.of())).contains("no quorum");
    assertThat(
            refused(
                Set.of(dutch.username(), german.username()),
                List.of(new Departure(german.username(), ref, ConflictKind.PERSONAL_TIE)),
                List.of()))
        .contains("no quorum for " + ref);
    assertThat(state(ref)).isEqualTo("ENTERED null EVALUATED");
    assertThat(callRankings.of(call).decision()).isNull();
  }

  @Test
  @DisplayName("is refused for who has no seat, was not there, applies, or says too little")
  void isRefused() {
    var ref = entered(200, 8);
    ready();
    var stranger = desk.person(Role.PROGRAMME_OFFICER);

    assertThat(refused(Set.of(stranger, german.username()), List.of(), List.of()))
        .contains(stranger, "no seat");
    assertThat(
            refused(
                Set.of(dutch.username(), german.username()),
                List.of(new Departure(belgian.username(), ref, ConflictKind.OTHER_DOUBT)),
                List.of()))
        .contains("not present");
    assertThat(
            refused(
                present(),
                List.of(
                    new Departure(
                        dutch.username(),
                        ApplicationRef.of("F-1999-000001"),
                        ConflictKind.OTHER_DOUBT)),
                List.of()))
        .contains("not in this ranking");
    assertThat(refused(present(), List.of(), List.of(new ChangedPlace(ref, 2, "Long enough."))))
        .contains("none of the 1 places");
    var list = callRankings.prepare(call).fingerprint();
    assertThat(problem(command(list, present(), desk.person(Role.PROGRAMME_OFFICER))))
        .contains("Only a programme manager");
    assertThat(
            problem(
                new RecordPanelDecision(
                    call, list, present(), List.of(), List.of(), "Short", manager)))
        .contains("findings");
  }

  @Test
  @DisplayName("is not recorded by who scored, and who applies must leave")
  void isNotRecordedByWhoScored() {
    var ref = entered(200, 8);
    var expert = desk.person(Role.EVALUATOR);
    jdbc.sql("insert into expert (username, sectors) values (:name, array['NONE'])")
        .param("name", expert)
        .update();
    jdbc.sql(
            """
            insert into evaluation (id, application, expert, state, excellence, impact, implementation,
                                    excellence_comment, impact_comment, implementation_comment, passed,
                                    ruleset, assigned_at, recorded_at, declared_at, due_at)
            values (gen_random_uuid(), :ref, :expert, 'EVALUATED', 8, 8, 8, 'Good.', 'Good.', 'Good.', true,
                    (select min(id) from evaluation_ruleset), now(), now(), now(), now())
            """)
        .param("ref", ref.value())
        .param("expert", expert)
        .update();
    giveRole(expert, Role.PROGRAMME_MANAGER);
    var applicant = applications.get(ref).applicant();
    jdbc.sql(
            "insert into account (username, display_name, email, password, language, created_at)"
                + " values (:name, :name, 'post@example.org', '-', 'en', now())"
                + " on conflict do nothing")
        .param("name", applicant)
        .update();
    panels.add(call, new PanelMember(applicant, "BE"), desk.person(Role.ADMINISTRATOR));
    ready();

    assertThat(problem(command(callRankings.prepare(call).fingerprint(), present(), expert)))
        .contains("Somebody who evaluated", ref.value());
    var four = Set.of(dutch.username(), german.username(), belgian.username(), applicant);
    assertThat(refused(four, List.of(), List.of())).contains(applicant, "must leave");
    assertThat(
            record(
                four,
                List.of(new Departure(applicant, ref, ConflictKind.BENEFITS_FROM_OUTCOME)),
                List.of()))
        .isInstanceOf(Ranked.class);
  }

  @Test
  @DisplayName("is refused when the list changed after it was shown")
  void isRefusedWhenTheListChanged() {
    entered(200, 9);
    var leaving = entered(200, 8);
    ready();
    var shown = callRankings.prepare(call).fingerprint();

    withdrawals.withdraw(leaving, applications.get(leaving).applicant(), "");

    assertThat(problem(command(shown, present(), manager))).contains("list has changed");
    assertThat(decide()).isEqualTo(new Ranked(1, 0, 0));
  }

  @Test
  @DisplayName("is refused when a grant became smaller after it was shown")
  void isRefusedWhenAGrantChanged() {
    var ref = entered(200, 9);
    ready();
    var shown = callRankings.prepare(call).fingerprint();
    ranking.computeAid(ref, Cents.euros(150_000));

    assertThat(problem(command(shown, present(), manager))).contains("list has changed");
    assertThat(decide()).isEqualTo(new Ranked(1, 0, 0));
    assertThat(rankings.standing(ref)).isPresent();
    assertThat(ranking.available()).isEqualTo(Cents.euros(250_000));
  }

  @Test
  @DisplayName("goes on without who is on hold, who comes late when the hold is over")
  void goesOnWithoutWhoIsOnHold() {
    var held = entered(200, 9);
    var other = entered(150, 8);
    ready();
    hold(held);
    assertThat(callRankings.of(call).onHold()).isOne();

    assertThat(decide()).isEqualTo(new Ranked(1, 0, 0));

    assertThat(state(other)).isEqualTo("FUNDED 1 EVALUATED");
    assertThat(state(held)).isEqualTo("ENTERED null EVALUATED");
    assertThat(ranking.messages(held.value()))
        .last()
        .isEqualTo("application-ranked " + held + "/ranking/1");
    assertThatExceptionOfType(OnHold.class).isThrownBy(() -> outcomeOf(held));
    assertThat(ranking.available()).as("nothing is kept aside").isEqualTo(Cents.euros(250_000));
    clock.advance(Duration.ofDays(4));

    var passage = passageOf("ranking.read-outcome");
    for (int delivery = 0; delivery < 2; delivery++) {
      assertThat(rankings.outcome(held, 1, passage).state()).isEqualTo(RankingState.FUNDED);
    }

    assertThat(callRankings.of(call).onHold()).isZero();
    assertThat(state(held)).isEqualTo("FUNDED 1 EVALUATED");
    assertThat(state(other)).isEqualTo("FUNDED 2 EVALUATED");
    assertThat(ranking.available()).isEqualTo(Cents.euros(50_000));
    assertThat(desk.events(held)).containsOnlyOnce("RANKED_FOR_FUNDING");
    assertThat(broken()).isEmpty();
  }

  @Test
  @DisplayName("keeps no money aside for who is on hold: it waits where the money is gone by then")
  void keepsNoMoneyForWhoIsOnHold() {
    var held = entered(200, 9);
    entered(200, 8);
    entered(200, 7);
    ready();
    hold(held);
    assertThat(decide()).isEqualTo(new Ranked(2, 0, 0));
    clock.advance(Duration.ofDays(4));

    assertThat(outcomeOf(held).state()).isEqualTo(RankingState.RESERVE);
    assertThat(state(held)).isEqualTo("RESERVE 1 RESERVE");
    assertThat(broken()).isEmpty();
  }

  @Test
  @DisplayName("of nothing but what is on hold is decided at once; it comes late")
  void leavesWhatIsOnHoldToLater() {
    var held = entered(200, 9);
    ready();
    hold(held);
    assertThat(callRankings.prepare(call).isEmpty()).isTrue();
    clock.advance(Duration.ofDays(4));

    assertThat(outcomeOf(held).state()).isEqualTo(RankingState.FUNDED);
  }

  @Test
  @DisplayName("takes who came back from a hold into the list, and shows it anew")
  void takesBackWhoWasOnHold() {
    var held = entered(200, 9);
    entered(150, 8);
    ready();
    hold(held);
    var shown = callRankings.prepare(call).fingerprint();
    clock.advance(Duration.ofDays(4));

    assertThat(problem(command(shown, present(), manager))).contains("list has changed");
    assertThat(decide()).isEqualTo(new Ranked(2, 0, 0));
  }

  @Test
  @DisplayName("begins when the last open application is put on hold, and is told once")
  void beginsWithoutTheLastWhenItIsPutOnHold() {
    entered(200, 9);
    var last = ranking.eligible(anApplication(), call, Cents.euros(200_000));
    ranking.close(call);
    assertThat(await()).isFalse();

    hold(last);

    assertThat(ranking.messages(call)).last().isEqualTo("call-evaluated " + call + "/evaluation");
    assertThat(decide()).isEqualTo(new Ranked(1, 0, 0));
    clock.advance(Duration.ofDays(4));
    ranking.evaluate(last, 8, 8, 8);
    enter(last);
    assertThat(state(last)).isEqualTo("FUNDED 2 EVALUATED");
    assertThat(ranking.messages(call)).containsOnlyOnce("call-evaluated " + call + "/evaluation");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"ENTERED", "REJECTED", "WITHDRAWN", "CONSORTIUM LAPSED"})
  @DisplayName("begins when the last application settles, whatever becomes of it, and is told once")
  void beginsWhenTheLastSettles(String how) {
    entered(200, 9);
    var last = ranking.eligible(anApplication(), call, Cents.euros(200_000));
    var early = ranking.eligible(anApplication(), call, Cents.euros(200_000));
    withdrawals.withdraw(early, applications.get(early).applicant(), "");
    ranking.close(call);
    assertThat(await()).isFalse();
    assertThat(callRankings.of(call).unsettled()).isOne();
    assertThat(ranking.messages(call))
        .containsExactly("call-announced " + call, "call-closed " + call + "/closure");

    switch (how) {
      case "ENTERED" -> {
        ranking.evaluate(last, 8, 8, 8);
        assertThat(ranking.messages(call)).hasSize(2);
        enter(last);
      }
      case "WITHDRAWN" -> withdrawals.withdraw(last, applications.get(last).applicant(), "");
      default ->
          desk.inTransaction(
              () -> {
                if (how.equals("REJECTED")) {
                  applications.move(
                      last, ApplicationStatus.REJECTED, how, Applications.SYSTEM, null);
                } else {
                  jdbc.sql("update application set status = 'COMPLETE' where reference = :ref")
                      .param("ref", last.value())
                      .update();
                  applications.move(
                      last, ApplicationStatus.LAPSED, "LAPSED", Applications.SYSTEM, null);
                }
                return true;
              });
    }

    assertThat(ranking.messages(call)).last().isEqualTo("call-evaluated " + call + "/evaluation");
    var first = callRankings.prepare(call).ordered().getFirst().application();
    withdrawals.withdraw(first, applications.get(first).applicant(), "");
    assertThat(ranking.messages(call)).hasSize(3);
  }

  @Test
  @DisplayName("begins at once when all had settled before, or nobody applied")
  void beginsAtOnce() {
    ranking.close(call);
    assertThat(await()).isTrue();

    var other = ranking.openCall();
    enter(ranking.evaluated(other, Cents.euros(100_000), 8));
    var rejected = ranking.eligible(anApplication(), other, Cents.euros(100_000));
    reject(rejected);
    ranking.close(other);
    assertThat(callRankings.awaitEvaluations(other, passageOf("ranking.await-evaluations")))
        .isTrue();
    assertThat(ranking.messages(other)).noneMatch(message -> message.startsWith("call-evaluated"));
  }

  @Test
  @DisplayName("does not wait for an appeal, but for what an upheld appeal brought back")
  void doesNotWaitForAnAppeal() {
    var ref = ranking.eligible(anApplication(), call, Cents.euros(100_000));
    reject(ref);
    ranking.close(call);
    move(ref, ApplicationStatus.UNDER_APPEAL);
    assertThat(await()).isTrue();
    move(ref, ApplicationStatus.ELIGIBLE);
    assertThat(callRankings.of(call).unsettled()).isOne();
  }

  @Test
  @DisplayName("cannot begin while the call takes applications")
  void cannotBeginBefore() {
    assertThatThrownBy(this::await).hasMessageContaining("OPEN");
    assertThatExceptionOfType(Unknown.class).isThrownBy(() -> callRankings.of("C-1999-01"));
  }

  @Test
  @DisplayName(
      "of nothing is decided without a panel, and who comes late is funded if money is left")
  void ofNothing() {
    var ref = ranking.eligible(anApplication(), call, Cents.euros(200_000));
    reject(ref);
    ready();
    assertThat(callRankings.prepare(call).isEmpty()).isTrue();
    assertThat(callRankings.of(call).decision().decidedBy()).isEqualTo(Applications.SYSTEM);

    move(ref, ApplicationStatus.UNDER_APPEAL);
    move(ref, ApplicationStatus.ELIGIBLE);
    ranking.evaluate(ref, 8, 8, 8);
    enter(ref);

    assertThat(state(ref)).isEqualTo("FUNDED 1 EVALUATED");
  }

  @Test
  @DisplayName("takes only what is evaluated, once, whatever is delivered again")
  void takesOnlyWhatIsEvaluated() {
    var ref = ranking.eligible(anApplication(), call, Cents.euros(200_000));
    assertThatExceptionOfType(NotNow.class).isThrownBy(() -> enter(ref));
    ranking.evaluate(ref, 7, 9, 8);

    assertThat(enter(ref)).isOne();
    assertThat(enter(ref)).isOne();
    assertThat(callRankings.of(call).entries())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.figures().weightedTotal()).isEqualByComparingTo("14.25");
              assertThat(entry.figures().coFunding()).isEqualTo(Cents.euros(200_000));
              assertThat(entry.figures().memberStates()).isEqualTo(2);
            });
  }

  @Test
  @DisplayName("has a panel that administrators keep, until it has decided")
  void hasAPanel() {
    var ada = desk.person(Role.ADMINISTRATOR);
    panels.add(call, dutch, ada);
    assertThat(panels.members(call)).containsExactlyInAnyOrder(dutch, german, belgian);

    assertThatExceptionOfType(NotNow.class).isThrownBy(() -> panels.add(call, dutch, manager));
    assertThatExceptionOfType(Unknown.class).isThrownBy(() -> panels.add("C-1999-01", dutch, ada));
    for (var wrong :
        List.of(
            new PanelMember(dutch.username(), "DE"),
            new PanelMember("nobody-at-all", "DE"),
            new PanelMember("", "DE"),
            new PanelMember(manager, "FR"))) {
      assertThatExceptionOfType(InvalidInput.class).isThrownBy(() -> panels.add(call, wrong, ada));
    }
    panels.remove(call, dutch.username(), ada);
    assertThatExceptionOfType(Unknown.class)
        .isThrownBy(() -> panels.remove(call, dutch.username(), ada));
    panels.add(call, new PanelMember(dutch.username(), "BE"), ada);
    entered(200, 9);
    decide();
    assertThatExceptionOfType(NotNow.class)
        .isThrownBy(() -> panels.remove(call, german.username(), ada));
  }

  @Test
  @DisplayName("shows when its promise is broken")
  void showsABrokenPromise() {
    var funded = entered(200, 9);
    entered(200, 8);
    ranking.fund(Cents.euros(200_000));
    decide();
    assertThat(broken()).isEmpty();

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("update budget_reservation set state = 'RELEASED' where application = :ref")
              .param("ref", funded.value())
              .update();
          assertThat(broken())
              .singleElement()
              .asString()
              .contains(funded + " is ranked for funding");
        });
    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql(
                  "update budget_reservation set amount_cents = 90000000000 where application ="
                      + " :ref")
              .param("ref", funded.value())
              .update();
          assertThat(broken()).singleElement().asString().contains("hold more than line FUND");
        });
    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql(
                  "update budget_reservation set application = (select application from"
                      + " ranking_entry where call = :call and state = 'RESERVE') where application"
                      + " = :ref")
              .param("call", call)
              .param("ref", funded.value())
              .update();
          assertThat(broken())
              .hasSize(2)
              .anyMatch(told -> told.contains("holds money and is RESERVE"));
        });
  }

  private PanelMember seat(String state) {
    var member = new PanelMember(desk.person(Role.PROGRAMME_OFFICER), state);
    panels.add(call, member, desk.person(Role.ADMINISTRATOR));
    return member;
  }

  private ApplicationRef entered(long thousands, int halfPoints) {
    var ref = ranking.evaluated(call, Cents.euros(thousands * 1000), halfPoints);
    enter(ref);
    return ref;
  }

  private void hold(ApplicationRef ref) {
    desk.inTransaction(
        () ->
            applications.putOnHold(
                ref, "A question.", clock.instant().plus(Duration.ofDays(3)), manager));
  }

  private int enter(ApplicationRef ref) {
    return rankings.enter(ref, passageOf("ranking.enter"));
  }

  private boolean await() {
    return callRankings.awaitEvaluations(call, passageOf("ranking.await-evaluations"));
  }

  private void ready() {
    ranking.close(call);
    assertThat(await()).isTrue();
  }

  private PanelOutcome decide() {
    if (callRankings.of(call).decision() == null
        && jdbc.sql(
                    "select count(*) from call_ranking where call = :call and settled_at is not"
                        + " null")
                .param("call", call)
                .query(Integer.class)
                .single()
            == 0) {
      ready();
    }
    return record(present(), List.of(), List.of());
  }

  private Set<String> present() {
    return Set.of(dutch.username(), german.username(), belgian.username());
  }

  private PanelOutcome record(
      Set<String> present, List<Departure> departures, List<ChangedPlace> places) {
    return callRankings.record(
        new RecordPanelDecision(
            call,
            callRankings.prepare(call).fingerprint(),
            present,
            departures,
            places,
            FINDINGS,
            manager),
        passageOf("ranking.record-decision"));
  }

  private RecordPanelDecision command(String list, Set<String> present, String who) {
    return new RecordPanelDecision(call, list, present, List.of(), List.of(), FINDINGS, who);
  }

  private String refused(
      Set<String> present, List<Departure> departures, List<ChangedPlace> places) {
    return ((RankingNotAllowed) record(present, departures, places)).problem();
  }

  private String problem(RecordPanelDecision command) {
    return ((RankingNotAllowed) callRankings.record(command, passageOf("ranking.record-decision")))
        .problem();
  }

  private RankingOutcome outcomeOf(ApplicationRef ref) {
    return rankings.outcome(ref, 1, passageOf("ranking.read-outcome"));
  }

  private void move(ApplicationRef ref, ApplicationStatus status) {
    desk.inTransaction(
        () -> {
          applications.move(ref, status, "MOVED_BY_TEST", Applications.SYSTEM, null);
          return true;
        });
  }

  private void reject(ApplicationRef ref) {
    move(ref, ApplicationStatus.REJECTED);
  }

  private void giveRole(String username, Role role) {
    jdbc.sql("insert into account_role (username, role) values (:name, :role)")
        .param("name", username)
        .param("role", role.name())
        .update();
  }

  private String state(ApplicationRef ref) {
    var entry =
        callRankings.of(call).entries().stream()
            .filter(one -> one.application().equals(ref))
            .findFirst()
            .orElseThrow();
    return "%s %s %s".formatted(entry.state(), entry.place(), applications.get(ref).status());
  }

  private List<String> broken() {
    return jdbc.sql("select broken from promise_2_calls_hold_what_was_ranked where call = :call")
        .param("call", call)
        .query(String.class)
        .list();
  }
}
