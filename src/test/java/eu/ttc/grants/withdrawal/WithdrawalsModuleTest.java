package eu.ttc.grants.withdrawal;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.agreement.Acceptance.Accepted;
import eu.ttc.grants.agreement.AgreementState;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.agreement.LapseCheck;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.LineTotals;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.RecordVerification;
import eu.ttc.grants.claim.Submission.NotOpen;
import eu.ttc.grants.claim.SubmitClaim;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.payment.BatchState;
import eu.ttc.grants.payment.PaymentBatches;
import eu.ttc.grants.payment.PaymentState;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.stateaid.DeMinimis;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.AtOnce;
import eu.ttc.grants.testing.AtOnce.Done;
import eu.ttc.grants.testing.AtOnce.Refused;
import eu.ttc.grants.testing.CaseDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.testing.VoucherDesk;
import eu.ttc.grants.withdrawal.Prospect.Kind;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class WithdrawalsModuleTest {

  private static final int ROUNDS = 8;

  private final Withdrawals withdrawals;
  private final Applications applications;
  private final Documents documents;
  private final Screenings screenings;
  private final Evaluations evaluations;
  private final Agreements agreements;
  private final Claims claims;
  private final Payments payments;
  private final PaymentBatches batches;
  private final Budget budget;
  private final DeMinimis deMinimis;
  private final ApplicationDesk desk;
  private final CaseDesk cases;
  private final VoucherDesk vouchers;
  private final TestClock clock;
  private final JdbcClient jdbc;

  WithdrawalsModuleTest(
      Withdrawals withdrawals,
      Applications applications,
      Documents documents,
      Screenings screenings,
      Evaluations evaluations,
      Agreements agreements,
      Claims claims,
      Payments payments,
      PaymentBatches batches,
      Budget budget,
      DeMinimis deMinimis,
      ApplicationDesk desk,
      CaseDesk cases,
      VoucherDesk vouchers,
      TestClock clock,
      JdbcClient jdbc) {
    this.withdrawals = withdrawals;
    this.applications = applications;
    this.documents = documents;
    this.screenings = screenings;
    this.evaluations = evaluations;
    this.agreements = agreements;
    this.claims = claims;
    this.payments = payments;
    this.batches = batches;
    this.budget = budget;
    this.deMinimis = deMinimis;
    this.desk = desk;
    this.cases = cases;
    this.vouchers = vouchers;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @BeforeEach
  void theNextBatchHoldsOnlyPaymentsOfTheTest() {
    vouchers.endWaitingPayments();
  }

  /** Stages before an accepted agreement. */
  enum Before {
    SUBMITTED((test, told) -> test.desk.submit(told)),
    INFO_REQUESTED((test, told) -> test.desk.submitAndMove(told, ApplicationStatus.INFO_REQUESTED)),
    COMPLETE((test, told) -> test.desk.submitAndMove(told, ApplicationStatus.COMPLETE)),
    RESERVED((test, told) -> test.cases.reserved(told)),
    IN_EVALUATION((test, told) -> test.cases.assigned(told)),
    EVALUATED((test, told) -> test.cases.evaluated(told, true)),
    OFFERED((test, told) -> test.cases.offered(told)),
    UNDER_APPEAL(
        (test, told) ->
            test.desk.submitAndMove(
                told, ApplicationStatus.REJECTED, ApplicationStatus.UNDER_APPEAL));

    private final BiFunction<WithdrawalsModuleTest, AnApplication, ApplicationRef> made;

    Before(BiFunction<WithdrawalsModuleTest, AnApplication, ApplicationRef> made) {
      this.made = made;
    }
  }

  /** Stages after it, before the bank. */
  enum After {
    CONTRACTED((test, told) -> test.cases.contracted(told)),
    VERIFIED((test, told) -> test.cases.payable(told)),
    ORDERED((test, told) -> test.cases.ordered(told));

    private final BiFunction<WithdrawalsModuleTest, AnApplication, ApplicationRef> made;

    After(BiFunction<WithdrawalsModuleTest, AnApplication, ApplicationRef> made) {
      this.made = made;
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNotContractedIsWithdrawnAndGivesEverythingBack(Before stage) {
    var told = anApplication();
    var ref = stage.made.apply(this, told);

    for (int time = 0; time < 2; time++) {
      assertThat(withdrawals.withdraw(ref, told.applicant(), "No time."))
          .isEqualTo(ApplicationStatus.WITHDRAWN);
    }

    assertThat(status(ref)).isEqualTo(ApplicationStatus.WITHDRAWN);
    assertHoldsNothing(ref);
    assertThat(desk.events(ref)).containsOnlyOnce("WITHDRAWN");
    assertThat(applications.history(ref))
        .filteredOn(entry -> entry.event().equals("WITHDRAWN"))
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.actor()).isEqualTo(told.applicant());
              assertThat(entry.reason()).isEqualTo("No time.");
            });
    assertThat(messages(ref, "application-withdrawn")).isOne();
    assertThat(messages(ref, "application-terminated")).isZero();
    assertThat(promises()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsContractedIsTerminatedAndItsPaymentCancelled(After stage) {
    var told = anApplication();
    var ref = stage.made.apply(this, told);

    for (int time = 0; time < 2; time++) {
      assertThat(withdrawals.withdraw(ref, told.applicant(), ""))
          .isEqualTo(ApplicationStatus.TERMINATED);
    }

    assertThat(status(ref)).isEqualTo(ApplicationStatus.TERMINATED);
    assertHoldsNothing(ref);
    assertThat(messages(ref, "application-terminated")).isOne();
    assertThat(messages(ref, "application-withdrawn")).isZero();
    assertThat(paymentsOf(ref)).allMatch(p -> p.state() == PaymentState.CANCELLED);
    assertThat(promises()).isEmpty();
  }

  @Test
  void aDraftIsGivenUpWithoutTellingTheEngine() {
    var told = anApplication();
    var ref = desk.draft(told);

    assertThat(withdrawals.prospect(ref).kind()).isEqualTo(Kind.DRAFT);
    withdrawals.withdraw(ref, told.applicant(), "");

    assertThat(status(ref)).isEqualTo(ApplicationStatus.WITHDRAWN);
    assertThat(messages(ref, "application-withdrawn")).isZero();
  }

  @Test
  void otherPeoplesApplicationsCannotBeWithdrawn() {
    var ref = desk.submit(anApplication());

    assertThatThrownBy(() -> withdrawals.withdraw(ref, "somebody", "")).isInstanceOf(Unknown.class);
    assertThat(status(ref)).isEqualTo(ApplicationStatus.SUBMITTED);
  }

  @Test
  void aReasonHasALimit() {
    var told = anApplication();
    var ref = desk.submit(told);

    assertThatThrownBy(() -> withdrawals.withdraw(ref, told.applicant(), "x".repeat(4001)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("reason")
        .hasMessageContaining("4000");
    assertThat(withdrawals.withdraw(ref, told.applicant(), "x".repeat(4000)))
        .isEqualTo(ApplicationStatus.WITHDRAWN);
  }

  @Test
  void whatEndedOtherwiseIsNotWithdrawn() {
    var told = anApplication();
    var ref = desk.submitAndMove(told, ApplicationStatus.REJECTED);

    assertThat(withdrawals.prospect(ref).kind()).isEqualTo(Kind.ENDED);
    assertThatThrownBy(() -> withdrawals.withdraw(ref, told.applicant(), ""))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("REJECTED");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.REJECTED);
  }

  @Test
  void aPreparedBatchWithAWithdrawnPaymentIsNotReleasedButPreparedAnew() {
    var told = anApplication();
    var withdrawn = cases.ordered(told);
    var other = cases.ordered(anApplication());
    var fiona = desk.person(Role.FINANCE_OFFICER);
    var felix = desk.person(Role.FINANCE_OFFICER);
    var batch = batches.prepare(fiona);

    withdrawals.withdraw(withdrawn, told.applicant(), "");

    assertThatThrownBy(() -> batches.release(batch.id(), felix))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining(withdrawn.value())
        .hasMessageContaining("has ended")
        .hasMessageContaining("prepare a new one");
    assertThat(stateOf(other)).isEqualTo(PaymentState.BATCHED);
    batches.reject(batch.id(), felix, "one application ended");
    assertThat(stateOf(withdrawn)).isEqualTo(PaymentState.CANCELLED);
    var anew = batches.prepare(fiona);
    assertThat(anew.lines())
        .extracting(PaymentView::application)
        .contains(other)
        .doesNotContain(withdrawn);
    batches.release(anew.id(), felix);
    assertThat(stateOf(other)).isEqualTo(PaymentState.RELEASED);
    assertThat(new String(batches.file(anew.id()).content(), StandardCharsets.UTF_8))
        .doesNotContain(withdrawn.value());
    assertThat(promises()).isEmpty();
  }

  @Test
  void whatWentToTheBankIsNotTerminated() {
    var told = anApplication();
    var ref = cases.ordered(told);
    var batch = batches.prepare(desk.person(Role.FINANCE_OFFICER));
    batches.release(batch.id(), desk.person(Role.FINANCE_OFFICER));
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    var before = line();

    assertThat(withdrawals.prospect(ref).kind()).isEqualTo(Kind.IN_PAYMENT);
    assertThatThrownBy(() -> withdrawals.withdraw(ref, told.applicant(), ""))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("went to the bank");
    assertThatThrownBy(
            () -> withdrawals.terminate(new Terminate(ref, "Fraud.", "Nothing said.", manager)))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("went to the bank");

    assertThat(status(ref)).isEqualTo(ApplicationStatus.FINAL_REPORTED);
    assertThat(line()).isEqualTo(before);
    assertThat(withdrawals.termination(ref)).isEmpty();
    assertThatThrownBy(
            () ->
                desk.inTransaction(
                    () -> {
                      budget.release(ref, "tried by test", "tester");
                      return true;
                    }))
        .hasMessageContaining("EUR 5000.00 in payment and EUR 0.00 paid");
  }

  @Test
  void aManagerTerminatesWithReasonsAndHearing() {
    var told = anApplication();
    var ref = cases.ordered(told);
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    var command = new Terminate(ref, " The firm moved away. ", "They agree.", manager);

    withdrawals.terminate(command);
    withdrawals.terminate(command);

    assertThat(status(ref)).isEqualTo(ApplicationStatus.TERMINATED);
    assertHoldsNothing(ref);
    assertThat(stateOf(ref)).isEqualTo(PaymentState.CANCELLED);
    assertThat(messages(ref, "application-terminated")).isOne();
    assertThat(withdrawals.termination(ref))
        .hasValueSatisfying(
            t -> {
              assertThat(t.reason()).isEqualTo("The firm moved away.");
              assertThat(t.hearing()).isEqualTo("They agree.");
              assertThat(t.terminatedBy()).isEqualTo(manager);
            });
    assertThatThrownBy(
            () ->
                withdrawals.terminate(
                    new Terminate(ref, "Again.", "Nothing.", desk.person(Role.PROGRAMME_MANAGER))))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("nothing left to end");
  }

  @Test
  void nothingIsTerminatedWithoutAgreementRoleReasonOrHearing() {
    var told = anApplication();
    var offered = cases.offered(told);
    var contracted = cases.contracted(anApplication());
    var manager = desk.person(Role.PROGRAMME_MANAGER);

    assertThatThrownBy(
            () -> withdrawals.terminate(new Terminate(offered, "Why.", "Heard.", manager)))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("accepted agreement");
    assertThatThrownBy(
            () ->
                withdrawals.terminate(
                    new Terminate(
                        contracted, "Why.", "Heard.", desk.person(Role.PROGRAMME_OFFICER))))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("programme manager");
    assertThatThrownBy(
            () -> withdrawals.terminate(new Terminate(contracted, " ", "x".repeat(8001), manager)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("reason: is required")
        .hasMessageContaining("hearing: must have at most 8000");
    assertThat(status(contracted)).isEqualTo(ApplicationStatus.CONTRACTED);
  }

  @Test
  void noStepOfTheLifecycleTouchesWhatWasWithdrawn() {
    var told = anApplication();
    var ref = cases.offered(told);
    withdrawals.withdraw(ref, told.applicant(), "");
    var before = desk.events(ref);

    refused(() -> screenings.checkCompleteness(ref, passageOf("screening.check-completeness")));
    refused(() -> screenings.gatherFacts(ref, passageOf("screening.gather-facts")));
    refused(() -> screenings.recordEligibility(ref, passageOf("screening.record-eligibility")));
    refused(() -> deMinimis.check(ref, CaseDesk.VOUCHER, passageOf("stateaid.check-de-minimis")));
    refused(() -> budget.reserve(ref, CaseDesk.VOUCHER, passageOf("budget.reserve")));
    refused(() -> budget.commit(ref, passageOf("budget.commit")));
    refused(() -> evaluations.assign(ref, passageOf("evaluation.assign-expert")));
    refused(() -> cases.reject(ref, ReasonCode.NOT_SME));
    refused(() -> agreements.offer(ref, cases.inDays(14), passageOf("agreement.offer")));
    refused(() -> agreements.accept(ref, told.applicant(), "I accept."));
    refused(() -> agreements.lapse(ref, passageOf("agreement.lapse")));
    refused(() -> applications.close(ref, passageOf("application.close")));
    refused(
        () ->
            documents.add(
                ref, told.applicant(), DocumentKind.EVIDENCE, "x.txt", "text/plain", new byte[1]));

    assertThat(desk.events(ref)).isEqualTo(before);
    assertHoldsNothing(ref);
  }

  @Test
  void noStepOfTheLifecycleTouchesWhatWasTerminated() {
    var told = anApplication();
    var ref = cases.payable(told);
    var open = cases.contracted(anApplication());
    claims.open(open, cases.inDays(90), passageOf("claim.open"));
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    withdrawals.withdraw(ref, told.applicant(), "");
    withdrawals.terminate(new Terminate(open, "Moved away.", "Heard.", manager));
    var before = desk.events(ref);

    refused(() -> budget.commit(ref, passageOf("budget.commit")));
    refused(() -> claims.open(ref, cases.inDays(30), passageOf("claim.open")));
    refused(() -> claims.lapse(open, 1, passageOf("claim.lapse")));
    refused(
        () ->
            claims.recordVerification(
                new RecordVerification(
                    ref, 1, true, "Fine.", List.of(), desk.person(Role.PROGRAMME_OFFICER)),
                passageOf("claim.record-verification")));
    assertThatThrownBy(() -> payments.order(ref, 1, passageOf("payment.order")))
        .hasMessageContaining("TERMINATED");
    assertThat(
            claims.submit(
                new SubmitClaim(open, applications.get(open).applicant(), "Report.", List.of())))
        .isInstanceOf(NotOpen.class);

    assertThat(desk.events(ref)).isEqualTo(before);
    assertHoldsNothing(ref);
    assertHoldsNothing(open);
  }

  @Test
  void anExpertNoLongerHasAWithdrawnApplication() {
    var told = anApplication();
    var ref = cases.assigned(told);
    var expert = evaluations.assign(ref, passageOf("evaluation.assign-expert")).expert();
    assertThat(evaluations.isAssigned(ref, expert)).isTrue();

    withdrawals.withdraw(ref, told.applicant(), "");

    assertThat(evaluations.isAssigned(ref, expert)).isFalse();
    assertThatThrownBy(() -> cases.evaluate(ref, true)).isInstanceOf(NotNow.class);
  }

  @Test
  void acceptanceAndWithdrawalAtTheSameInstantHaveOneOutcome() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var told = anApplication();
      var ref = cases.offered(told);

      var outcomes =
          AtOnce.happen(
              () -> agreements.accept(ref, told.applicant(), "I accept."),
              () -> withdrawals.withdraw(ref, told.applicant(), ""));

      // whoever came first, it ends: before an agreement, or with one that ends at once
      var accepted = outcomes.getFirst() instanceof Done(var result) && result instanceof Accepted;
      assertThat(outcomes.getLast())
          .isEqualTo(
              new Done(accepted ? ApplicationStatus.TERMINATED : ApplicationStatus.WITHDRAWN));
      assertThat(status(ref))
          .isEqualTo(accepted ? ApplicationStatus.TERMINATED : ApplicationStatus.WITHDRAWN);
      if (!accepted) {
        assertThat(((Refused) outcomes.getFirst()).why()).isInstanceOf(NotNow.class);
      }
      assertHoldsNothing(ref);
      assertThat(messages(ref, "agreement-accepted")).isEqualTo(accepted ? 1 : 0);
      assertThat(messages(ref, "application-terminated")).isEqualTo(accepted ? 1 : 0);
      assertThat(messages(ref, "application-withdrawn")).isEqualTo(accepted ? 0 : 1);
    }
  }

  @Test
  void lapseAndWithdrawalAtTheSameInstantHaveOneOutcome() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var told = anApplication();
      var ref = cases.offered(told);
      clock.stopAt(agreements.of(ref).orElseThrow().acceptBy());

      var outcomes =
          AtOnce.happen(
              () -> agreements.lapse(ref, passageOf("agreement.lapse")),
              () -> withdrawals.withdraw(ref, told.applicant(), ""));

      var lapsed =
          outcomes.getFirst() instanceof Done(var result)
              && ((LapseCheck) result).state() == AgreementState.LAPSED;
      assertThat(status(ref))
          .isEqualTo(lapsed ? ApplicationStatus.LAPSED : ApplicationStatus.WITHDRAWN);
      assertThat(outcomes.get(lapsed ? 1 : 0)).isInstanceOf(Refused.class);
      assertHoldsNothing(ref);
      assertThat(messages(ref, "application-withdrawn")).isEqualTo(lapsed ? 0 : 1);
      clock.reset();
    }
  }

  @Test
  void evaluationAndWithdrawalAtTheSameInstantHaveOneOutcome() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var told = anApplication();
      var ref = cases.assigned(told);

      AtOnce.happen(
          () -> {
            cases.evaluate(ref, true);
            return true;
          },
          () -> withdrawals.withdraw(ref, told.applicant(), ""));

      assertThat(status(ref)).isEqualTo(ApplicationStatus.WITHDRAWN);
      assertThat(desk.events(ref))
          .as("apart from what is there where the withdrawal came first")
          .filteredOn(event -> !event.equals("EVALUATION_CANCELLED"))
          .endsWith("WITHDRAWN", "BUDGET_RELEASED", "DE_MINIMIS_RELEASED");
      assertHoldsNothing(ref);
    }
  }

  @Test
  void reservationAndWithdrawalAtTheSameInstantLeaveNothingHeld() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var told = anApplication();
      var ref = desk.submitAndMove(told, ApplicationStatus.COMPLETE, ApplicationStatus.ELIGIBLE);

      AtOnce.happen(
          () -> deMinimis.check(ref, CaseDesk.VOUCHER, passageOf("stateaid.check-de-minimis")),
          () -> budget.reserve(ref, CaseDesk.VOUCHER, passageOf("budget.reserve")),
          () -> withdrawals.withdraw(ref, told.applicant(), ""));

      assertThat(status(ref)).isEqualTo(ApplicationStatus.WITHDRAWN);
      assertHoldsNothing(ref);
    }
  }

  @Test
  void twoWithdrawalsAtTheSameInstantAreOne() throws Exception {
    var told = anApplication();
    var ref = cases.contracted(told);

    var outcomes =
        AtOnce.happen(
            () -> withdrawals.withdraw(ref, told.applicant(), ""),
            () -> withdrawals.withdraw(ref, told.applicant(), ""));

    assertThat(outcomes).containsOnly(new Done(ApplicationStatus.TERMINATED));
    assertThat(messages(ref, "application-terminated")).isOne();
  }

  @Test
  void orderingPreparingReleasingAndTerminatingAtTheSameInstantNeverPayWhatEnded()
      throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var told = anApplication();
      var ref = cases.payable(told);
      var fiona = desk.person(Role.FINANCE_OFFICER);
      var felix = desk.person(Role.FINANCE_OFFICER);
      if (round % 2 == 0) {
        payments.order(ref, 1, passageOf("payment.order"));
      }

      AtOnce.happen(
          () -> payments.order(ref, 1, passageOf("payment.order")),
          () -> batches.release(batches.prepare(fiona).id(), felix),
          () -> withdrawals.withdraw(ref, told.applicant(), ""));

      settle(fiona, felix);
      var states = EnumSet.noneOf(PaymentState.class);
      paymentsOf(ref).forEach(payment -> states.add(payment.state()));
      if (status(ref) == ApplicationStatus.TERMINATED) {
        assertThat(states).isSubsetOf(PaymentState.CANCELLED);
        assertHoldsNothing(ref);
      } else {
        assertThat(states).containsExactly(PaymentState.RELEASED);
      }
      assertThat(promises()).isEmpty();
    }
  }

  /** Gives up batches that could not be released, and releases what can still be. */
  private void settle(String preparer, String releaser) {
    batches.latest(100).stream()
        .filter(batch -> batch.state() == BatchState.PREPARED)
        .forEach(batch -> batches.reject(batch.id(), releaser, "left by a race"));
    try {
      batches.release(batches.prepare(preparer).id(), releaser);
    } catch (NotNow nothingToPay) {
      assertThat(nothingToPay).hasMessageContaining("nothing to prepare");
    }
  }

  @Test
  void theViewsShowACancelledPaymentInABankFileAndAPaymentOfATerminatedApplication() {
    var told = anApplication();
    var ref = cases.ordered(told);
    var batch = batches.prepare(desk.person(Role.FINANCE_OFFICER));

    desk.inRolledBackTransaction(
        () -> {
          withdrawals.withdraw(ref, told.applicant(), "");
          assertThat(promises()).isEmpty();
          jdbc.sql("alter table payment_batch disable trigger release_needs_its_approvals")
              .update();
          jdbc.sql(
                  "update payment_batch set state = 'RELEASED', released_by = 'felix',"
                      + " released_at = now(), execution_on = current_date where id = :id")
              .param("id", batch.id())
              .update();
          assertThat(promises())
              .containsOnlyKeys("promise_3_each_instalment_is_paid_once_and_released_by_another");
        });
    desk.inRolledBackTransaction(
        () -> {
          withdrawals.withdraw(ref, told.applicant(), "");
          jdbc.sql("alter table payment_instruction disable trigger ordered_payment_stays")
              .update();
          jdbc.sql("update payment_instruction set state = 'BATCHED' where application = :ref")
              .param("ref", ref.value())
              .update();
          assertThat(promises()).containsOnlyKeys("promise_4_no_payment_without_grounds");
        });
    batches.reject(batch.id(), desk.person(Role.FINANCE_OFFICER), "tried by test");
  }

  @Test
  void aCancelledPaymentCannotBeRevivedInTheDatabase() {
    var told = anApplication();
    var ref = cases.ordered(told);
    withdrawals.withdraw(ref, told.applicant(), "");

    assertThatThrownBy(
            () ->
                jdbc.sql("update payment_instruction set state = 'ORDERED' where application = :r")
                    .param("r", ref.value())
                    .update())
        .hasMessageContaining("was cancelled and is never paid");
  }

  @Test
  void anApplicationWithdrawnBeforeItsLifecycleBeganIsNotMissed() {
    var told = anApplication();
    var ref = desk.submit(told);
    withdrawals.withdraw(ref, told.applicant(), "");

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("delete from outbox_record where record_key = :ref")
              .param("ref", ref.value())
              .update();
          jdbc.sql(
                  "update application set dossier_frozen_at = now() - interval '1 hour'"
                      + " where reference = :ref")
              .param("ref", ref.value())
              .update();
          assertThat(
                  jdbc.sql(
                          "select count(*) from promise_1_one_instance_per_application"
                              + " where application = :ref")
                      .param("ref", ref.value())
                      .query(Long.class)
                      .single())
              .isZero();
        });
  }

  private static void refused(ThrowingCallable step) {
    assertThatThrownBy(step).isInstanceOf(NotNow.class);
  }

  private void assertHoldsNothing(ApplicationRef ref) {
    assertThat(budget.held(ref)).isEmpty();
    assertThat(withdrawals.prospect(ref).givenBack()).isNull();
    for (var query :
        List.of(
            "select count(*) from voucher_slot where application = :ref",
            "select count(*) from de_minimis_aid where application = :ref and state in ('RESERVED',"
                + " 'GRANTED')",
            "select count(*) from evaluation where application = :ref and state = 'ASSIGNED'")) {
      assertThat(jdbc.sql(query).param("ref", ref.value()).query(Long.class).single())
          .as(query)
          .isZero();
    }
    assertThat(promises()).doesNotContainKey("promise_2_budget_is_never_exceeded");
  }

  private Map<String, Long> promises() {
    var broken = new TreeMap<String, Long>();
    Consumer<String> count =
        view -> {
          var cases = jdbc.sql("select count(*) from " + view).query(Long.class).single();
          if (cases > 0) {
            broken.put(view, cases);
          }
        };
    count.accept("promise_2_budget_is_never_exceeded");
    count.accept("promise_3_each_instalment_is_paid_once_and_released_by_another");
    count.accept("promise_4_no_payment_without_grounds");
    return broken;
  }

  private ApplicationStatus status(ApplicationRef ref) {
    return applications.get(ref).status();
  }

  private LineTotals line() {
    return budget.totals().getFirst();
  }

  private List<PaymentView> paymentsOf(ApplicationRef ref) {
    return payments.list(EnumSet.allOf(PaymentState.class), 1000).stream()
        .filter(payment -> payment.application().equals(ref))
        .toList();
  }

  private PaymentState stateOf(ApplicationRef ref) {
    return paymentsOf(ref).getFirst().state();
  }

  private long messages(ApplicationRef ref, String name) {
    return jdbc.sql(
            "select count(*) from outbox_record where record_key = :ref and payload like :name")
        .param("ref", ref.value())
        .param("name", "%\"" + name + "\"%")
        .query(Long.class)
        .single();
  }
}
