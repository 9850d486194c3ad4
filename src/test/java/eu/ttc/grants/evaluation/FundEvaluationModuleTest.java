package eu.ttc.grants.evaluation;

import static eu.ttc.grants.evaluation.TestScores.scores;
import static eu.ttc.grants.testing.AMember.aMember;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.evaluation.ConsensusOutcome.Closed;
import eu.ttc.grants.evaluation.ConsensusOutcome.ConsensusNotAllowed;
import eu.ttc.grants.evaluation.DeclarationOutcome.Conflicted;
import eu.ttc.grants.evaluation.DeclarationOutcome.DeclarationNotAllowed;
import eu.ttc.grants.evaluation.DeclarationOutcome.Independent;
import eu.ttc.grants.evaluation.DrawnExpert.Awaited;
import eu.ttc.grants.evaluation.EvaluationOutcome.Evaluated;
import eu.ttc.grants.evaluation.EvaluationOutcome.EvaluationNotAllowed;
import eu.ttc.grants.evaluation.OutcomeRecord.NotSettled;
import eu.ttc.grants.evaluation.OutcomeRecord.Recorded;
import eu.ttc.grants.evaluation.RecordConsensus.AgreedChange;
import eu.ttc.grants.hold.Holds;
import eu.ttc.grants.hold.PutOnHold;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@ModuleTest
@DisplayName("An evaluation by several experts")
class FundEvaluationModuleTest {

  private final EvaluationRounds rounds;
  private final ExpertDraws draws;
  private final ConsensusMeetings meetings;
  private final Evaluations evaluations;
  private final Applications applications;
  private final Holds holds;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;

  FundEvaluationModuleTest(
      EvaluationRounds rounds,
      ExpertDraws draws,
      ConsensusMeetings meetings,
      Evaluations evaluations,
      Applications applications,
      Holds holds,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.rounds = rounds;
    this.draws = draws;
    this.meetings = meetings;
    this.evaluations = evaluations;
    this.applications = applications;
    this.holds = holds;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  /** Experts of other tests are out of work meanwhile. */
  @BeforeEach
  void nobodyElse() {
    jdbc.sql("update expert set sectors = array['NONE']").update();
  }

  @AfterEach
  void promiseHolds() {
    assertThat(broken()).isEmpty();
  }

  @Nested
  @DisplayName("is given")
  class Draws {

    @Test
    @DisplayName("to one expert of each Member State, never a majority of one, and says why")
    void toOneOfEachState() {
      var belgian = expert("BE");
      var otherBelgian = expert("BE");
      var german = expert("DE");
      var dutch = expert("NL");
      var ref = opened();

      var drawn = List.of(draw(ref, 1), draw(ref, 2), draw(ref, 3));

      assertThat(drawn)
          .extracting(DrawnExpert::expert)
          .doesNotHaveDuplicates()
          .contains(german, dutch)
          .containsAnyOf(belgian, otherBelgian);
      assertThat(drawn).extracting(DrawnExpert::awaited).containsOnly(Awaited.DECLARATION);
      var why = draws.explain(drawn.getLast().evaluation());
      assertThat(why).hasSize(4);
      assertThat(why.getFirst())
          .extracting(DrawnCandidate::expert, DrawnCandidate::rank)
          .containsExactly(drawn.getLast().expert(), 1);
      assertThat(why).extracting(DrawnCandidate::verdict).contains(DrawVerdict.HAD_IT_BEFORE);
    }

    @Test
    @DisplayName("with title and parties and nothing else, and the dossier stays closed")
    void withTitleAndPartiesOnly() {
      experts();
      var ref = opened();
      var drawn = draw(ref, 1);

      assertThat(drawn.title()).isEqualTo(applications.get(ref).dossier().project().title());
      assertThat(drawn.parties())
          .extracting(DrawnExpert.Party::kind)
          .containsExactly(DrawnExpert.PartyKind.LEAD, DrawnExpert.PartyKind.PARTNER);
      assertThat(evaluations.isAssigned(ref, drawn.expert())).isFalse();
      assertThat(evaluations.assignedTo(drawn.expert())).isEmpty();
      assertThat(evaluations.isToDeclare(ref, drawn.expert())).isTrue();
      assertThat(record(ref, drawn, "4 4 4"))
          .isInstanceOfSatisfying(
              EvaluationNotAllowed.class,
              refused -> assertThat(refused.problem()).contains("declaration of independence"));

      assertThat(declare(ref, drawn)).isInstanceOf(Independent.class);

      assertThat(evaluations.isAssigned(ref, drawn.expert())).isTrue();
      assertThat(evaluations.assignedTo(drawn.expert())).containsExactly(ref);
      assertThat(evaluations.isToDeclare(ref, drawn.expert())).isFalse();
      assertThat(draw(ref, 1).awaited()).isEqualTo(Awaited.SCORES);
    }

    @Test
    void onceHoweverOftenTheStepIsPassed() {
      experts();
      var ref = opened();
      var step = passageOf("evaluation.draw-expert");
      var drawn = draws.draw(ref, 1, inDays(7), step);

      assertThat(draws.draw(ref, 1, inDays(7), step)).isEqualTo(drawn);
      assertThat(draw(ref, 1).evaluation()).isEqualTo(drawn.evaluation());
      assertThat(desk.events(ref)).containsOnlyOnce("EVALUATION_ASSIGNED");
      declare(ref, drawn);
      record(ref, drawn, "4 4 4");
      assertThat(draw(ref, 1))
          .extracting(DrawnExpert::evaluation, DrawnExpert::awaited)
          .containsExactly(drawn.evaluation(), Awaited.NOTHING);
    }

    @Test
    @DisplayName("to three different people, and fairly, when many draws come at once")
    void fairlyUnderConcurrency() throws Exception {
      for (var country : List.of("BE", "BE", "DE", "DE", "NL", "NL")) {
        expert(country);
      }
      var refs = List.of(opened(), opened(), opened(), opened());
      var tasks = new ArrayList<Callable<DrawnExpert>>();
      refs.forEach(ref -> List.of(1, 2, 3).forEach(seat -> tasks.add(() -> draw(ref, seat))));

      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var drawn : threads.invokeAll(tasks)) {
          assertThat(drawn.get().expert()).isNotBlank();
        }
      }

      for (var ref : refs) {
        var experts = evaluations.work(ref).stream().map(ExpertWork::expert).toList();
        assertThat(experts).hasSize(3).doesNotHaveDuplicates();
        assertThat(new HashSet<>(countriesOf(experts))).hasSize(3);
      }
      assertThat(
              jdbc.sql(
                      "select count(*) from evaluation join expert on expert = username"
                          + " where 'HIGH_TECH_MATERIALS' = any (sectors) group by expert")
                  .query(Long.class)
                  .list())
          .hasSize(6)
          .containsOnly(2L);
    }

