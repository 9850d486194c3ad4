package eu.ttc.grants.ranking;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.budget.Allocations;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.evaluation.Criterion;
import eu.ttc.grants.evaluation.CriterionScore;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.RankingDesk;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("A decision on the award of a fund application")
class AwardFiguresModuleTest {

  private static final Cents GRANT = Cents.euros(180_000);

  private final Rankings rankings;
  private final CallRankings callRankings;
  private final Panels panels;
  private final Evaluations evaluations;
  private final ApplicationDesk desk;
  private final RankingDesk ranking;

  AwardFiguresModuleTest(
      Rankings rankings,
      CallRankings callRankings,
      Panels panels,
      Evaluations evaluations,
      Calls calls,
      AidComputations computations,
      Allocations allocations,
      Budget budget,
      ApplicationDesk desk,
      JdbcClient jdbc,
      Clock clock) {
    this.rankings = rankings;
    this.callRankings = callRankings;
    this.panels = panels;
    this.evaluations = evaluations;
    this.desk = desk;
    this.ranking = new RankingDesk(desk, calls, computations, allocations, budget, jdbc, clock);
  }

  @Test
  @DisplayName("rests on scores with their thresholds and weights, rank, grant and co-funding")
  void restsOnScoresRankAndMoney() {
    var call = ranking.openCall();
    ranking.fund(Cents.euros(1_000_000));
    var best = ranking.evaluated(call, GRANT, 10);
    var ref = ranking.eligible(anApplication(), call, GRANT);
    ranking.evaluate(ref, 9, 9, 7);
    rankings.enter(best, passageOf("ranking.enter"));
    rankings.enter(ref, passageOf("ranking.enter"));
    decide(call);

    var award = rankings.forAward(ref);

    assertThat(award.call()).isEqualTo(call);
    assertThat(award.place()).isEqualTo(2);
    assertThat(award.ranked()).isEqualTo(2);
    var figures = award.figures();
    assertThat(figures.passed()).isTrue();
    assertThat(figures.total()).isEqualByComparingTo("12.5");
    // 4.5 x 1 + 4.5 x 1.5 + 3.5 x 1
    assertThat(figures.weightedTotal()).isEqualByComparingTo("14.75");
    assertThat(figures.grant()).isEqualTo(GRANT);
    assertThat(figures.coFunding()).isEqualTo(figures.eligibleCosts().minus(GRANT));
    assertThat(evaluations.criteria(ref))
        .extracting(
            CriterionScore::criterion,
            one -> plain(one.points()),
            one -> plain(one.threshold()),
            one -> plain(one.weight()))
        .containsExactly(
            tuple(Criterion.EXCELLENCE, "4.5", "3", "1"),
            tuple(Criterion.IMPACT, "4.5", "3", "1.5"),
            tuple(Criterion.IMPLEMENTATION, "3.5", "3", "1"));
  }

  @Test
  @DisplayName("shows no rank where there is none yet")
  void showsNoRank() {
    var call = ranking.openCall();
    var ref = ranking.evaluated(call, GRANT, 8);

    assertThat(rankings.forAward(ref).place()).isNull();
    assertThat(evaluations.criteria(ranking.eligible(anApplication(), call, GRANT))).isEmpty();
  }

  private void decide(String call) {
    for (var state : List.of("NL", "DE")) {
      var member = new PanelMember(desk.person(Role.PROGRAMME_OFFICER), state);
      panels.add(call, member, desk.person(Role.ADMINISTRATOR));
    }
    ranking.close(call);
    callRankings.awaitEvaluations(call, passageOf("ranking.await-evaluations"));
    var decided =
        callRankings.record(
            new RecordPanelDecision(
                call,
                callRankings.prepare(call).fingerprint(),
                panels.members(call).stream().map(PanelMember::username).collect(toSet()),
                List.of(),
                List.of(),
                "Compared and discussed.",
                desk.person(Role.PROGRAMME_MANAGER)),
            passageOf("ranking.record-decision"));
    assertThat(decided).isInstanceOf(PanelOutcome.Ranked.class);
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
