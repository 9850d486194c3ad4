package eu.ttc.grants.award;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.award.DecisionOutcome.Decided;
import eu.ttc.grants.award.DecisionOutcome.DecisionNotAllowed;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.evaluation.Assignment;
import eu.ttc.grants.evaluation.EvaluationOutcome;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.evaluation.RecordEvaluation;
import eu.ttc.grants.evaluation.Score;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.stateaid.DeMinimis;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class AwardsModuleTest {

  private static final Cents VOUCHER = Cents.euros(5_000);

  private final Screenings screenings;
  private final Evaluations evaluations;
  private final Awards awards;
  private final Applications applications;
  private final Budget budget;
  private final DeMinimis deMinimis;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;

  AwardsModuleTest(
      Screenings screenings,
      Evaluations evaluations,
      Awards awards,
      Applications applications,
      Budget budget,
      DeMinimis deMinimis,
      ApplicationDesk desk,
      JdbcClient jdbc) {
    this.screenings = screenings;
    this.evaluations = evaluations;
    this.awards = awards;
    this.applications = applications;
    this.budget = budget;
    this.deMinimis = deMinimis;
    this.desk = desk;
    this.jdbc = jdbc;
  }

  @BeforeEach
  void nobodyElseEvaluates() {
    jdbc.sql("update expert set sectors = array['NONE']").update();
  }

  @Test
  void aManagerWhoDidNotEvaluateAwards() {
    var ref = evaluated(true);
    var manager = desk.person(Role.PROGRAMME_MANAGER);

    assertThat(decide(ref, Decision.AWARD, desk.person(Role.PROGRAMME_OFFICER)))
        .isInstanceOf(DecisionNotAllowed.class);
    assertThat(decide(ref, Decision.AWARD, manager)).isEqualTo(new Decided(true, List.of()));

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.APPROVED);
    assertThat(awards.of(ref).orElseThrow().decidedBy()).isEqualTo(manager);
  }

  @Test
  void whoEvaluatedDoesNotDecide() {
    var ref = evaluated(true);
    var expert = evaluations.of(ref).orElseThrow().expert();
    jdbc.sql("insert into account_role (username, role) values (:name, 'PROGRAMME_MANAGER')")
        .param("name", expert)
        .update();

    assertThat(decide(ref, Decision.AWARD, expert)).isInstanceOf(DecisionNotAllowed.class);
  }

  @Test
  void nothingIsAwardedBelowTheThreshold() {
    var ref = evaluated(false);
    var manager = desk.person(Role.PROGRAMME_MANAGER);

    assertThat(decide(ref, Decision.AWARD, manager)).isInstanceOf(DecisionNotAllowed.class);
    assertThat(decide(ref, Decision.REJECT, manager))
        .isEqualTo(new Decided(false, List.of(ReasonCode.BELOW_THRESHOLD)));
  }

  @Test
  void aRejectionGivesBackVoucherAndHeadroomAndKeepsThePersonsDecision() {
    var ref = evaluated(false);
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    decide(ref, Decision.REJECT, manager);

    for (int passage = 0; passage < 2; passage++) {
      awards.reject(ref, List.of(ReasonCode.BELOW_THRESHOLD), passageOf("award.reject"));
    }

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.REJECTED);
    assertThat(desk.events(ref))
        .containsOnlyOnce("BUDGET_RELEASED", "DE_MINIMIS_RELEASED", "REJECTED");
    assertThat(awards.of(ref).orElseThrow().decidedBy()).isEqualTo(manager);
  }

  @Test
  void theFirstDecisionCounts() {
    var ref = evaluated(true);
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    decide(ref, Decision.AWARD, manager);

    assertThat(decide(ref, Decision.REJECT, desk.person(Role.PROGRAMME_MANAGER)))
        .isEqualTo(new Decided(true, List.of()));
    assertThat(awards.of(ref).orElseThrow().decidedBy()).isEqualTo(manager);
    assertThat(desk.events(ref)).containsOnlyOnce("AWARDED", "DE_MINIMIS_GRANTED");
  }

  @Test
  void nothingIsDecidedBeforeTheEvaluation() {
    var ref = eligible(anApplication());

    assertThatThrownBy(() -> decide(ref, Decision.REJECT, desk.person(Role.PROGRAMME_MANAGER)))
        .isInstanceOf(NotNow.class);
  }

  @Test
  void aRejectionShowsTheFactsItRestsOnAndTheRemedy() {
    var ref =
        desk.submitAndMove(
            anApplication()
                .withFigures(400, Cents.euros(80_000_000), Cents.euros(60_000_000))
                .afterEarlierResearch(),
            ApplicationStatus.COMPLETE);
    screenings.gatherFacts(ref, passageOf("screening.gather-facts"));

    awards.reject(
        ref, List.of(ReasonCode.NOT_SME, ReasonCode.NOT_FIRST_RD), passageOf("award.reject"));

    var decision = awards.of(ref).orElseThrow();
    assertThat(decision.reasonCodes()).containsExactly(ReasonCode.NOT_SME, ReasonCode.NOT_FIRST_RD);
    assertThat(decision.decidedBy()).isEqualTo(Applications.SYSTEM);
    assertThat(decision.remedyNotice()).contains(Awards.REMEDY);
    var facts = decision.basis().facts();
    assertThat(facts.facts().smeCategory()).isEqualTo(SmeCategory.LARGE);
    assertThat(facts.group().headcount()).isEqualByComparingTo("400");
    assertThat(facts.ruleset()).isEqualTo("SCREENING-2024");
    assertThat(decision.basis().scores()).isNull();
  }

  @Test
  void aRejectionOfAnIncompleteApplicationShowsWhatWasMissing() {
    var ref = desk.submit(anApplication().registeredAs(null));
    screenings.checkCompleteness(ref, passageOf("screening.check-completeness"));

    awards.reject(ref, List.of(ReasonCode.INCOMPLETE), passageOf("award.reject"));

    assertThat(awards.of(ref).orElseThrow().basis().missing())
        .extracting(problem -> problem.field())
        .containsExactly("enterprise.registrationNumber");
  }

  @Test
  void aDecisionAfterTheEvaluationShowsScoresAndHeadroom() {
    var ref = evaluated(true);
    decide(ref, Decision.AWARD, desk.person(Role.PROGRAMME_MANAGER));

    var decision = awards.of(ref).orElseThrow();
    assertThat(decision.basis().scores().total()).isEqualByComparingTo("10.5");
    assertThat(decision.basis().headroom())
        .singleElement()
        .satisfies(party -> assertThat(party.withinCeiling()).isTrue());
    assertThat(decision.remedyNotice()).isEmpty();
  }

  @Test
  void aRejectionNeedsAReason() {
    var ref = desk.submit(anApplication());

    assertThatThrownBy(() -> awards.reject(ref, List.of(), passageOf("award.reject")))
        .hasMessageContaining("without a reason");
  }

  private ApplicationRef eligible(AnApplication told) {
    var ref = desk.submitAndMove(told, ApplicationStatus.COMPLETE, ApplicationStatus.ELIGIBLE);
    deMinimis.check(ref, VOUCHER, passageOf("stateaid.check-de-minimis"));
    budget.reserve(ref, VOUCHER, passageOf("budget.reserve"));
    return ref;
  }

  private ApplicationRef evaluated(boolean passed) {
    var ref = eligible(anApplication());
    expert("");
    var assigned = evaluations.assign(ref, passageOf("assign"));
    evaluate(ref, assigned, assigned.expert(), passed);
    return ref;
  }

  private EvaluationOutcome evaluate(
      ApplicationRef ref, Assignment assigned, String expert, boolean passed) {
    var score = new Score(7);
    return evaluations.record(
        new RecordEvaluation(
            ref,
            assigned.evaluation(),
            score,
            score,
            score,
            "Good.",
            "Good.",
            "Good.",
            passed,
            expert),
        passageOf("evaluation.record"));
  }

  private DecisionOutcome decide(ApplicationRef ref, Decision decision, String decider) {
    return awards.record(
        new RecordDecision(ref, decision, "Discussed.", ReasonCode.BELOW_THRESHOLD, decider),
        passageOf("award.record-decision"));
  }

  private String expert(String employer) {
    var username = desk.person(Role.EVALUATOR);
    jdbc.sql(
            "insert into expert (username, sectors, employer) values (:name,"
                + " array['HIGH_TECH_MATERIALS'], :employer)")
        .param("name", username)
        .param("employer", employer)
        .update();
    return username;
  }
}