    @Test
    @DisplayName("to nobody with a known conflict, and the operator learns why nobody is left")
    void neverToTheConflicted() {
      var rival = anApplication().ofEnterprise("Rivaal N.V. " + System.nanoTime());
      desk.submit(rival.forTheFund(Cents.euros(200_000)));
      var told = fund().ofEnterprise("Foliënwerk " + System.nanoTime());
      var name = told.dossier().enterprise().name();
      var employed = expert("BE", name, null);
      var formerly = expert("DE", "", name);
      var competing = expert("NL", rival.dossier().enterprise().name(), null);
      var longAgo = expert("LU", "", null);
      formerEmployer(longAgo, name, LocalDate.now(clock).minusYears(3).minusDays(1));
      var ref = opened(told);

      assertThat(draw(ref, 1).expert()).isEqualTo(longAgo);
      assertThatThrownBy(() -> draw(ref, 2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("No expert can be drawn for seat 2 of " + ref)
          .hasMessageContaining(employed + " works for a party of it")
          .hasMessageContaining(formerly + " worked for a party of it in the last years")
          .hasMessageContaining(competing + " takes part in another application")
          .hasMessageContaining(longAgo + " had to do with it before")
          .hasMessageContaining("page Experts");
    }

    @Test
    @DisplayName("to nobody who advised a partner as a firm of its own")
    void neverToAnAdviserOfAPartner() {
      var adviser = expert("BE");
      var other = expert("DE");
      var partner = aMember("Partner", Region.AACHEN).told();
      var visited =
          desk.submit(anApplication().in(Region.AACHEN).registeredAs(partner.registrationNumber()));
      jdbc.sql(
              "insert into business_support_manager (username, regions, languages, sectors)"
                  + " values (:adviser, array['AACHEN'], array['de'], array['ICT'])")
          .param("adviser", adviser)
          .update();
      jdbc.sql(
              "insert into company_visit (application, manager, planned_at, due_at)"
                  + " values (:ref, :adviser, now(), now() + interval '30 days')")
          .param("ref", visited.value())
          .param("adviser", adviser)
          .update();
      var ref = opened(fund().with(partner));

      var drawn = draw(ref, 1);

      assertThat(drawn.expert()).isEqualTo(other);
      assertThat(draws.explain(drawn.evaluation()))
          .extracting(DrawnCandidate::expert, DrawnCandidate::verdict)
          .containsExactly(
              tuple(other, DrawVerdict.INDEPENDENT), tuple(adviser, DrawVerdict.ADVISES));
    }

    @Test
    @DisplayName("to another expert when a conflict becomes known before scores are given")
    void toAnotherWhenAConflictBecomesKnown() {
      experts();
      var told = fund().ofEnterprise("Foliënwerk " + System.nanoTime());
      var ref = opened(told);
      var drawn = draw(ref, 1);
      declare(ref, drawn);
      jdbc.sql("update expert set employer = :name where username = :expert")
          .param("name", told.dossier().enterprise().name())
          .param("expert", drawn.expert())
          .update();

      assertThat(record(ref, drawn, "4 4 4"))
          .isInstanceOfSatisfying(
              EvaluationNotAllowed.class,
              refused -> assertThat(refused.problem()).contains("has become known"));
      var other = draw(ref, 1);

      assertThat(other.expert()).isNotEqualTo(drawn.expert());
      assertThat(other.awaited()).isEqualTo(Awaited.DECLARATION);
      assertThat(desk.events(ref)).contains("CONFLICT_FOUND");
      assertThat(evaluations.isAssigned(ref, drawn.expert())).isFalse();
    }

    @Test
    void whoIsNotAvailableIsNotDrawn() {
      var away = expert("BE");
      jdbc.sql("update expert set available = false where username = :away")
          .param("away", away)
          .update();

      assertThatThrownBy(() -> draw(opened(), 1))
          .hasMessageContaining("there is none for its sector");
    }
  }

  @Nested
  @DisplayName("is declared")
  class Declarations {

    @Test
    void toBeInConflict() {
      experts();
      var ref = opened();
      var drawn = draw(ref, 1);

      assertThat(declare(ref, drawn, false, "A cousin owns it.")).isInstanceOf(Conflicted.class);

      assertThat(evaluations.work(ref))
          .singleElement()
          .satisfies(
              work -> {
                assertThat(work.state()).isEqualTo(WorkState.CONFLICT);
                assertThat(work.conflict()).isEqualTo("A cousin owns it.");
              });
      assertThat(draw(ref, 1).expert()).isNotEqualTo(drawn.expert());
      assertThat(desk.events(ref)).contains("CONFLICT_DECLARED");
    }

    @Test
    void byTheDrawnExpertOnly() {
      experts();
      var ref = opened();
      var drawn = draw(ref, 1);

      assertThat(
              draws.declare(
                  new DeclareIndependence(
                      ref, drawn.evaluation(), true, "", inDays(35), inDays(42), "somebody"),
                  passageOf("evaluation.record-declaration")))
          .isInstanceOf(DeclarationNotAllowed.class);
      assertThat(evaluations.isToDeclare(ref, drawn.expert())).isTrue();
    }
  }

  @Nested
  @DisplayName("waits")
  class Deadlines {

    @Test
    void forTheDeclarationThenForTheScoresAndReplacesTheSilent() {
      experts();
      var ref = opened();
      var silent = draw(ref, 1);
      clock.advance(Duration.ofDays(4));
      assertThat(remind(ref, silent)).isTrue();
      assertThat(remind(ref, silent)).isFalse();
      assertThat(replace(ref, silent)).isFalse();
      clock.advance(Duration.ofDays(3).plusMinutes(1));
      assertThat(replace(ref, silent)).isTrue();
      assertThat(replace(ref, silent)).isFalse();

      var other = draw(ref, 1);
      declare(ref, other);
      clock.advance(Duration.ofDays(41));
      assertThat(replace(ref, other)).isFalse();
      clock.advance(Duration.ofDays(1).plusMinutes(1));
      assertThat(replace(ref, other)).isTrue();

      assertThat(evaluations.work(ref))
          .extracting(ExpertWork::state)
          .containsExactly(WorkState.REPLACED, WorkState.REPLACED);
      assertThat(draw(ref, 1).expert()).isNotIn(silent.expert(), other.expert());
      assertThat(desk.events(ref)).contains("EXPERT_REMINDED", "EXPERT_REPLACED");
      assertThat(evaluations.isAssigned(ref, other.expert())).isFalse();
    }

    @Test
    @DisplayName("longer when the case was on hold")
    void longerAfterAHold() {
      experts();
      var ref = opened();
      var drawn = draw(ref, 1);
      var officer = desk.person(Role.PROGRAMME_OFFICER);
      var today = LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE);
      holds.place(new PutOnHold(ref, "A doubt.", today.plusDays(9), officer));

      clock.advance(Duration.ofDays(8));
      assertThat(replace(ref, drawn)).isFalse();
      clock.advance(Duration.ofDays(7));
      assertThat(replace(ref, drawn)).isFalse();
      clock.advance(Duration.ofDays(2));
      assertThat(replace(ref, drawn)).isTrue();
    }
  }

