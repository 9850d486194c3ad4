package eu.ttc.grants.appeal;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.appeal.AppealOutcome.AppealDecisionNotAllowed;
import eu.ttc.grants.appeal.AppealOutcome.Dismissed;
import eu.ttc.grants.appeal.AppealOutcome.Extended;
import eu.ttc.grants.appeal.AppealOutcome.Upheld;
import eu.ttc.grants.appeal.Lodging.AlreadyLodged;
import eu.ttc.grants.appeal.Lodging.Lodged;
import eu.ttc.grants.appeal.Lodging.NotOpen;
import eu.ttc.grants.appeal.Lodging.TooLate;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.award.DecisionOutcome.DecisionNotAllowed;
import eu.ttc.grants.award.RecordDecision;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.screening.RecordScreening;
import eu.ttc.grants.screening.ScreeningOutcome;
import eu.ttc.grants.screening.ScreeningOutcome.Screened;
import eu.ttc.grants.screening.ScreeningOutcome.ScreeningNotAllowed;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.AtOnce;
import eu.ttc.grants.testing.AtOnce.Done;
import eu.ttc.grants.testing.CaseDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class AppealsModuleTest {

  private static final String GROUNDS = "The parent sold its shares last year.";

  private final Appeals appeals;
  private final Applications applications;
  private final Documents documents;
  private final Screenings screenings;
  private final Evaluations evaluations;
  private final Awards awards;
  private final Budget budget;
  private final ApplicationDesk desk;
  private final CaseDesk cases;
  private final TestClock clock;
  private final JdbcClient jdbc;

  AppealsModuleTest(
      Appeals appeals,
      Applications applications,
      Documents documents,
      Screenings screenings,
      Evaluations evaluations,
      Awards awards,
      Budget budget,
      ApplicationDesk desk,
      CaseDesk cases,
      TestClock clock,
      JdbcClient jdbc) {
    this.appeals = appeals;
    this.applications = applications;
    this.documents = documents;
    this.screenings = screenings;
    this.evaluations = evaluations;
    this.awards = awards;
    this.budget = budget;
    this.desk = desk;
    this.cases = cases;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @Test
  void aWindowIsOpenedOncePerRejectionAndKeepsItsDate() {
    var ref = refused(anApplication(), ReasonCode.NOT_SME);

    var first = open(ref);
    var again = appeals.openWindow(ref, cases.inDays(90), passageOf("appeal.open-window"));

    assertThat(first.number()).isOne();
    assertThat(first.state()).isEqualTo(AppealState.OPEN);
    assertThat(again).isEqualTo(first);
    assertThat(desk.events(ref)).containsOnlyOnce("APPEAL_WINDOW_OPENED");
  }

  @Test
  void onlyARejectionHasAWindow() {
    var told = anApplication();
    var ref = desk.submit(told);

    assertThatThrownBy(() -> open(ref))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("SUBMITTED");
    assertThat(lodge(ref, told)).isInstanceOf(NotOpen.class);
    assertThat(appeals.of(ref)).isEmpty();
  }

  @Test
  void anObjectionIsLodgedOnceAndTheLifecycleToldWithItsNumber() {
    var told = anApplication();
    var ref = opened(told, ReasonCode.NOT_SME);

    assertThat(lodge(ref, told)).isInstanceOf(Lodged.class);
    assertThat(lodge(ref, told)).isInstanceOf(AlreadyLodged.class);

    assertThat(status(ref)).isEqualTo(ApplicationStatus.UNDER_APPEAL);
    assertThat(appeals.of(ref).orElseThrow().grounds()).isEqualTo(GROUNDS);
    assertThat(desk.events(ref)).containsOnlyOnce("APPEAL_LODGED");
    assertThat(messages(ref, ref + "/appeal/1")).isOne();
  }

  @Test
  void beforeItsWindowAnObjectionIsToldToWaitAndChangesNothing() {
    var told = anApplication();
    var ref = refused(told, ReasonCode.NOT_SME);

    assertThat(lodge(ref, told))
        .isInstanceOfSatisfying(
            NotOpen.class, refusal -> assertThat(refusal.explanation()).contains("Try again"));
    assertThat(status(ref)).isEqualTo(ApplicationStatus.REJECTED);
  }

  @Test
  void groundsAndDocumentsAreChecked() {
    var told = anApplication();
    var ref = opened(told, ReasonCode.NOT_SME);
    var unknown = UUID.randomUUID();

    assertThatThrownBy(() -> appeals.lodge(ref, told.applicant(), " ", List.of(unknown)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("grounds: is required")
        .hasMessageContaining("documentIds: " + unknown);
    assertThatThrownBy(() -> appeals.lodge(ref, told.applicant(), "x".repeat(8001), List.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("at most 8000");
    assertThatThrownBy(() -> appeals.lodge(ref, "somebody", GROUNDS, List.of()))
        .isInstanceOf(Unknown.class);
    assertThat(status(ref)).isEqualTo(ApplicationStatus.REJECTED);
  }

  @Test
  void documentsOfAnAppealAreTakenWhileItsWindowIsOpen() {
    var told = anApplication();
    var ref = refused(told, ReasonCode.NOT_SME);

    assertThatThrownBy(() -> upload(ref, told, "early")).isInstanceOf(NotNow.class);
    open(ref);
    var document = upload(ref, told, "proof");
    assertThatThrownBy(
            () ->
                documents.add(
                    ref, told.applicant(), DocumentKind.OTHER, "x", "text/plain", new byte[1]))
        .isInstanceOf(NotNow.class);
    clock.stopAt(appeals.of(ref).orElseThrow().lodgeBy().plusMillis(1));
    assertThatThrownBy(() -> upload(ref, told, "late")).isInstanceOf(NotNow.class);
    clock.reset();

    assertThat(appeals.lodge(ref, told.applicant(), GROUNDS, List.of(document.id())))
        .isInstanceOf(Lodged.class);
    assertThatThrownBy(() -> upload(ref, told, "after")).isInstanceOf(NotNow.class);
  }

  @Test
  void theWindowClosesWhenItsTimeIsReallyOver() {
    var told = anApplication();
    var ref = opened(told, ReasonCode.NOT_SME);
    var lodgeBy = appeals.of(ref).orElseThrow().lodgeBy();

    clock.stopAt(lodgeBy.minusMillis(1));
    assertThat(close(ref).state()).isEqualTo(AppealState.OPEN);
    clock.stopAt(lodgeBy);
    assertThat(close(ref).state()).isEqualTo(AppealState.EXPIRED);
    assertThat(close(ref).state()).isEqualTo(AppealState.EXPIRED);

    assertThat(lodge(ref, told)).isEqualTo(new TooLate(lodgeBy));
    assertThat(status(ref)).isEqualTo(ApplicationStatus.REJECTED);
    assertThat(desk.events(ref)).containsOnlyOnce("APPEAL_WINDOW_CLOSED");
    assertThat(open(ref).state()).isEqualTo(AppealState.EXPIRED);
  }

  @Test
  void anObjectionAtTheLastMomentCountsAndOneAfterItDoesNot() {
    var inTime = anApplication();
    var late = anApplication();
    var first = opened(inTime, ReasonCode.NOT_SME);
    var second = opened(late, ReasonCode.NOT_SME);

    clock.stopAt(appeals.of(first).orElseThrow().lodgeBy());
    assertThat(lodge(first, inTime)).isInstanceOf(Lodged.class);
    clock.stopAt(appeals.of(second).orElseThrow().lodgeBy().plusMillis(1));
    assertThat(lodge(second, late)).isInstanceOf(TooLate.class);
  }

  @Test
  void objectionAndClosingAtTheSameInstantHaveOneOutcome() throws Exception {
    for (int round = 0; round < 8; round++) {
      var told = anApplication();
      var ref = opened(told, ReasonCode.NOT_SME);
      clock.stopAt(appeals.of(ref).orElseThrow().lodgeBy());

      var outcomes = AtOnce.happen(() -> lodge(ref, told), () -> close(ref));

      var lodged = ((Done) outcomes.getFirst()).result() instanceof Lodged;
      assertThat(((Window) ((Done) outcomes.getLast()).result()).state())
          .isEqualTo(lodged ? AppealState.LODGED : AppealState.EXPIRED);
      assertThat(status(ref))
          .isEqualTo(lodged ? ApplicationStatus.UNDER_APPEAL : ApplicationStatus.REJECTED);
      assertThat(messages(ref, "/appeal/1")).isEqualTo(lodged ? 1 : 0);
      clock.reset();
    }
  }

  @Test
  void theReviewTellsUntilWhenAndWhereTheCaseMayResume() {
    var ref = lodged(anApplication(), ReasonCode.NOT_SME);
    var due = cases.inDays(84);

    var review = appeals.beginReview(ref, 1, due, passageOf("appeal.begin-review"));
    var again = appeals.beginReview(ref, 1, due.plusDays(9), passageOf("appeal.begin-review"));

    assertThat(review.decideBy().toInstant()).isEqualTo(due.toInstant());
    assertThat(review.extensible()).isTrue();
    assertThat(review.resumeSteps()).containsExactly(ResumeStep.SCREENING, ResumeStep.STATE_AID);
    assertThat(review.reasonCodes()).containsExactly(ReasonCode.NOT_SME);
    assertThat(again).isEqualTo(review);
  }

  @Test
  void managersAreRemindedOnceBeforeAndOnceAfterTheDate() {
    var ref = lodged(anApplication(), ReasonCode.NOT_SME);
    var due = cases.inDays(84);
    appeals.beginReview(ref, 1, due, passageOf("appeal.begin-review"));

    assertThat(remind(ref)).isEqualTo(Reminder.DUE_SOON);
    assertThat(remind(ref)).isEqualTo(Reminder.NOTHING);
    clock.stopAt(due.toInstant());
    assertThat(remind(ref)).isEqualTo(Reminder.OVERDUE);
    assertThat(remind(ref)).isEqualTo(Reminder.NOTHING);

    assertThat(desk.events(ref))
        .containsOnlyOnce("APPEAL_DECISION_REMINDED", "APPEAL_DECISION_DELAYED");
    decide(ref, Verdict.DISMISSED, null, manager());
    assertThat(remind(ref)).isEqualTo(Reminder.NOTHING);
  }

  @Test
  void theTimeIsExtendedOnceAndRemindersBeginAnew() {
    var ref = lodged(anApplication(), ReasonCode.NOT_SME);
    var due = cases.inDays(84);
    appeals.beginReview(ref, 1, due, passageOf("appeal.begin-review"));
    remind(ref);
    var manager = manager();

    assertThat(decide(ref, Verdict.EXTENDED, null, manager)).isEqualTo(new Extended());
    var review = appeals.beginReview(ref, 1, due.plusDays(42), passageOf("appeal.begin-review"));

    assertThat(review.decideBy().toInstant()).isEqualTo(due.plusDays(42).toInstant());
    assertThat(review.extensible()).isFalse();
    assertThat(remind(ref)).isEqualTo(Reminder.DUE_SOON);
    assertThat(decide(ref, Verdict.EXTENDED, null, manager))
        .isInstanceOf(AppealDecisionNotAllowed.class);
    // who took more time is the one who decides
    assertThat(decide(ref, Verdict.DISMISSED, null, manager)).isEqualTo(new Dismissed());
  }

  @Test
  void whoHadAPartInTheCaseDoesNotDecideOnTheAppeal() {
    var told = anApplication();
    var ref = cases.evaluated(told, false);
    var decider = cases.decide(ref, Decision.REJECT, ReasonCode.BELOW_THRESHOLD);
    var expert = evaluations.of(ref).orElseThrow().expert();
    cases.reject(ref, ReasonCode.BELOW_THRESHOLD);
    var supporter = manager();
    desk.inTransaction(
        () -> {
          applications.note(ref, "VISIT_RECORDED", supporter, null);
          return ref;
        });
    open(ref);
    lodge(ref, told);
    makeManager(expert);
    register(told.applicant());

    for (var involved : List.of(decider, expert, supporter, told.applicant())) {
      assertThat(decide(ref, Verdict.DISMISSED, null, involved))
          .as(involved)
          .isInstanceOfSatisfying(
              AppealDecisionNotAllowed.class,
              refusal -> assertThat(refusal.problem()).contains("part in this case"));
    }
    assertThat(decide(ref, Verdict.DISMISSED, null, desk.person(Role.PROGRAMME_OFFICER)))
        .isInstanceOfSatisfying(
            AppealDecisionNotAllowed.class,
            refusal -> assertThat(refusal.problem()).contains("programme manager"));
    assertThat(status(ref)).isEqualTo(ApplicationStatus.UNDER_APPEAL);
  }

  @Test
  void aDecisionNeedsReasonsAndAPossibleStep() {
    var ref = lodged(anApplication(), ReasonCode.NOT_SME);

    assertThat(
            appeals.decide(
                new DecideAppeal(ref, 1, Verdict.DISMISSED, " ", null, manager()),
                passageOf("appeal.record-decision")))
        .isInstanceOf(AppealDecisionNotAllowed.class);
    for (var impossible : new ResumeStep[] {null, ResumeStep.AWARD, ResumeStep.EVALUATION}) {
      assertThat(decide(ref, Verdict.UPHELD, impossible, manager()))
          .isInstanceOfSatisfying(
              AppealDecisionNotAllowed.class,
              refusal -> assertThat(refusal.problem()).contains("SCREENING or STATE_AID"));
    }
  }

  @Test
  void aDismissalIsFinalAndNamesTheCourt() {
    var told = anApplication();
    var ref = lodged(told, ReasonCode.NOT_SME);
    var manager = manager();

    assertThat(decide(ref, Verdict.DISMISSED, null, manager)).isEqualTo(new Dismissed());
    assertThat(decide(ref, Verdict.UPHELD, ResumeStep.SCREENING, manager()))
        .isEqualTo(new Dismissed());

    assertThat(status(ref)).isEqualTo(ApplicationStatus.REJECTED);
    assertThat(appeals.of(ref))
        .hasValueSatisfying(
            appeal -> {
              assertThat(appeal.state()).isEqualTo(AppealState.DISMISSED);
              assertThat(appeal.remedyNotice()).isEqualTo(Appeals.REMEDY);
              assertThat(appeal.decidedBy()).isEqualTo(manager);
            });
    assertThat(lodge(ref, told)).isInstanceOf(NotOpen.class);
    assertThat(open(ref).state()).isEqualTo(AppealState.DISMISSED);
    assertThat(awards.of(ref)).isPresent();
  }

  @Test
  void anUpheldIneligibilityIsScreenedAgainByAnotherOfficer() {
    var told = anApplication();
    var ref = desk.submitAndMove(told, ApplicationStatus.COMPLETE);
    screenings.gatherFacts(ref, passageOf("screening.gather-facts"));
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    assertThat(screen(ref, false, officer)).isInstanceOf(Screened.class);
    cases.reject(ref, ReasonCode.NOT_SME);
    open(ref);
    lodge(ref, told);

    assertThat(decide(ref, Verdict.UPHELD, ResumeStep.SCREENING, manager()))
        .isEqualTo(new Upheld(ResumeStep.SCREENING));

    assertThat(status(ref)).isEqualTo(ApplicationStatus.COMPLETE);
    assertThat(screenings.verdict(ref)).isEmpty();
    assertThat(awards.of(ref)).isEmpty();
    assertThat(awards.all(ref)).hasSize(1);
    assertThat(screen(ref, true, officer)).isInstanceOf(ScreeningNotAllowed.class);
    assertThat(screen(ref, true, desk.person(Role.PROGRAMME_OFFICER)))
        .isEqualTo(new Screened(true, List.of()));
    screenings.recordEligibility(ref, passageOf("screening.record-eligibility"));
    assertThat(status(ref)).isEqualTo(ApplicationStatus.ELIGIBLE);
  }

  @Test
  void anUpheldIncompletenessIsScreenedWithoutFacts() {
    var told = anApplication();
    var ref = desk.draft(told);
    applications.submit(ref, told.applicant());
    screenings.checkCompleteness(ref, passageOf("screening.check-completeness"));
    cases.reject(ref, ReasonCode.INCOMPLETE);
    open(ref);
    upload(ref, told, "project plan");
    lodge(ref, told);

    decide(ref, Verdict.UPHELD, ResumeStep.SCREENING, manager());

    screen(ref, true, desk.person(Role.PROGRAMME_OFFICER));
    screenings.recordEligibility(ref, passageOf("screening.record-eligibility"));
    assertThat(status(ref)).isEqualTo(ApplicationStatus.ELIGIBLE);
  }

  @Test
  void whatLacksFieldsThatLaterStepsNeedCannotResume() {
    var ref = lodged(anApplication().registeredAs(null), ReasonCode.INCOMPLETE);

    assertThat(decide(ref, Verdict.UPHELD, ResumeStep.SCREENING, manager()))
        .isInstanceOfSatisfying(
            AppealDecisionNotAllowed.class,
            refusal -> assertThat(refusal.problem()).contains("enterprise.registrationNumber"));
  }

  @Test
  void anUpheldCeilingIsCheckedAgainAndMoneyReservedAnew() {
    var told = anApplication();
    var ref = cases.reserved(told);
    cases.reject(ref, ReasonCode.DE_MINIMIS_CEILING);
    assertThat(budget.held(ref)).isEmpty();
    open(ref);
    lodge(ref, told);

    decide(ref, Verdict.UPHELD, ResumeStep.STATE_AID, manager());
    assertThat(status(ref)).isEqualTo(ApplicationStatus.ELIGIBLE);
    cases.reserve(ref);

    assertThat(budget.held(ref)).hasValue(CaseDesk.VOUCHER);
    assertThat(broken("promise_2_budget_is_never_exceeded")).isZero();
    assertThat(broken("promise_6_de_minimis_within_ceiling")).isZero();
  }

  @Test
  void anUpheldEvaluationIsVoidedAndDoneByAnotherExpertUpToThePayment() {
    var told = anApplication();
    var ref = cases.evaluated(told, false);
    var first = evaluations.of(ref).orElseThrow().expert();
    cases.decide(ref, Decision.REJECT, ReasonCode.BELOW_THRESHOLD);
    cases.reject(ref, ReasonCode.BELOW_THRESHOLD);
    open(ref);
    lodge(ref, told);

    decide(ref, Verdict.UPHELD, ResumeStep.EVALUATION, manager());

    assertThat(status(ref)).isEqualTo(ApplicationStatus.ELIGIBLE);
    assertThat(evaluations.of(ref)).isEmpty();
    assertThat(evaluations.hasEvaluated(ref, first)).isTrue();
    cases.reserve(ref);
    var second = cases.assign(ref);
    assertThat(second).isNotEqualTo(first);
    cases.evaluate(ref, true);
    cases.decide(ref, Decision.AWARD, ReasonCode.BELOW_THRESHOLD);
    assertThat(awards.of(ref).orElseThrow().decision()).isEqualTo(Decision.AWARD);
    assertThat(awards.all(ref))
        .extracting(decision -> decision.decision())
        .containsExactly(Decision.REJECT, Decision.AWARD);
    assertThat(broken("promise_5_evaluators_are_independent")).isZero();
  }

  @Test
  void anUpheldAwardDecisionIsMadeAnewByAnotherManagerAndPaid() {
    var told = anApplication();
    var ref = cases.evaluated(told, true);
    var first = cases.decide(ref, Decision.REJECT, ReasonCode.OUT_OF_SECTOR);
    cases.reject(ref, ReasonCode.OUT_OF_SECTOR);
    open(ref);
    lodge(ref, told);
    decide(ref, Verdict.UPHELD, ResumeStep.AWARD, manager());
    assertThat(status(ref)).isEqualTo(ApplicationStatus.EVALUATED);
    cases.reserve(ref);

    var again =
        awards.record(
            new RecordDecision(ref, Decision.AWARD, "Now yes.", null, first),
            passageOf("award.record-decision"));
    assertThat(again).isInstanceOf(DecisionNotAllowed.class);
    cases.decide(ref, Decision.AWARD, ReasonCode.BELOW_THRESHOLD);

    assertThat(status(ref)).isEqualTo(ApplicationStatus.APPROVED);
    cases.pay(ref, told);
    assertThat(broken("promise_4_no_payment_without_grounds")).isZero();
    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql(
                  "insert into overturned_decision select application, number, now()"
                      + " from decision_in_force where application = :ref")
              .param("ref", ref.value())
              .update();
          assertThat(broken("promise_4_no_payment_without_grounds")).isOne();
        });
  }

  @Test
  void whoeverDraftedADecisionHadAPartInIt() {
    var told = anApplication();
    var ref = cases.evaluated(told, true);
    var drafter = manager();
    var boss = manager();
    awards.record(
        new RecordDecision(ref, Decision.AWARD, "Rather yes.", null, drafter, List.of(), false),
        passageOf("award.record-decision"));
    for (int passage = 0; passage < 2; passage++) {
      awards.record(
          new RecordDecision(ref, Decision.REJECT, "No.", ReasonCode.OUT_OF_SECTOR, boss),
          passageOf("award.record-decision"));
    }
    cases.reject(ref, ReasonCode.OUT_OF_SECTOR);
    open(ref);
    lodge(ref, told);

    assertThat(decide(ref, Verdict.UPHELD, ResumeStep.AWARD, drafter))
        .isInstanceOf(AppealDecisionNotAllowed.class);
    decide(ref, Verdict.UPHELD, ResumeStep.AWARD, manager());
    cases.reserve(ref);
    assertThat(
            awards.record(
                new RecordDecision(ref, Decision.AWARD, "Now yes.", null, drafter),
                passageOf("award.record-decision")))
        .isInstanceOf(DecisionNotAllowed.class);
  }

  @Test
  void aSecondRejectionHasAWindowAndAnAppealOfItsOwnDecidedByAThirdPerson() {
    var told = anApplication();
    var ref = cases.evaluated(told, false);
    cases.decide(ref, Decision.REJECT, ReasonCode.BELOW_THRESHOLD);
    cases.reject(ref, ReasonCode.BELOW_THRESHOLD);
    open(ref);
    lodge(ref, told);
    var firstJudge = manager();
    decide(ref, Verdict.UPHELD, ResumeStep.EVALUATION, firstJudge);
    cases.reserve(ref);
    cases.assign(ref);
    cases.evaluate(ref, false);
    cases.decide(ref, Decision.REJECT, ReasonCode.BELOW_THRESHOLD);
    cases.reject(ref, ReasonCode.BELOW_THRESHOLD);

    assertThat(open(ref).number()).isEqualTo(2);
    assertThat(lodge(ref, told)).isInstanceOf(Lodged.class);
    assertThat(messages(ref, "/appeal/2")).isOne();
    assertThat(decideNumber(2, ref, firstJudge)).isInstanceOf(AppealDecisionNotAllowed.class);
    assertThat(decideNumber(2, ref, manager())).isEqualTo(new Dismissed());
    assertThat(appeals.all(ref))
        .extracting(AppealView::state)
        .containsExactly(AppealState.UPHELD, AppealState.DISMISSED);
  }

  @Test
  void whileUnderAppealNoStepTouchesTheApplicationAndNobodyRejectsItAgain() {
    var ref = lodged(anApplication(), ReasonCode.NOT_SME);
    var before = desk.events(ref);

    assertThatThrownBy(() -> cases.reject(ref, ReasonCode.NOT_SME)).isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> budget.reserve(ref, CaseDesk.VOUCHER, passageOf("budget.reserve")))
        .isInstanceOf(NotNow.class);
    assertThatThrownBy(
            () -> screenings.recordEligibility(ref, passageOf("screening.record-eligibility")))
        .isInstanceOf(NotNow.class);

    assertThat(desk.events(ref)).isEqualTo(before);
  }

  @Test
  void twoDecisionsAtTheSameInstantAreOne() throws Exception {
    for (int round = 0; round < 8; round++) {
      var ref = lodged(anApplication(), ReasonCode.NOT_SME);
      var one = manager();
      var other = manager();

      var outcomes =
          AtOnce.happen(
              () -> decide(ref, Verdict.DISMISSED, null, one),
              () -> decide(ref, Verdict.UPHELD, ResumeStep.STATE_AID, other));

      assertThat(outcomes.getFirst()).isEqualTo(outcomes.getLast());
      assertThat(desk.events(ref))
          .filteredOn(event -> event.equals("APPEAL_DISMISSED") || event.equals("APPEAL_UPHELD"))
          .hasSize(1);
    }
  }

  @Test
  void theDatabaseKeepsDecidedAppealsAndAFurtherDecisionOnlyAfterAnOverturnedOne() {
    var ref = lodged(anApplication(), ReasonCode.NOT_SME);
    decide(ref, Verdict.DISMISSED, null, manager());

    assertThatThrownBy(
            () ->
                jdbc.sql("update appeal set state = 'UPHELD' where application = :ref")
                    .param("ref", ref.value())
                    .update())
        .hasMessageContaining("stays as it is");
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        insert into award_decision (application, number, decision, reasons, reason_codes,
                          decided_by, decided_at, basis, remedy_notice)
                        select application, 2, 'AWARD', reasons, '{}', 'max', decided_at, basis, null
                        from award_decision where application = :ref
                        """)
                    .param("ref", ref.value())
                    .update())
        .hasMessageContaining("does not follow one that an appeal overturned");
  }

  private ApplicationRef refused(AnApplication told, ReasonCode code) {
    var ref = desk.submit(told);
    cases.reject(ref, code);
    return ref;
  }

  private ApplicationRef opened(AnApplication told, ReasonCode code) {
    var ref = refused(told, code);
    open(ref);
    return ref;
  }

  private ApplicationRef lodged(AnApplication told, ReasonCode code) {
    var ref = opened(told, code);
    lodge(ref, told);
    return ref;
  }

  private Window open(ApplicationRef ref) {
    return appeals.openWindow(ref, cases.inDays(42), passageOf("appeal.open-window"));
  }

  private Window close(ApplicationRef ref) {
    return appeals.closeWindow(ref, 1, passageOf("appeal.close-window"));
  }

  private Lodging lodge(ApplicationRef ref, AnApplication told) {
    return appeals.lodge(ref, told.applicant(), GROUNDS, List.of());
  }

  private Reminder remind(ApplicationRef ref) {
    return appeals.remind(ref, 1, passageOf("appeal.remind"));
  }

  private AppealOutcome decide(
      ApplicationRef ref, Verdict verdict, @Nullable ResumeStep step, String decider) {
    return appeals.decide(
        new DecideAppeal(ref, 1, verdict, "As discussed.", step, decider),
        passageOf("appeal.record-decision"));
  }

  private AppealOutcome decideNumber(int number, ApplicationRef ref, String decider) {
    return appeals.decide(
        new DecideAppeal(ref, number, Verdict.DISMISSED, "As discussed.", null, decider),
        passageOf("appeal.record-decision"));
  }

  private ScreeningOutcome screen(ApplicationRef ref, boolean eligible, String officer) {
    return screenings.recordScreening(
        new RecordScreening(
            ref, eligible, eligible ? null : ReasonCode.NOT_SME, "Looked at.", officer),
        passageOf("screening.record-screening"));
  }

  private DocumentInfo upload(ApplicationRef ref, AnApplication told, String content) {
    return documents.add(
        ref,
        told.applicant(),
        DocumentKind.APPEAL,
        "proof.txt",
        "text/plain",
        content.getBytes(StandardCharsets.UTF_8));
  }

  private String manager() {
    return desk.person(Role.PROGRAMME_MANAGER);
  }

  private void makeManager(String username) {
    jdbc.sql("insert into account_role (username, role) values (:name, 'PROGRAMME_MANAGER')")
        .param("name", username)
        .update();
  }

  private void register(String username) {
    jdbc.sql(
            "insert into account (username, display_name, email, password, language, created_at)"
                + " values (:name, :name, 'post@example.org', '-', 'en', now())")
        .param("name", username)
        .update();
    makeManager(username);
  }

  private ApplicationStatus status(ApplicationRef ref) {
    return applications.get(ref).status();
  }

  private long broken(String view) {
    return jdbc.sql("select count(*) from " + view).query(Long.class).single();
  }

  private long messages(ApplicationRef ref, String text) {
    return jdbc.sql(
            "select count(*) from outbox_record where record_key = :ref"
                + " and payload like '%appeal-lodged%' and payload like :text")
        .param("ref", ref.value())
        .param("text", "%" + text + "%")
        .query(Long.class)
        .single();
  }
}
