package eu.ttc.grants.award;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.award.DecisionOutcome.AwardedOnConditions;
import eu.ttc.grants.award.DecisionOutcome.Decided;
import eu.ttc.grants.award.DecisionOutcome.DecisionNotAllowed;
import eu.ttc.grants.award.DecisionOutcome.Drafted;
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
import eu.ttc.grants.testing.VoucherDesk;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class AwardsModuleTest {

  private static final Cents VOUCHER = Cents.euros(5_000);

  private final Screenings screenings;
  private final Evaluations evaluations;
  private final Awards awards;
  private final Applications applications;
  private final VoucherDesk vouchers;
  private final Budget budget;
  private final DeMinimis deMinimis;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;

  AwardsModuleTest(
      Screenings screenings,
      Evaluations evaluations,
      Awards awards,
      Applications applications,
      VoucherDesk vouchers,
      Budget budget,
      DeMinimis deMinimis,
      ApplicationDesk desk,
      JdbcClient jdbc) {
    this.screenings = screenings;
    this.evaluations = evaluations;
    this.awards = awards;
    this.applications = applications;
    this.vouchers = vouchers;
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
  void aDraftIsKeptAndNothingElseHappens() {
    var ref = evaluated(true);
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    var events = desk.events(ref);

    assertThat(draft(ref, Decision.AWARD, "Probably.", manager, "Send the letter of intent."))
        .isEqualTo(new Drafted(manager, 1, Optional.empty()));
    assertThat(draft(ref, Decision.REJECT, "Rather not.", manager))
        .isEqualTo(new Drafted(manager, 2, Optional.empty()));

    assertThat(awards.of(ref)).isEmpty();
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.EVALUATED);
    assertThat(desk.events(ref)).isEqualTo(events);
    assertThat(awards.drafts(ref))
        .extracting(AwardDraft::reasons, AwardDraft::conditions, AwardDraft::rejectionCode)
        .containsExactly(
            tuple("Probably.", List.of("Send the letter of intent."), Optional.empty()),
            tuple("Rather not.", List.of(), Optional.of(ReasonCode.BELOW_THRESHOLD)));
  }

  @Test
  void aDraftIsCommunicatedByItsAuthor() {
    var ref = evaluated(true);
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    draft(ref, Decision.REJECT, "Rather not.", manager);

    assertThat(decide(ref, Decision.AWARD, manager)).isEqualTo(new Decided(true, List.of()));

    assertThat(awards.of(ref).orElseThrow().reasons()).isEqualTo("Discussed.");
    assertThat(awards.drafts(ref)).hasSize(1);
  }

  @Test
  void whoeverElseCommunicatesADraftHasToReadItFirst() {
    var ref = evaluated(true);
    var author = desk.person(Role.PROGRAMME_MANAGER);
    var other = desk.person(Role.PROGRAMME_MANAGER);
    draft(ref, Decision.AWARD, "Probably.", author);

    assertThat(decide(ref, Decision.AWARD, other))
        .isEqualTo(new Drafted(other, 2, Optional.of(author)));
    assertThat(awards.of(ref)).isEmpty();
    assertThat(decide(ref, Decision.AWARD, author))
        .as("the draft is not the first author's any more")
        .isEqualTo(new Drafted(author, 3, Optional.of(other)));
    assertThat(decide(ref, Decision.AWARD, author)).isEqualTo(new Decided(true, List.of()));
    assertThat(awards.of(ref).orElseThrow().decidedBy()).isEqualTo(author);
  }

  @Test
  void whoMayNotDecideMayNotDraftEither() {
    var ref = evaluated(true);
    var expert = evaluations.of(ref).orElseThrow().expert();
    jdbc.sql("insert into account_role (username, role) values (:name, 'PROGRAMME_MANAGER')")
        .param("name", expert)
        .update();

    assertThat(draft(ref, Decision.AWARD, "Good.", expert)).isInstanceOf(DecisionNotAllowed.class);
    assertThat(draft(ref, Decision.AWARD, "Good.", desk.person(Role.PROGRAMME_OFFICER)))
        .isInstanceOf(DecisionNotAllowed.class);
    assertThat(awards.drafts(ref)).isEmpty();
  }

  @Test
  void aDraftMayLackWhatADecisionNeeds() {
    var ref = evaluated(false);
    var manager = desk.person(Role.PROGRAMME_MANAGER);

    assertThat(draft(ref, Decision.AWARD, "", manager)).isInstanceOf(Drafted.class);
    assertThat(decide(ref, Decision.AWARD, manager)).isInstanceOf(DecisionNotAllowed.class);
  }

  @Test
  void whatIsCommunicatedIsNotDraftedAnew() {
    var ref = evaluated(true);
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    decide(ref, Decision.AWARD, manager);

    assertThat(draft(ref, Decision.REJECT, "On second thought.", manager))
        .isEqualTo(new Decided(true, List.of()));

    assertThat(awards.drafts(ref)).isEmpty();
    assertThat(awards.of(ref).orElseThrow().decision()).isEqualTo(Decision.AWARD);
    for (String change :
        List.of("update award_decision set reasons = 'x'", "delete from award_decision")) {
      assertThatThrownBy(
              () ->
                  jdbc.sql(change + " where application = :ref").param("ref", ref.value()).update())
          .as(change)
          .isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  void nothingIsDraftedOnAnApplicationThatEnded() {
    var ref = evaluated(true);
    desk.inTransaction(
        () -> {
          applications.move(ref, ApplicationStatus.WITHDRAWN, "WITHDRAWN", "anna", null);
          return true;
        });

    assertThatThrownBy(
            () -> draft(ref, Decision.AWARD, "Good.", desk.person(Role.PROGRAMME_MANAGER)))
        .isInstanceOf(NotNow.class);
  }

  @Test
  void aConditionIsShortAndTenAreTheMost() {
    var ref = evaluated(true);
    var manager = desk.person(Role.PROGRAMME_MANAGER);

    assertThat(award(ref, manager, Collections.nCopies(11, "Show it.")))
        .isEqualTo(new DecisionNotAllowed("An award has at most 10 conditions; these are 11."));
    assertThat(award(ref, manager, List.of("x".repeat(501))))
        .isEqualTo(new DecisionNotAllowed("A condition has at most 500 characters."));
    assertThat(award(ref, manager, List.of(" Show it. ", " ")))
        .isEqualTo(new AwardedOnConditions(1));
    assertThat(awards.of(ref).orElseThrow().conditions())
        .containsExactly(new AwardCondition(1, "Show it.", Optional.empty()));
  }

  @Test
  void aRejectionHasNoConditions() {
    var ref = evaluated(true);
    var manager = desk.person(Role.PROGRAMME_MANAGER);

    assertThat(
            record(ref, Decision.REJECT, "Weaker than others.", manager, List.of("Show it."), true))
        .isInstanceOf(Decided.class);
    assertThat(awards.of(ref).orElseThrow().conditions()).isEmpty();
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
    vouchers.makeRoom();
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

  private DecisionOutcome draft(
      ApplicationRef ref, Decision decision, String reasons, String author, String... conditions) {
    return record(ref, decision, reasons, author, List.of(conditions), false);
  }

  private DecisionOutcome award(ApplicationRef ref, String decider, List<String> conditions) {
    return record(ref, Decision.AWARD, "Discussed.", decider, conditions, true);
  }

  private DecisionOutcome record(
      ApplicationRef ref,
      Decision decision,
      String reasons,
      String decider,
      List<String> conditions,
      boolean communicated) {
    return awards.record(
        new RecordDecision(
            ref, decision, reasons, ReasonCode.BELOW_THRESHOLD, decider, conditions, communicated),
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