  @Nested
  @DisplayName("comes to one outcome")
  class Outcomes {

    @Test
    @DisplayName("by the mean when the experts do not differ; comments are joined without names")
    void byTheMean() {
      experts();
      var ref = opened();
      var first = scored(ref, 1, "4 3.5 3.5");
      var second = scored(ref, 2, "4.5 3.5 3.5");
      assertThat(check(ref).state()).isEqualTo(ScoreCheck.State.MISSING);
      assertThat(check(ref).openSeats()).containsExactly(3);
      assertThat(evaluations.of(ref)).isEmpty();
      assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.ELIGIBLE);
      var third = scored(ref, 3, "4.5 4 3");

      assertThat(check(ref))
          .isEqualTo(ScoreCheck.settled(ConsolidationMethod.MEAN, scores("4.5 3.5 3.5")));
      assertThat(conclude(ref, true))
          .isInstanceOfSatisfying(
              Recorded.class, recorded -> assertThat(recorded.outcome().passed()).isTrue());

      assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.EVALUATED);
      var summary = evaluations.of(ref).orElseThrow();
      assertThat(summary.expert()).isEmpty();
      assertThat(summary.total()).isEqualByComparingTo("11.5");
      assertThat(summary.ruleset()).isEqualTo("EVALUATION-2024");
      assertThat(summary.impactComment())
          .isEqualTo("(1) Impact of 1.\n\n(2) Impact of 2.\n\n(3) Impact of 3.")
          .doesNotContain(first.expert(), second.expert(), third.expert());
      assertThat(evaluations.rankingScore(ref))
          .hasValueSatisfying(
              ranking -> {
                assertThat(ranking.weighted()).isEqualByComparingTo("13.25");
                assertThat(ranking.impact()).isEqualByComparingTo("3.5");
                assertThat(ranking.excellence()).isEqualByComparingTo("4.5");
                assertThat(ranking.total()).isEqualByComparingTo("11.5");
              });
      assertThat(List.of(first, second, third))
          .allMatch(drawn -> evaluations.hasEvaluated(ref, drawn.expert()));
      assertThat(desk.events(ref)).containsOnlyOnce("EVALUATION_OPENED", "EVALUATED");
    }

    @Test
    @DisplayName("once, and not above the thresholds because a table of outcomes says so")
    void once() {
      experts();
      var ref = opened();
      List.of(1, 2, 3).forEach(seat -> scored(ref, seat, "5 5 2.5"));

      assertThat(conclude(ref, true)).isEqualTo(conclude(ref, true));

      assertThat(evaluations.of(ref).orElseThrow().passed()).isFalse();
      assertThat(desk.events(ref)).containsOnlyOnce("EVALUATED");
    }

    @Test
    @DisplayName("blind: nobody sees scores before all are in, and then without names")
    void blind() {
      experts();
      var ref = opened();
      var first = scored(ref, 1, "4 4 4");
      var second = scored(ref, 2, "4 4 3.5");

      assertThat(evaluations.work(ref))
          .extracting(ExpertWork::sealed, ExpertWork::evaluation)
          .containsOnly(tuple(true, Optional.empty()));
      assertThat(evaluations.workFor(ref, first.expert()))
          .singleElement()
          .satisfies(own -> assertThat(own.evaluation()).isPresent());
      assertThat(rounds.of(ref).orElseThrow().scores()).isEmpty();
      var third = draw(ref, 3);
      declare(ref, third);
      assertThat(evaluations.workFor(ref, third.expert()))
          .singleElement()
          .satisfies(own -> assertThat(own.evaluation()).isEmpty());

      record(ref, third, "4 4 4");

      assertThat(evaluations.work(ref)).allMatch(work -> work.evaluation().isPresent());
      assertThat(evaluations.workFor(ref, first.expert()))
          .hasSize(3)
          .extracting(ExpertWork::expert)
          .contains(first.expert(), "")
          .doesNotContain(second.expert(), third.expert());
      assertThat(rounds.of(ref).orElseThrow().scores()).hasSize(3);
    }
  }

  @Nested
  @DisplayName("of experts who differ")
  class Consensus {

    @Test
    @DisplayName("goes on by what they agree on; what was given stays, with reason and author")
    void agreed() {
      experts();
      var ref = differing();
      assertThat(check(ref).state()).isEqualTo(ScoreCheck.State.DIFFERENT);
      var meeting = meet(ref);
      assertThat(meeting.discrepancy().of(Criterion.EXCELLENCE).matters()).isTrue();
      assertThat(meet(ref).number()).isEqualTo(meeting.number());
      var officer = desk.person(Role.PROGRAMME_OFFICER);

      assertThat(hold(ref, officer, true))
          .isInstanceOfSatisfying(
              ConsensusNotAllowed.class,
              refused -> assertThat(refused.problem()).contains("still differ too much"));
      assertThat(hold(ref, officer, true, change(3, "3.5", "Overlooked the tests.")))
          .isEqualTo(new Closed(MeetingResult.AGREED));

      assertThat(check(ref))
          .isEqualTo(ScoreCheck.settled(ConsolidationMethod.CONSENSUS, scores("4 4 4")));
      conclude(ref, true);
      var round = rounds.of(ref).orElseThrow();
      assertThat(round.scores().getLast().given()).isEqualTo(scores("2.5 4 4"));
      assertThat(round.scores().getLast().agreed()).isEqualTo(scores("3.5 4 4"));
      assertThat(round.changes())
          .singleElement()
          .satisfies(
              change -> {
                assertThat(change.oldScore().points()).isEqualByComparingTo("2.5");
                assertThat(change.newScore().points()).isEqualByComparingTo("3.5");
                assertThat(change.reason()).isEqualTo("Overlooked the tests.");
                assertThat(change.author()).isEqualTo(officer);
              });
      assertThat(round.outcome().orElseThrow().method()).isEqualTo(ConsolidationMethod.CONSENSUS);
      assertThat(desk.events(ref)).contains("CONSENSUS_SOUGHT", "CONSENSUS_REACHED");
    }

    @Test
    @DisplayName("asks a further expert without consensus, and takes the median")
    void notAgreed() {
      experts();
      var ref = differing();
      meet(ref);
      var officer = desk.person(Role.PROGRAMME_OFFICER);
      assertThat(hold(ref, officer, false, change(3, "3.5", "No.")))
          .isInstanceOfSatisfying(
              ConsensusNotAllowed.class,
              refused -> assertThat(refused.problem()).contains("Without consensus"));
      assertThat(hold(ref, officer, false)).isEqualTo(new Closed(MeetingResult.NOT_AGREED));

      assertThat(check(ref)).isEqualTo(ScoreCheck.missing(List.of(4)));
      assertThat(conclude(ref, true)).isInstanceOf(NotSettled.class);
      scored(ref, 4, "3 4.5 4");

      assertThat(check(ref))
          .isEqualTo(ScoreCheck.settled(ConsolidationMethod.MEDIAN, scores("3.5 4 4")));
      conclude(ref, true);
      assertThat(evaluations.of(ref).orElseThrow().excellenceComment()).contains("(4) ");
    }

    @Test
    void lapsesWithoutAMeeting() {
      experts();
      var ref = differing();
      var meeting = meet(ref);
      assertThat(lapse(ref, meeting).result()).isNull();
      clock.advance(Duration.ofDays(8));
      assertThat(remindMeeting(ref, meeting)).isTrue();
      assertThat(remindMeeting(ref, meeting)).isFalse();
      clock.advance(Duration.ofDays(7));

      assertThat(lapse(ref, meeting).result()).isEqualTo(MeetingResult.NOT_AGREED);
      assertThat(check(ref)).isEqualTo(ScoreCheck.missing(List.of(4)));
    }

    @Test
    void isModeratedByAnIndependentOfficerWithReasons() {
      experts();
      var ref = differing();
      meet(ref);
      var officer = desk.person(Role.PROGRAMME_OFFICER);
      var expert = evaluations.work(ref).getFirst().expert();
      jdbc.sql("insert into account_role values (:expert, 'PROGRAMME_OFFICER')")
          .param("expert", expert)
          .update();

      assertThat(
              List.of(
                  hold(ref, desk.person(Role.PROGRAMME_MANAGER), false),
                  hold(ref, expert, false),
                  hold(ref, officer, true, change(3, "3.5", " ")),
                  hold(ref, officer, true, change(7, "3.5", "No such expert.")),
                  hold(ref, officer, true, change(3, "2.5", "As it was.")),
                  hold(
                      ref,
                      officer,
                      true,
                      change(3, "3.5", "Once."),
                      change(3, "4", "And once more."))))
          .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(ConsensusNotAllowed.class));
      assertThat(rounds.of(ref).orElseThrow().changes()).isEmpty();
    }
  }

  @Nested
  @DisplayName("starts again")
  class Again {

    @Test
    @DisplayName("in one seat when a conflict comes to light after the scores")
    void inOneSeat() {
      experts();
      var ref = differing();
      meet(ref);
      var third =
          evaluations.work(ref).stream().filter(work -> work.seat() == 3).findFirst().orElseThrow();
      var officer = desk.person(Role.PROGRAMME_OFFICER);
      assertThatExceptionOfType(InvalidInput.class)
          .isThrownBy(() -> draws.voidScores(new VoidScores(ref, third.id(), " ", officer)));
      assertThatExceptionOfType(NotNow.class)
          .isThrownBy(
              () ->
                  draws.voidScores(
                      new VoidScores(
                          ref, third.id(), "A cousin.", desk.person(Role.PROGRAMME_MANAGER))));

      draws.voidScores(new VoidScores(ref, third.id(), "A cousin.", officer));

      assertThat(evaluations.isAssigned(ref, third.expert())).isFalse();
      assertThat(hold(ref, officer, false)).isEqualTo(new Closed(MeetingResult.SCORES_MISSING));
      assertThat(check(ref)).isEqualTo(ScoreCheck.missing(List.of(3)));
      var other = scored(ref, 3, "4 4 4");
      assertThat(other.expert()).isNotEqualTo(third.expert());
      assertThat(check(ref).state()).isEqualTo(ScoreCheck.State.SETTLED);
      assertThat(desk.events(ref)).contains("SCORES_VOIDED", "CONSENSUS_INTERRUPTED");
      conclude(ref, true);

      assertThatExceptionOfType(NotNow.class)
          .isThrownBy(
              () -> draws.voidScores(new VoidScores(ref, other.evaluation(), "Late.", officer)))
          .withMessageContaining("only an appeal");
    }

    @Test
    @DisplayName("with other experts after an upheld appeal")
    void afterAnAppeal() {
      experts();
      var ref = opened();
      List.of(1, 2, 3).forEach(seat -> scored(ref, seat, "2 2 2"));
      conclude(ref, true);
      var before = evaluations.work(ref).stream().map(ExpertWork::expert).toList();

      desk.inTransaction(
          () -> {
            evaluations.voidRecorded(ref, "appeal 1 was upheld");
            return true;
          });

      assertThat(evaluations.of(ref)).isEmpty();
      assertThat(evaluations.rankingScore(ref)).isEmpty();
      assertThat(before).allMatch(expert -> evaluations.hasEvaluated(ref, expert));
      assertThat(before).noneMatch(expert -> evaluations.isAssigned(ref, expert));
      jdbc.sql("update application set status = 'ELIGIBLE' where reference = :ref")
          .param("ref", ref.value())
          .update();
      assertThat(open(ref)).isEqualTo(ScoreCheck.missing(List.of(1, 2, 3)));
      List.of(1, 2, 3).forEach(seat -> scored(ref, seat, "4 4 4"));
      conclude(ref, true);
      assertThat(rounds.of(ref).orElseThrow().number()).isEqualTo(2);
      assertThat(evaluations.of(ref).orElseThrow().passed()).isTrue();
      assertThat(evaluations.of(ref).orElseThrow().impactComment()).doesNotContain("(4)");
    }

    @Test
    void neverWhenTheApplicationIsWithdrawn() {
      experts();
      var ref = differing();
      meet(ref);
      var fourth = opened();
      var open = draw(fourth, 1);

      for (var ended : List.of(ref, fourth)) {
        desk.inTransaction(
            () -> {
              applications.move(ended, ApplicationStatus.WITHDRAWN, "WITHDRAWN", "x", null);
              evaluations.withdraw(ended, "the application is WITHDRAWN");
              return true;
            });
      }

      assertThat(evaluations.isToDeclare(fourth, open.expert())).isFalse();
      assertThat(replace(fourth, open)).isFalse();
      assertThat(
              jdbc.sql("select result from consensus where application = :ref")
                  .param("ref", ref.value())
                  .query(String.class)
                  .list())
          .containsExactly("ENDED");
      assertThatExceptionOfType(NotNow.class).isThrownBy(() -> draw(fourth, 2));
    }
  }

  @Test
  @Transactional
  @DisplayName("promise 5 is seen broken by each new kind of dependence")
  void viewShowsABrokenPromise() {
    experts();
    var told = fund().ofEnterprise("Foliënwerk " + System.nanoTime());
    var ref = opened(told);
    var drawn = scored(ref, 1, "4 4 4");
    assertThat(broken()).isEmpty();

    formerEmployer(
        drawn.expert(), told.dossier().enterprise().name(), LocalDate.now(clock).minusYears(2));
    assertThat(broken()).containsExactly(ref.value());
    jdbc.sql("delete from former_employment").update();

    update("update evaluation set declared_at = null where application = :ref", ref);
    assertThat(broken()).containsExactly(ref.value());
    update("update evaluation set declared_at = assigned_at where application = :ref", ref);
    assertThat(broken()).isEmpty();

    var rival = desk.submit(fund().by(drawn.expert()));
    assertThat(broken()).isEmpty();
    update(
        "update evaluation set recorded_at = recorded_at + interval '1 day' where application ="
            + " :ref",
        ref);
    assertThat(broken()).containsExactly(ref.value());
    update("update application set applicant = 'x' where reference = :ref", rival);
    assertThat(broken()).isEmpty();
  }

  private void update(String sql, ApplicationRef ref) {
    jdbc.sql(sql).param("ref", ref.value()).update();
  }

  private List<String> broken() {
    return jdbc.sql("select application from promise_5_evaluators_are_independent")
        .query(String.class)
        .list();
  }

  /** Enough experts for two rounds, each Member State twice. */
  private void experts() {
    for (var country : List.of("BE", "DE", "NL", "LU", "FR", "AT", "IE")) {
      expert(country);
    }
  }

  private String expert(String country) {
    return expert(country, "", null);
  }

  private String expert(String country, String employer, @Nullable String former) {
    var username = desk.person(Role.EVALUATOR);
    jdbc.sql(
            "insert into expert (username, sectors, languages, employer, country)"
                + " values (:username, array['HIGH_TECH_MATERIALS'], array['en', 'nl'], :employer,"
                + " :country)")
        .param("username", username)
        .param("employer", employer)
        .param("country", country)
        .update();
    if (former != null) {
      formerEmployer(username, former, LocalDate.now(clock).minusYears(2));
    }
    return username;
  }

  private void formerEmployer(String expert, String employer, LocalDate until) {
    jdbc.sql("insert into former_employment values (:expert, :employer, :until)")
        .param("expert", expert)
        .param("employer", employer)
        .param("until", until)
        .update();
  }

  private List<String> countriesOf(List<String> experts) {
    return jdbc.sql("select country from expert where username in (:experts)")
        .param("experts", experts)
        .query(String.class)
        .list();
  }

  private static AnApplication fund() {
    return anApplication().forTheFund(Cents.euros(200_000));
  }

  private ApplicationRef opened() {
    return opened(fund());
  }

  /** Eligible, with a round open. */
  private ApplicationRef opened(AnApplication told) {
    var ref = desk.submitAndMove(told, ApplicationStatus.COMPLETE, ApplicationStatus.ELIGIBLE);
    open(ref);
    return ref;
  }

  /** Scored by three experts of whom the third lies 1.5 below on excellence. */
  private ApplicationRef differing() {
    var ref = opened();
    scored(ref, 1, "4 4 4");
    scored(ref, 2, "4 4 4");
    scored(ref, 3, "2.5 4 4");
    return ref;
  }

  private ScoreCheck open(ApplicationRef ref) {
    return rounds.open(ref, passageOf("evaluation.open-round"));
  }

  private ScoreCheck check(ApplicationRef ref) {
    return rounds.check(ref, passageOf("evaluation.check-scores"));
  }

  private OutcomeRecord conclude(ApplicationRef ref, boolean passed) {
    return rounds.record(ref, passed, passageOf("evaluation.record-outcome"));
  }

  private DrawnExpert draw(ApplicationRef ref, int seat) {
    return draws.draw(ref, seat, inDays(7), passageOf("evaluation.draw-expert"));
  }

  private DeclarationOutcome declare(ApplicationRef ref, DrawnExpert drawn) {
    return declare(ref, drawn, true, "");
  }

  private DeclarationOutcome declare(
      ApplicationRef ref, DrawnExpert drawn, boolean independent, String reason) {
    return draws.declare(
        new DeclareIndependence(
            ref, drawn.evaluation(), independent, reason, inDays(35), inDays(42), drawn.expert()),
        passageOf("evaluation.record-declaration"));
  }

  private DrawnExpert scored(ApplicationRef ref, int seat, String points) {
    var drawn = draw(ref, seat);
    declare(ref, drawn);
    assertThat(record(ref, drawn, points)).isInstanceOf(Evaluated.class);
    return drawn;
  }

  private EvaluationOutcome record(ApplicationRef ref, DrawnExpert drawn, String points) {
    var given = scores(points);
    var seat =
        evaluations.work(ref).stream()
            .filter(work -> work.id().equals(drawn.evaluation()))
            .findFirst()
            .orElseThrow()
            .seat();
    return evaluations.record(
        new RecordEvaluation(
            ref,
            drawn.evaluation(),
            given.excellence(),
            given.impact(),
            given.implementation(),
            "Excellence of %d.".formatted(seat),
            "Impact of %d.".formatted(seat),
            "Implementation of %d.".formatted(seat),
            true,
            drawn.expert()),
        passageOf("evaluation.record"));
  }

  private boolean remind(ApplicationRef ref, DrawnExpert drawn) {
    return draws.remind(ref, drawn.evaluation(), passageOf("evaluation.remind-expert"));
  }

  private boolean replace(ApplicationRef ref, DrawnExpert drawn) {
    return draws.replaceSilent(
        ref, drawn.evaluation(), passageOf("evaluation.replace-silent-expert"));
  }

  private OpenMeeting meet(ApplicationRef ref) {
    return meetings.open(ref, inDays(14), passageOf("evaluation.open-consensus"));
  }

  private ConsensusOutcome hold(
      ApplicationRef ref, String officer, boolean agreed, AgreedChange... changes) {
    return meetings.record(
        new RecordConsensus(ref, 1, agreed, "They met on Tuesday.", List.of(changes), officer),
        passageOf("evaluation.record-consensus"));
  }

  private static AgreedChange change(int seat, String excellence, String reason) {
    return new AgreedChange(
        seat, Criterion.EXCELLENCE, Score.ofPoints(new BigDecimal(excellence)), reason);
  }

  private MeetingCheck lapse(ApplicationRef ref, OpenMeeting meeting) {
    return meetings.lapse(ref, meeting.number(), passageOf("evaluation.lapse-consensus"));
  }

  private boolean remindMeeting(ApplicationRef ref, OpenMeeting meeting) {
    return meetings.remind(ref, meeting.number(), passageOf("evaluation.remind-moderator"));
  }

  private OffsetDateTime inDays(int days) {
    return clock.instant().plus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
  }
}
