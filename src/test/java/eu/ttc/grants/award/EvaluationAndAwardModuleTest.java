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
import eu.ttc.grants.evaluation.EvaluationOutcome.Evaluated;
import eu.ttc.grants.evaluation.EvaluationOutcome.EvaluationNotAllowed;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.evaluation.RecordEvaluation;
import eu.ttc.grants.evaluation.Score;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.stateaid.DeMinimis;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class EvaluationAndAwardModuleTest {

  private static final Cents VOUCHER = Cents.euros(5_000);

  private final Evaluations evaluations;
  private final Awards awards;
  private final Applications applications;
  private final Budget budget;
  private final DeMinimis deMinimis;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;

  EvaluationAndAwardModuleTest(
      Evaluations evaluations,
      Awards awards,
      Applications applications,
      Budget budget,
      DeMinimis deMinimis,
      ApplicationDesk desk,
      JdbcClient jdbc) {
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
  void theIndependentExpertWithTheLeastWorkIsAssignedOnce() {
    var told = anApplication();
    var employed = expert("Institut of Nobody");
    var free = expert("");
    jdbc.sql("update expert set employer = :name where username = :username")
        .param("name", told.dossier().partners().getFirst().name().toUpperCase())
        .param("username", employed)
        .update();
    var ref = eligible(told);

    var assignment = evaluations.assign(ref, passageOf("evaluation.assign-expert"));
    var again = evaluations.assign(ref, passageOf("evaluation.assign-expert"));

    assertThat(assignment.expert()).isEqualTo(free);
    assertThat(again).isEqualTo(assignment);
    assertThat(evaluations.isAssigned(ref, free)).isTrue();
    assertThat(evaluations.isAssigned(ref, employed)).isFalse();
  }

  @Test
  void aDeclaredConflictGoesToAnotherExpertAndWithoutOneAnOperatorIsTold() {
    var ref = eligible(anApplication());
    var first = expert("");
    var second = expert("");
    var assigned = evaluations.assign(ref, passageOf("assign"));
    evaluations.recordConflict(
        ref,
        assigned.evaluation(),
        "My brother owns it.",
        assigned.expert(),
        passageOf("conflict"));

    var next = evaluations.assign(ref, passageOf("assign"));

    assertThat(List.of(first, second)).contains(assigned.expert(), next.expert());
    assertThat(next.expert()).isNotEqualTo(assigned.expert());
    evaluations.recordConflict(
        ref, next.evaluation(), "Me too.", next.expert(), passageOf("conflict"));
    assertThatThrownBy(() -> evaluations.assign(ref, passageOf("assign")))
        .hasMessageContaining("table expert");
  }

  @Test
  void onlyTheAssignedExpertScoresAndOnlyOnce() {
    var ref = eligible(anApplication());
    expert("");
    var assigned = evaluations.assign(ref, passageOf("assign"));

    assertThat(evaluate(ref, assigned, "somebody", true)).isInstanceOf(EvaluationNotAllowed.class);
    assertThat(evaluate(ref, assigned, assigned.expert(), true))
        .isEqualTo(new Evaluated(new BigDecimal("10.5")));
    assertThat(evaluate(ref, assigned, assigned.expert(), true))
        .isInstanceOf(EvaluationNotAllowed.class);

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.EVALUATED);
    assertThat(evaluations.of(ref).orElseThrow().passed()).isTrue();
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
  void aRejectionNeedsAReason() {
    var ref = desk.submit(anApplication());

    assertThatThrownBy(() -> awards.reject(ref, List.of(), passageOf("award.reject")))
        .hasMessageContaining("without a reason");
  }

  @Test
  void theViewOfThePromiseShowsAnExpertWhoScoredDespiteAConflict() {
    var ref = evaluated(true);

    desk.inTransaction(
        () -> {
          jdbc.sql("update evaluation set conflict_reason = 'hidden' where application = :ref")
              .param("ref", ref.value())
              .update();
          assertThat(
                  jdbc.sql("select broken from promise_5_evaluators_are_independent")
                      .query(String.class)
                      .list())
              .anyMatch(broken -> broken.contains("conflict"));
          jdbc.sql("update evaluation set conflict_reason = null where application = :ref")
              .param("ref", ref.value())
              .update();
          return true;
        });
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
