package eu.ttc.grants.evaluation;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.evaluation.EvaluationOutcome.Evaluated;
import eu.ttc.grants.evaluation.EvaluationOutcome.EvaluationNotAllowed;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.support.RecordVisit;
import eu.ttc.grants.support.VisitOutcome.VisitRecorded;
import eu.ttc.grants.support.VisitReport;
import eu.ttc.grants.support.VisitReport.Held;
import eu.ttc.grants.support.VisitReport.NotHeld;
import eu.ttc.grants.support.Visits;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@ModuleTest
class EvaluationsModuleTest {

  private static final OffsetDateTime DUE = OffsetDateTime.parse("2099-12-23T23:10+01:00");

  private final Evaluations evaluations;
  private final Visits visits;
  private final Applications applications;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;
  private String first = "";
  private String second = "";

  EvaluationsModuleTest(
      Evaluations evaluations,
      Visits visits,
      Applications applications,
      ApplicationDesk desk,
      JdbcClient jdbc) {
    this.evaluations = evaluations;
    this.visits = visits;
    this.applications = applications;
    this.desk = desk;
    this.jdbc = jdbc;
  }

  /** Two experts who alone can evaluate: those of other tests are out of work meanwhile. */
  @BeforeEach
  void twoExperts() {
    jdbc.sql("update expert set sectors = array['NONE']").update();
    first = expert("Bureau One");
    second = expert("Bureau Two");
  }

  @AfterEach
  void promiseHolds() {
    assertThat(broken()).isEmpty();
  }

  @Test
  void assignedExpertScoresAndTheApplicationIsEvaluated() {
    var ref = eligible(anApplication());
    var assigned = assign(ref);

    var outcome = record(scores(ref, assigned, assigned.expert(), "4", "3.5", "3", true));

    assertThat(outcome).isEqualTo(new Evaluated(new BigDecimal("10.5")));
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.EVALUATED);
    assertThat(evaluations.of(ref))
        .hasValueSatisfying(
            kept -> {
              assertThat(kept.impact()).isEqualByComparingTo("3.5");
              assertThat(kept.passed()).isTrue();
              assertThat(kept.ruleset()).isEqualTo("EVALUATION-2024");
            });
    assertThat(evaluations.hasEvaluated(ref, assigned.expert())).isTrue();
    assertThat(desk.events(ref)).containsOnlyOnce("EVALUATION_ASSIGNED", "EVALUATED");
  }

  @Test
  void repeatedDeliveryAndRepeatedStepAssignOnce() {
    var ref = eligible(anApplication());
    var step = passageOf("evaluation.assign-expert");

    var assigned = evaluations.assign(ref, step);

    assertThat(evaluations.assign(ref, step)).isEqualTo(assigned);
    assertThat(assign(ref)).isEqualTo(assigned);
    assertThat(desk.events(ref)).containsOnlyOnce("EVALUATION_ASSIGNED");
  }

  @Test
  void workIsSpread() {
    var experts =
        List.of(
            assign(eligible(anApplication())).expert(), assign(eligible(anApplication())).expert());

    assertThat(experts).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void conflictLeadsToAnotherExpertAndThenToAnOperator() {
    var ref = eligible(anApplication());
    var one = assign(ref);
    conflict(ref, one, one.expert());
    var other = assign(ref);

    assertThat(other.expert()).isNotEqualTo(one.expert());
    assertThat(evaluations.isAssigned(ref, one.expert())).isFalse();
    assertThat(desk.events(ref)).contains("CONFLICT_DECLARED");

    conflict(ref, other, other.expert());
    assertThatThrownBy(() -> assign(ref))
        .hasMessageContaining(ref.value())
        .hasMessageContaining("Add one for its sector");
  }

  @Test
  void conflictOfSomebodyElseChangesNothing() {
    var ref = eligible(anApplication());
    var assigned = assign(ref);

    conflict(ref, assigned, "somebody");

    assertThat(assign(ref)).isEqualTo(assigned);
    assertThat(desk.events(ref)).contains("CONFLICT_NOT_TAKEN").doesNotContain("CONFLICT_DECLARED");
  }

  @Test
  @DisplayName("the applicant and the employees of applicant and partner are never assigned")
  void neverAssignsThoseWithAKnownConflict() {
    var own = eligible(anApplication().by(first));
    var employers = eligible(anApplication().ofEnterprise("BUREAU  ONE"));
    var partners = eligible(anApplication().withPartner("Bureau-One", "DE", Region.AACHEN));

    assertThat(List.of(own, employers, partners))
        .allSatisfy(ref -> assertThat(assign(ref).expert()).isEqualTo(second));
  }

  @Test
  @DisplayName("who advised the firm, in whichever of its applications, is never assigned")
  void neverAssignsAnAdviserOfTheFirm() {
    var earlier = eligible(anApplication().registeredAs("NL-777.1"));
    var later = eligible(anApplication().registeredAs("NL7771"));
    visit(earlier, first);

    assertThat(assign(later).expert()).isEqualTo(second);
    assertThat(assign(earlier).expert()).isEqualTo(second);

    hold(earlier, first);
    var yetLater = eligible(anApplication().registeredAs("nl 777 1"));
    assertThat(assign(yetLater).expert()).isEqualTo(second);
    assertThat(assign(eligible(anApplication())).expert()).isEqualTo(first);
  }

  @Test
  void whoWasToAdviseTheFirmButDidNotMayEvaluateIt() {
    var earlier = eligible(anApplication().registeredAs("NL7772"));
    visit(earlier, first);
    report(earlier, first, new NotHeld("The firm does without."));

    assertThat(assign(eligible(anApplication().registeredAs("NL7772"))).expert()).isEqualTo(first);
  }

  @Test
  @DisplayName("scores of somebody who became an adviser meanwhile are refused; another evaluates")
  void scoresOfAnAdviserAreRefused() {
    var ref = eligible(anApplication().registeredAs("NL7773"));
    var assigned = assign(ref);
    plan(eligible(anApplication().registeredAs("NL7773")), assigned.expert());

    assertThat(record(scores(ref, assigned, assigned.expert(), "4", "4", "4", true)))
        .isInstanceOfSatisfying(
            EvaluationNotAllowed.class,
            refused -> assertThat(refused.problem()).contains("advises the firm"));

    var anew = assign(ref);
    assertThat(anew.expert()).isNotEqualTo(assigned.expert());
    assertThat(assign(ref)).isEqualTo(anew);
    assertThat(desk.events(ref)).containsOnlyOnce("CONFLICT_FOUND");
    assertThat(record(scores(ref, anew, anew.expert(), "4", "4", "4", true)))
        .isInstanceOf(Evaluated.class);
  }

  @Test
  void whoEvaluatesTheFirmDoesNotVisitIt() {
    onlyManager(first);
    var scored = eligible(anApplication().registeredAs("NL7774"));
    jdbc.sql("update expert set sectors = array['NONE'] where username = :second")
        .param("second", second)
        .update();
    var assigned = assign(scored);
    record(scores(scored, assigned, first, "4", "4", "4", true));
    var other = eligible(anApplication().registeredAs("NL7774"));

    assertThatThrownBy(() -> visits.assign(other, DUE, passageOf("support.assign-manager")))
        .hasMessageContaining("No business support manager may visit");
  }

  @Test
  @DisplayName("asked at the same time to evaluate and to visit one firm, somebody does only one")
  void nobodyIsChosenForBothAtTheSameTime() throws Exception {
    onlyManager(first);
    jdbc.sql("update expert set sectors = array['NONE'] where username = :second")
        .param("second", second)
        .update();
    for (int time = 0; time < 10; time++) {
      var number = "NL778" + time;
      var toEvaluate = eligible(anApplication().registeredAs(number));
      var toVisit = eligible(anApplication().registeredAs(number));

      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var both =
            threads.invokeAll(
                List.<Callable<Object>>of(
                    () -> assign(toEvaluate),
                    () -> visits.assign(toVisit, DUE, passageOf("support.assign-manager"))));

        assertThat(both.stream().map(Future::state))
            .containsExactlyInAnyOrder(Future.State.SUCCESS, Future.State.FAILED);
      }
    }
  }

  @Test
  void onlyTheAssignedExpertScoresAndOnlyOnce() {
    var ref = eligible(anApplication());
    var assigned = assign(ref);
    var other = assigned.expert().equals(first) ? second : first;

    assertThat(record(scores(ref, assigned, other, "4", "4", "4", true)))
        .isInstanceOf(EvaluationNotAllowed.class);
    assertThat(record(scores(ref, assigned, assigned.expert(), "4", "4", "4", true)))
        .isInstanceOf(Evaluated.class);
    assertThat(record(scores(ref, assigned, assigned.expert(), "5", "5", "5", true)))
        .isInstanceOf(EvaluationNotAllowed.class);
    assertThat(evaluations.of(ref).orElseThrow().total()).isEqualByComparingTo("12");
  }

  @Test
  @DisplayName("a table of outcomes that passes everybody does not make a bad evaluation good")
  void thresholdsHoldWhateverTheModelSays() {
    var ref = eligible(anApplication());
    var assigned = assign(ref);

    record(scores(ref, assigned, assigned.expert(), "5", "5", "2.5", true));

    assertThat(evaluations.of(ref).orElseThrow().passed()).isFalse();
  }

  @Test
  @Transactional
  @DisplayName("promise 5 is seen broken when scores are forged")
  void viewShowsABrokenPromise() {
    var ref = eligible(anApplication().withPartner("Bureau Three", "DE", Region.AACHEN));
    var assigned = assign(ref);
    record(scores(ref, assigned, assigned.expert(), "4", "4", "4", true));

    breakAndMend(
        ref,
        "update evaluation set conflict_reason = 'cousin' where application = :ref",
        "update evaluation set conflict_reason = null where application = :ref");
    breakAndMend(
        ref,
        "update expert set employer = 'bureau three' where username ="
            + " (select expert from evaluation where application = :ref)",
        "update expert set employer = '' where username ="
            + " (select expert from evaluation where application = :ref)");
    breakAndMend(
        ref,
        "update application set applicant ="
            + " (select expert from evaluation where application = :ref) where reference = :ref",
        "update application set applicant = 'x' where reference = :ref");
  }

  @Test
  @Transactional
  @DisplayName(
      "promise 5 is seen broken when an adviser scored the firm, in another application too")
  void viewShowsThatAnAdviserScored() {
    var advised = eligible(anApplication().registeredAs("NL7779"));
    visit(advised, second);
    hold(advised, second);
    var ref = eligible(anApplication().registeredAs("NL7779"));
    var assigned = assign(ref);
    record(scores(ref, assigned, first, "4", "4", "4", true));
    assertThat(broken()).isEmpty();

    for (var scored : List.of(advised, ref)) {
      jdbc.sql("update evaluation set application = :ref where id = :id")
          .param("ref", scored.value())
          .param("id", assigned.evaluation())
          .update();
      breakAndMend(
          scored,
          "update evaluation set expert = '%s' where application = :ref".formatted(second),
          "update evaluation set expert = '%s' where application = :ref".formatted(first));
    }
  }

  private void breakAndMend(ApplicationRef ref, String breaking, String mending) {
    jdbc.sql(breaking).param("ref", ref.value()).update();
    assertThat(broken()).containsExactly(ref.value());
    jdbc.sql(mending).param("ref", ref.value()).update();
    assertThat(broken()).isEmpty();
  }

  private List<String> broken() {
    return jdbc.sql("select application from promise_5_evaluators_are_independent")
        .query(String.class)
        .list();
  }

  private String expert(String employer) {
    var username = desk.person(Role.EVALUATOR);
    jdbc.sql(
            "insert into expert (username, sectors, languages, employer)"
                + " values (:username, array['HIGH_TECH_MATERIALS'], array['nl'], :employer)")
        .param("username", username)
        .param("employer", employer)
        .update();
    return username;
  }

  /** This expert is to advise the firm, and alone can be. */
  private void visit(ApplicationRef ref, String expert) {
    onlyManager(expert);
    assertThat(visits.assign(ref, DUE, passageOf("support.assign-manager")).manager())
        .isEqualTo(expert);
  }

  private void hold(ApplicationRef ref, String manager) {
    report(ref, manager, new Held(LocalDate.now(Applications.PROGRAMME_ZONE), "Test it.", "", ""));
  }

  private void report(ApplicationRef ref, String manager, VisitReport report) {
    assertThat(
            visits.record(new RecordVisit(ref, report, manager), passageOf("support.record-visit")))
        .isInstanceOf(VisitRecorded.class);
  }

  /** A visit of this expert that was planned without asking who evaluates. */
  private void plan(ApplicationRef ref, String expert) {
    onlyManager(expert);
    jdbc.sql(
            "insert into company_visit (application, manager, planned_at, due_at)"
                + " values (:ref, :expert, now(), now() + interval '30 days')")
        .param("ref", ref.value())
        .param("expert", expert)
        .update();
  }

  private void onlyManager(String username) {
    jdbc.sql("delete from account_role where role = 'BUSINESS_SUPPORT_MANAGER'").update();
    jdbc.sql("insert into account_role values (:username, 'BUSINESS_SUPPORT_MANAGER')")
        .param("username", username)
        .update();
    jdbc.sql(
            "insert into business_support_manager (username, regions, languages, sectors)"
                + " values (:username, array['EINDHOVEN'], array['nl'], array['ICT'])"
                + " on conflict do nothing")
        .param("username", username)
        .update();
  }

  private ApplicationRef eligible(AnApplication told) {
    return desk.submitAndMove(told, ApplicationStatus.COMPLETE, ApplicationStatus.ELIGIBLE);
  }

  private Assignment assign(ApplicationRef ref) {
    return evaluations.assign(ref, passageOf("evaluation.assign-expert"));
  }

  private void conflict(ApplicationRef ref, Assignment assigned, String username) {
    evaluations.recordConflict(
        ref, assigned.evaluation(), "cousin", username, passageOf("evaluation.record-conflict"));
  }

  private EvaluationOutcome record(RecordEvaluation command) {
    return evaluations.record(command, passageOf("evaluation.record"));
  }

  private static RecordEvaluation scores(
      ApplicationRef ref,
      Assignment assigned,
      String username,
      String excellence,
      String impact,
      String implementation,
      boolean passed) {
    return new RecordEvaluation(
        ref,
        assigned.evaluation(),
        Score.ofPoints(new BigDecimal(excellence)),
        Score.ofPoints(new BigDecimal(impact)),
        Score.ofPoints(new BigDecimal(implementation)),
        "New beyond the state of the art.",
        "A market is there.",
        "The plan is sound.",
        passed,
        username);
  }
}
