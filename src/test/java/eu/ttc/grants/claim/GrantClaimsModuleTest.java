package eu.ttc.grants.claim;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.agreement.GrantPlan;
import eu.ttc.grants.agreement.GrantPlans;
import eu.ttc.grants.agreement.PlanShare;
import eu.ttc.grants.amendment.PlannedCosts;
import eu.ttc.grants.amendment.VerifiedCosts;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.budget.LineTotals;
import eu.ttc.grants.claim.GrantVerification.VerificationNotAllowed;
import eu.ttc.grants.claim.GrantVerification.Verified;
import eu.ttc.grants.claim.Submission.Incomplete;
import eu.ttc.grants.claim.Submission.NotOpen;
import eu.ttc.grants.claim.Submission.Submitted;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.payment.PaymentNotPossible;
import eu.ttc.grants.payment.PaymentState;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.progress.ProgressReviews;
import eu.ttc.grants.recovery.DecideOverpayment;
import eu.ttc.grants.recovery.OpenSuspicion;
import eu.ttc.grants.recovery.OverpaymentOutcome;
import eu.ttc.grants.recovery.OverpaymentOutcome.OverpaymentNotAllowed;
import eu.ttc.grants.recovery.OverpaymentOutcome.RecoveryOpened;
import eu.ttc.grants.recovery.Overpayments;
import eu.ttc.grants.recovery.RecordFinding;
import eu.ttc.grants.recovery.Recoveries;
import eu.ttc.grants.recovery.RecoveryState;
import eu.ttc.grants.recovery.Settlement;
import eu.ttc.grants.recovery.SuspicionKind;
import eu.ttc.grants.reporting.Promises;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.AtOnce;
import eu.ttc.grants.testing.GrantDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.withdrawal.Prospect;
import eu.ttc.grants.withdrawal.Terminate;
import eu.ttc.grants.withdrawal.Withdrawals;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A grant of EUR 200,000 at a rate of half of its costs. */
@ModuleTest
@DisplayName("A grant of the innovation fund")
class GrantClaimsModuleTest {

  private static final Cents GRANT = Cents.euros(200_000);

  private final GrantClaims claims;
  private final Claims all;
  private final VerifiedCosts verified;
  private final GrantPlans plans;
  private final ProgressReviews progress;
  private final Payments payments;
  private final Overpayments overpayments;
  private final Recoveries recoveries;
  private final Withdrawals withdrawals;
  private final Budget budget;
  private final Applications applications;
  private final Promises promises;
  private final ApplicationDesk desk;
  private final GrantDesk grants;
  private final TestClock clock;
  private final JdbcClient jdbc;

  private AnApplication told = anApplication().forTheFund(GRANT);
  private ApplicationRef ref = ApplicationRef.of("F-2026-000000");

  GrantClaimsModuleTest(
      GrantClaims claims,
      Claims all,
      VerifiedCosts verified,
      GrantPlans plans,
      ProgressReviews progress,
      Payments payments,
      Overpayments overpayments,
      Recoveries recoveries,
      Withdrawals withdrawals,
      Budget budget,
      Applications applications,
      Promises promises,
      ApplicationDesk desk,
      GrantDesk grants,
      TestClock clock,
      JdbcClient jdbc) {
    this.claims = claims;
    this.all = all;
    this.verified = verified;
    this.plans = plans;
    this.progress = progress;
    this.payments = payments;
    this.overpayments = overpayments;
    this.recoveries = recoveries;
    this.withdrawals = withdrawals;
    this.budget = budget;
    this.applications = applications;
    this.promises = promises;
    this.desk = desk;
    this.grants = grants;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @BeforeEach
  void aGrantIsAgreed() {
    told = anApplication().forTheFund(GRANT);
    ref = grants.contracted(told, grants.plan(Cents.euros(400_000), GRANT));
  }

  @AfterEach
  void promisesHold() {
    for (var promise :
        List.of("promise_4_grants_are_paid_as_earned", "promise_4_no_payment_without_grounds")) {
      assertThat(broken(promise)).as(promise).isZero();
    }
    assertThat(promises.broken())
        .containsEntry("promise_2_budget_is_never_exceeded", 0L)
        .containsEntry("promise_11_recoveries_add_up", 0L);
  }

  @Test
  @DisplayName("is paid as in the worked example, and the ledger follows to the cent")
  void isPaidAsInTheWorkedExample() {
    grants.putInForce(ref, grants.planOfTheLead(Cents.euros(400_000), GRANT));
    var free = line().available();

    int advance = grants.claimed(ref, told, ClaimKind.ADVANCE);
    grants.pay(ref, advance);
    int first = grants.claimed(ref, told, ClaimKind.INTERIM, cost(150_000));
    grants.pay(ref, first);
    int second = grants.claimed(ref, told, ClaimKind.INTERIM, cost(230_000));
    grants.pay(ref, second);
    int last = grants.claimed(ref, told, ClaimKind.FINAL, cost(12_000));

    assertThat(payables(advance, first, second, last))
        .containsExactly(40_000_00L, 35_000_00L, 105_000_00L, 16_000_00L);
    assertThat(line().available()).isEqualTo(free.plus(Cents.euros(4_000)));
    assertThat(budget.held(ref)).contains(Cents.euros(196_000));
    grants.pay(ref, last);
    assertThat(budget.paid(ref)).isEqualTo(Cents.euros(196_000));
    assertThat(payments.of(ref)).extracting(PaymentView::instalment).containsExactly(1, 2, 3, 4);
    assertThat(sourcePaid("ERDF")).isEqualTo(98_000_00L);
    assertThat(desk.events(ref))
        .containsOnlyOnce("GRANT_CLAIM_INVITED", "FINAL_CLAIM_SUBMITTED", "BUDGET_REDUCED");
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.FINAL_REPORTED);
    assertThatThrownBy(() -> grants.open(ref)).hasMessageContaining("settled");
    assertThat(outbox("grant-settled")).isOne();
  }

  @Test
  @DisplayName("pays nothing for a claim that the advance covers, and goes on")
  void settlesAClaimWithoutPayment() {
    grants.claimed(ref, told, ClaimKind.ADVANCE);
    int number = grants.open(ref);
    grants.submit(ref, told, ClaimKind.INTERIM, cost(80_000));

    assertThat(grants.accept(ref, number)).isEqualTo(new Verified(ClaimOutcome.NOTHING_DUE));

    assertThat(payables(number)).containsExactly(0L);
    assertThat(desk.events(ref)).containsOnlyOnce("CLAIM_SETTLED");
    assertThat(grants.open(ref)).isEqualTo(number + 1);
  }

  @Test
  @DisplayName("gets one advance, and none once costs are verified")
  void getsOneAdvance() {
    grants.claimed(ref, told, ClaimKind.INTERIM, cost(10_000));
    grants.open(ref);

    assertThat(grants.submit(ref, told, ClaimKind.ADVANCE))
        .isInstanceOfSatisfying(
            Incomplete.class,
            refused ->
                assertThat(refused.problems())
                    .extracting("field", "rule")
                    .containsExactly(tuple("kind", "advance")));
  }

  @Test
  @DisplayName("judges cost by cost; what is parked holds up nothing and is taken up later")
  void judgesCostByCost() {
    int first = grants.open(ref);
    grants.submit(
        ref, told, ClaimKind.INTERIM, cost(10_000), cost(20_000), cost(30_000), cost(40_000));

    assertThat(
            grants.verify(
                ref,
                first,
                CostVerdict.accepted(new CostId(1, 1)),
                CostVerdict.corrected(
                    new CostId(1, 2), Cents.euros(15_000), ReasonKind.VAT, "VAT is in it."),
                CostVerdict.refused(new CostId(1, 3), ReasonKind.NOT_ELIGIBLE, "A company car."),
                CostVerdict.parked(new CostId(1, 4), ReasonKind.NO_PROOF, "Send the statement.")))
        .isEqualTo(new Verified(ClaimOutcome.TO_PAY));
    assertThat(payables(first)).containsExactly(12_500_00L);
    assertThat(claims.parked(ref)).extracting(one -> one.id().toString()).containsExactly("1.4");
    assertThat(verified.of(ref))
        .as("what no change may take back: accepted, or waiting for a verdict")
        .extracting(PlannedCosts::costs)
        .containsExactly(Cents.euros(65_000));

    int second = grants.open(ref);
    assertThat(grants.submit(ref, told, ClaimKind.INTERIM)).isEqualTo(new Submitted(second));
    assertThat(claims.toVerify(ref, second).lines())
        .extracting(line -> line.cost().id().toString())
        .containsExactly("1.4");
    assertThat(grants.accept(ref, second)).isEqualTo(new Verified(ClaimOutcome.TO_PAY));

    assertThat(payables(second)).containsExactly(20_000_00L);
    assertThat(claims.parked(ref)).isEmpty();
    assertThat(claims.costsOf(ref).getLast().findings())
        .extracting(GrantCostView.Finding::judgedIn, GrantCostView.Finding::verdict)
        .containsExactly(tuple(1, CostVerdict.Kind.PARKED), tuple(2, CostVerdict.Kind.ACCEPTED));
    assertThat(claims.settlementOf(ref, second).orElseThrow().verified())
        .isEqualTo(Cents.euros(65_000));
  }

  @Test
  @DisplayName("takes no verdict that cannot stand, and changes nothing then")
  void takesNoImpossibleVerdict() {
    int number = grants.open(ref);
    grants.submit(ref, told, ClaimKind.FINAL, cost(10_000));
    var cost = new CostId(number, 1);

    var impossible =
        List.<List<CostVerdict>>of(
            List.of(),
            List.of(CostVerdict.accepted(new CostId(number, 2))),
            List.of(CostVerdict.accepted(cost), CostVerdict.accepted(cost)),
            List.of(CostVerdict.refused(cost, ReasonKind.OTHER, " ")),
            List.of(new CostVerdict(cost, CostVerdict.Kind.REFUSED, null, null, "No kind.")),
            List.of(CostVerdict.corrected(cost, Cents.ZERO, ReasonKind.VAT, "Nothing left.")),
            List.of(
                CostVerdict.corrected(cost, Cents.euros(10_000), ReasonKind.VAT, "Same amount.")),
            List.of(CostVerdict.parked(cost, ReasonKind.NO_PROOF, "Nothing follows.")));

    assertThat(impossible)
        .allSatisfy(
            verdicts ->
                assertThat(grants.verify(ref, number, verdicts.toArray(CostVerdict[]::new)))
                    .isInstanceOf(VerificationNotAllowed.class));
    assertThat(all.of(ref).getLast().state()).isEqualTo(ClaimState.SUBMITTED);
    assertThat(claims.costsOf(ref).getFirst().findings()).isEmpty();
  }

  @Test
  @DisplayName("is verified by nobody who decided on it, and a repeated delivery changes nothing")
  void isVerifiedOnceByAnother() {
    int number = grants.open(ref);
    grants.submit(ref, told, ClaimKind.INTERIM, cost(10_000));
    var decider =
        jdbc.sql("select decided_by from award_decision where application = :ref")
            .param("ref", ref.value())
            .query(String.class)
            .single();
    jdbc.sql("insert into account_role (username, role) values (:name, 'PROGRAMME_OFFICER')")
        .param("name", decider)
        .update();
    var verdict = List.of(CostVerdict.accepted(new CostId(number, 1)));
    assertThat(
            claims.record(
                new RecordGrantVerification(ref, number, true, "Seen.", verdict, decider),
                passageOf("claim.record-grant-verification")))
        .isInstanceOf(VerificationNotAllowed.class);

    var passage = passageOf("claim.record-grant-verification");
    var olga = desk.person(Role.PROGRAMME_OFFICER);
    for (int delivery = 0; delivery < 2; delivery++) {
      assertThat(
              claims.record(
                  new RecordGrantVerification(ref, number, true, "Seen.", verdict, olga), passage))
          .isEqualTo(new Verified(ClaimOutcome.TO_PAY));
    }
    var order = passageOf("payment.order");
    assertThat(payments.order(ref, number, order)).isEqualTo(payments.order(ref, number, order));
    payments.order(ref, number, passageOf("payment.order"));

    assertThat(payments.of(ref)).hasSize(1);
    assertThat(desk.events(ref)).containsOnlyOnce("CLAIM_VERIFIED");
    assertThatThrownBy(() -> jdbc.sql("update grant_cost_verdict set accepted_cents = 1").update())
        .hasMessageContaining("grant_cost_verdict");
  }

  @Test
  @DisplayName("of two claims at the same instant one is taken")
  void takesOneOfTwoClaims() throws InterruptedException {
    int number = grants.open(ref);
    var one = cost(1_000);
    var other = cost(2_000);

    var outcomes =
        AtOnce.happen(
            () -> grants.submit(ref, told, ClaimKind.INTERIM, one),
            () -> grants.submit(ref, told, ClaimKind.INTERIM, other));

    assertThat(outcomes)
        .extracting(outcome -> ((AtOnce.Done) outcome).result())
        .hasAtLeastOneElementOfType(NotOpen.class)
        .contains(new Submitted(number));
    assertThat(claims.costsOf(ref)).hasSize(1);
    assertThat(outbox("claim-submitted")).isOne();
    var taken = claims.costsOf(ref).getFirst().cost().amount().equals(one.amount()) ? one : other;
    assertThat(grants.submit(ref, told, ClaimKind.INTERIM, taken))
        .as("the very same claim again")
        .isEqualTo(new Submitted(number));
  }

  @Test
  @DisplayName("shows the officer a proof that was used in another claim or application")
  void noticesDoubleFunding() {
    var content = "invoice of both " + ref;
    var elsewhere = anApplication().forTheFund(GRANT).by(told.applicant() + "x");
    var other = grants.contracted(elsewhere, grants.plan(Cents.euros(400_000), GRANT));
    var there = grants.evidence(other, elsewhere, content);
    grants.open(other);
    grants.submit(
        other,
        elsewhere,
        ClaimKind.INTERIM,
        grants.cost(1, GrantDesk.RESEARCH, Cents.euros(5), there));
    int number = grants.open(ref);
    var here = grants.evidence(ref, told, content);
    var fresh = grants.evidence(ref, told, "another invoice of " + ref);
    grants.submit(
        ref,
        told,
        ClaimKind.INTERIM,
        grants.cost(1, GrantDesk.RESEARCH, Cents.euros(5), here),
        grants.cost(1, GrantDesk.RESEARCH, Cents.euros(5), fresh),
        grants.cost(2, GrantDesk.RESEARCH, Cents.euros(5), fresh));

    assertThat(claims.toVerify(ref, number).lines())
        .extracting(ClaimToVerify.Line::checks)
        .containsExactly(
            Set.of(CostCheck.DOCUMENT_USED_BEFORE), Set.of(), Set.of(CostCheck.NOT_IN_PLAN));
    grants.verify(
        ref,
        number,
        CostVerdict.refused(new CostId(1, 1), ReasonKind.DOUBLE_FUNDING, "Paid elsewhere."),
        CostVerdict.accepted(new CostId(1, 2)),
        CostVerdict.refused(new CostId(1, 3), ReasonKind.OVER_BUDGET, "Not planned."));

    int next = grants.open(ref);
    grants.submit(
        ref, told, ClaimKind.INTERIM, grants.cost(1, GrantDesk.RESEARCH, Cents.euros(5), fresh));
    assertThat(claims.toVerify(ref, next).lines().getFirst().checks())
        .containsExactly(CostCheck.DOCUMENT_USED_BEFORE);
  }

  @Test
  @DisplayName("accepts no interim claim while a progress report is overdue")
  void waitsForTheProgressReport() {
    int number = grants.open(ref);
    grants.submit(ref, told, ClaimKind.INTERIM, cost(10_000));
    progress.ask(ref, 1, grants.inDays(-40), grants.inDays(-1), passageOf("progress.ask"));

    assertThat(grants.accept(ref, number))
        .isInstanceOfSatisfying(
            VerificationNotAllowed.class,
            refused -> assertThat(refused.problem()).contains("report 1 is overdue"));
    assertThat(claims.toVerify(ref, number).reportsOverdue()).containsExactly(1);
    progress.report(ref, 1, told.applicant(), "Half of the prototypes are built.");

    assertThat(grants.accept(ref, number)).isEqualTo(new Verified(ClaimOutcome.TO_PAY));
  }

  @Test
  @DisplayName("gives a claim back as a whole; its costs can be claimed again")
  void givesAClaimBack() {
    int number = grants.open(ref);
    var cost = cost(10_000);
    grants.submit(ref, told, ClaimKind.FINAL, cost);
    var returned =
        claims.record(
            new RecordGrantVerification(
                ref,
                number,
                false,
                "The final report is missing.",
                List.of(),
                desk.person(Role.PROGRAMME_OFFICER)),
            passageOf("claim.record-grant-verification"));

    assertThat(returned).isEqualTo(new Verified(ClaimOutcome.REFUSED));
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.RUNNING);
    assertThat(verified.of(ref)).as("what no change may take back").isEmpty();
    int next = grants.open(ref);
    grants.submit(ref, told, ClaimKind.FINAL, cost);
    assertThat(claims.toVerify(ref, next).lines())
        .singleElement()
        .satisfies(line -> assertThat(line.checks()).isEmpty());
  }

  @Test
  @DisplayName("uses the rates of the plan in force, and of an earlier one for who left")
  void usesTheRatesInForce() {
    int first = grants.open(ref);
    var proof = grants.evidence(ref, told, "partner of " + ref);
    grants.submit(
        ref,
        told,
        ClaimKind.INTERIM,
        grants.cost(2, GrantDesk.DEVELOPMENT, Cents.euros(10_000), proof));
    grants.accept(ref, first);
    var before = plans.inForce(ref).orElseThrow();
    var lead = before.shares().getFirst();
    grants.putInForce(
        ref,
        new GrantPlan(
            before.startsOn(),
            before.endsOn(),
            List.of(
                new PlanShare(
                    1,
                    "Lead",
                    lead.category(),
                    BigDecimal.valueOf(40),
                    Cents.euros(400_000),
                    Cents.euros(160_000)))));

    int second = grants.claimed(ref, told, ClaimKind.INTERIM, cost(10_000));

    assertThat(payables(first, second)).containsExactly(5_000_00L, 4_000_00L);
  }

  @Test
  @DisplayName("gets back what was paid in advance and not earned, without a suspicion")
  void getsAnOverpaymentBack() {
    int advance = grants.claimed(ref, told, ClaimKind.ADVANCE);
    grants.pay(ref, advance);
    int last = grants.open(ref);
    grants.submit(ref, told, ClaimKind.FINAL, cost(50_000));
    assertThat(grants.accept(ref, last)).isEqualTo(new Verified(ClaimOutcome.OVERPAID));
    assertThat(overpayments.of(ref)).isEqualTo(Cents.euros(15_000));
    assertThat(budget.held(ref)).contains(Cents.euros(40_000));

    assertThat(decide(desk.person(Role.PROGRAMME_OFFICER), Settlement.REPAYMENT_ORDER))
        .isInstanceOf(OverpaymentNotAllowed.class);
    assertThat(decide(desk.person(Role.PROGRAMME_MANAGER), Settlement.OFFSET))
        .isInstanceOf(OverpaymentNotAllowed.class);
    var mia = desk.person(Role.PROGRAMME_MANAGER);
    assertThat(decide(mia, Settlement.REPAYMENT_ORDER))
        .isEqualTo(new RecoveryOpened(1, Settlement.REPAYMENT_ORDER));
    assertThat(decide(mia, Settlement.REPAYMENT_ORDER))
        .isEqualTo(new RecoveryOpened(1, Settlement.REPAYMENT_ORDER));

    var recovery = recoveries.get(ref, 1);
    assertThat(recovery.kind()).isEqualTo(SuspicionKind.OVERPAID);
    assertThat(recovery.state()).isEqualTo(RecoveryState.ORDERED);
    assertThat(recovery.correction()).isEqualTo(Cents.euros(15_000));
    assertThat(recovery.reportable()).isFalse();
    recoveries.order(ref, 1, grants.inDays(30), passageOf("recovery.order-repayment"));
    assertThat(recoveries.get(ref, 1).repayment().dueOn()).isNotNull();
    assertThat(desk.events(ref)).containsOnlyOnce("OVERPAYMENT_FOUND");
  }

  @Test
  @DisplayName("says that an overpayment waits for the bank while the advance is not booked")
  void waitsForTheBankBeforeAnOverpayment() {
    grants.claimed(ref, told, ClaimKind.ADVANCE);
    int last = grants.claimed(ref, told, ClaimKind.FINAL);

    assertThat(all.of(ref).getLast().number()).isEqualTo(last);
    assertThat(decide(desk.person(Role.PROGRAMME_MANAGER), Settlement.REPAYMENT_ORDER))
        .isInstanceOfSatisfying(
            OverpaymentNotAllowed.class,
            refused -> assertThat(refused.problem()).contains("not booked yet"));
  }

  @Test
  @DisplayName("lapses without a final claim; the rest is free and the unused advance is found")
  void lapsesWithoutAFinalClaim() {
    int advance = grants.claimed(ref, told, ClaimKind.ADVANCE);
    grants.pay(ref, advance);
    int awaited = grants.open(ref);
    assertThat(claims.lapse(ref, awaited, passageOf("claim.lapse-grant-claim")).state())
        .isEqualTo(ClaimState.OPEN);
    clock.advance(Duration.ofDays(800));

    assertThat(grants.submit(ref, told, ClaimKind.FINAL, cost(1))).isInstanceOf(NotOpen.class);
    var passage = passageOf("claim.lapse-grant-claim");
    for (int delivery = 0; delivery < 2; delivery++) {
      var lapse = claims.lapse(ref, awaited, passage);
      assertThat(lapse.state()).isEqualTo(ClaimState.LAPSED);
      assertThat(lapse.outcome()).isEqualTo(ClaimOutcome.OVERPAID);
    }

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.TERMINATED);
    assertThat(budget.held(ref)).contains(Cents.euros(40_000));
    assertThat(overpayments.of(ref)).isEqualTo(Cents.euros(40_000));
    assertThat(decide(desk.person(Role.PROGRAMME_MANAGER), Settlement.REPAYMENT_ORDER))
        .isInstanceOf(RecoveryOpened.class);
  }

  @Test
  @DisplayName("has as much more time for the final claim as the work goes on longer")
  void isDueLaterWhenTheWorkGoesOn() {
    int awaited = grants.open(ref);
    var due = all.of(ref).getLast().dueAt();
    var plan = plans.inForce(ref).orElseThrow();
    grants.putInForce(
        ref, new GrantPlan(plan.startsOn(), plan.endsOn().plusDays(90), plan.shares()));
    clock.advance(Duration.ofDays(800));

    var lapse = claims.lapse(ref, awaited, passageOf("claim.lapse-grant-claim"));

    assertThat(lapse.state()).isEqualTo(ClaimState.OPEN);
    assertThat(lapse.dueAt().toInstant()).isEqualTo(due.plus(Duration.ofDays(90)));
    assertThat(grants.submit(ref, told, ClaimKind.INTERIM, cost(1_000)))
        .isEqualTo(new Submitted(awaited));
  }

  @Test
  @DisplayName("can end between two payments: what was verified is still paid, the rest is free")
  void canBeTerminated() {
    int advance = grants.claimed(ref, told, ClaimKind.ADVANCE);
    grants.pay(ref, advance);
    int first = grants.claimed(ref, told, ClaimKind.INTERIM, cost(150_000));
    payments.order(ref, first, passageOf("payment.order"));
    int awaited = grants.open(ref);
    var free = line().available();

    for (int click = 0; click < 2; click++) {
      withdrawals.terminate(new Terminate(ref, "Insolvent.", "They agree.", manager()));
    }

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.TERMINATED);
    assertThat(paymentStates()).containsExactly(PaymentState.BOOKED, PaymentState.CANCELLED);
    assertThat(budget.paid(ref)).isEqualTo(Cents.euros(40_000));
    assertThat(budget.committed(ref)).isEqualTo(Cents.euros(35_000));
    assertThat(line().available()).isEqualTo(free.plus(Cents.euros(125_000)));
    assertThat(outbox("application-terminated")).isOne();
    assertThat(claims.end(ref)).isEqualTo(new GrantEnd(awaited, ClaimOutcome.LAST_PAYMENT));

    grants.pay(ref, claims.end(ref).claimNumber());

    assertThat(paymentStates())
        .containsExactly(PaymentState.BOOKED, PaymentState.CANCELLED, PaymentState.BOOKED);
    assertThat(budget.paid(ref)).isEqualTo(Cents.euros(75_000));
    assertThat(budget.held(ref)).contains(Cents.euros(75_000));
    assertThat(budget.committed(ref)).isEqualTo(Cents.ZERO);
  }

  @Test
  @DisplayName("gives back, without a suspicion, the advance that was not earned when it was ended")
  void givesTheAdvanceBackWhenTerminated() {
    int advance = grants.claimed(ref, told, ClaimKind.ADVANCE);
    grants.pay(ref, advance);
    int awaited = grants.open(ref);
    grants.submit(ref, told, ClaimKind.FINAL, cost(100_000));
    var free = line().available();

    for (int click = 0; click < 2; click++) {
      withdrawals.withdraw(ref, told.applicant(), "The lead gives up.");
    }

    assertThat(line().available()).isEqualTo(free.plus(Cents.euros(160_000)));
    assertThat(claims.end(ref)).isEqualTo(new GrantEnd(awaited, ClaimOutcome.OVERPAID));
    assertThat(claims.settledAs(ref)).contains(GrantSettlement.Kind.TERMINATED);
    assertThat(overpayments.of(ref)).isEqualTo(Cents.euros(40_000));
    assertThat(desk.events(ref)).containsOnlyOnce("OVERPAYMENT_SETTLED", "TERMINATED");
    for (int click = 0; click < 2; click++) {
      assertThat(decide(manager(), Settlement.REPAYMENT_ORDER))
          .isEqualTo(new RecoveryOpened(1, Settlement.REPAYMENT_ORDER));
    }
    recoveries.order(ref, 1, grants.inDays(30), passageOf("recovery.order-repayment"));
    assertThat(recoveries.get(ref, 1).correction()).isEqualTo(Cents.euros(40_000));
    assertThat(desk.events(ref)).containsOnlyOnce("REPAYMENT_ORDERED");
  }

  @Test
  @DisplayName("gives nothing back twice: what is claimed back as irregular is no overpayment too")
  void givesNothingBackTwice() {
    int advance = grants.claimed(ref, told, ClaimKind.ADVANCE);
    grants.pay(ref, advance);
    grants.open(ref);
    recoveries.open(
        new OpenSuspicion(
            ref, SuspicionKind.IRREGULARITY, Cents.euros(10_000), "Not for this.", manager()));
    recoveries.beginHearing(ref, 1, grants.inDays(14), passageOf("recovery.begin-hearing"));
    recoveries.answer(ref, 1, told.applicant(), "That is right.");
    recoveries.recordFinding(
        new RecordFinding(
            ref,
            1,
            true,
            Cents.euros(10_000),
            Settlement.REPAYMENT_ORDER,
            "Spent on another project.",
            desk.person(Role.PROGRAMME_MANAGER)),
        passageOf("recovery.record-finding"));

    withdrawals.terminate(new Terminate(ref, "A breach.", "They regret it.", manager()));

    assertThat(overpayments.of(ref)).isEqualTo(Cents.euros(30_000));
    assertThat(decide(manager(), Settlement.REPAYMENT_ORDER))
        .isEqualTo(new RecoveryOpened(2, Settlement.REPAYMENT_ORDER));
    assertThat(recoveries.canBePaidBack(ref)).isEqualTo(Cents.ZERO);
  }

  @Test
  @DisplayName("takes back what it gave up when it ends with nothing earned")
  void givesUpAnAdvanceThatWasNotReleased() {
    int advance = grants.claimed(ref, told, ClaimKind.ADVANCE);
    payments.order(ref, advance, passageOf("payment.order"));
    int awaited = grants.open(ref);
    var free = line().available();
    clock.advance(Duration.ofDays(800));

    var lapse = claims.lapse(ref, awaited, passageOf("claim.lapse-grant-claim"));

    assertThat(lapse.outcome()).isEqualTo(ClaimOutcome.SETTLED);
    assertThat(paymentStates()).containsExactly(PaymentState.CANCELLED);
    assertThat(budget.held(ref)).isEmpty();
    assertThat(line().available()).isEqualTo(free.plus(GRANT));
    assertThat(overpayments.of(ref)).isEqualTo(Cents.ZERO);
    assertThatThrownBy(() -> payments.order(ref, awaited, passageOf("payment.order")))
        .isInstanceOf(PaymentNotPossible.class);
  }

  @Test
  @DisplayName("lapses and is still paid what was verified, though its order was not released")
  void isPaidWhatWasVerifiedBeforeItLapsed() {
    int advance = grants.claimed(ref, told, ClaimKind.ADVANCE);
    payments.order(ref, advance, passageOf("payment.order"));
    grants.claimed(ref, told, ClaimKind.INTERIM, cost(60_000));
    int awaited = grants.open(ref);
    var free = line().available();
    clock.advance(Duration.ofDays(800));

    var lapse = claims.lapse(ref, awaited, passageOf("claim.lapse-grant-claim"));

    assertThat(lapse.outcome()).isEqualTo(ClaimOutcome.LAST_PAYMENT);
    assertThat(claims.end(ref)).isEqualTo(new GrantEnd(awaited, ClaimOutcome.LAST_PAYMENT));
    assertThat(paymentStates()).containsExactly(PaymentState.CANCELLED);
    assertThat(all.payable(ref, awaited)).isEqualTo(Cents.euros(30_000));
    assertThat(budget.held(ref)).contains(Cents.euros(30_000));
    assertThat(line().available()).isEqualTo(free.plus(Cents.euros(170_000)));

    grants.pay(ref, awaited);

    assertThat(budget.paid(ref)).isEqualTo(Cents.euros(30_000));
    assertThat(sourcePaid("ERDF")).isEqualTo(15_000_00L);
  }

  @Test
  @DisplayName("does not lapse while the bank has not answered about a payment")
  void waitsForTheBankBeforeItLapses() {
    int advance = grants.claimed(ref, told, ClaimKind.ADVANCE);
    grants.release(ref, advance);
    int awaited = grants.open(ref);
    clock.advance(Duration.ofDays(800));

    var lapse = claims.lapse(ref, awaited, passageOf("claim.lapse-grant-claim"));

    assertThat(lapse.state()).isEqualTo(ClaimState.OPEN);
    assertThat(lapse.dueAt()).isBetween(grants.inDays(1).minusMinutes(1), grants.inDays(1));
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.RUNNING);
    assertThatThrownBy(() -> withdrawals.withdraw(ref, told.applicant(), ""))
        .isInstanceOf(NotNow.class);
  }

  @Test
  @DisplayName("cannot be ended any more once it is settled")
  void cannotBeTerminatedOnceSettled() {
    int advance = grants.claimed(ref, told, ClaimKind.ADVANCE);
    grants.pay(ref, advance);
    grants.claimed(ref, told, ClaimKind.FINAL, cost(50_000));

    assertThat(withdrawals.prospect(ref).kind()).isEqualTo(Prospect.Kind.SETTLED);
    assertThatThrownBy(() -> withdrawals.withdraw(ref, told.applicant(), ""))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("settled");
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.FINAL_REPORTED);
  }

  @Test
  @DisplayName("is owed nothing at its end while its co-funding is in doubt")
  void isOwedNothingWithoutCoFunding() {
    grants.claimed(ref, told, ClaimKind.INTERIM, cost(60_000));
    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("update cofunding_verification set state = 'CHECKING' where application = :ref")
              .param("ref", ref.value())
              .update();
          withdrawals.terminate(
              new Terminate(ref, "The co-funder left.", "They agree.", manager()));
          assertThat(claims.end(ref).outcome()).isEqualTo(ClaimOutcome.SETTLED);
          assertThat(budget.held(ref)).isEmpty();
        });
  }

  @Test
  @DisplayName("is not paid while its co-funding is in doubt")
  void isNotPaidWithoutCoFunding() {
    int first = grants.claimed(ref, told, ClaimKind.INTERIM, cost(10_000));
    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("update cofunding_verification set state = 'CHECKING' where application = :ref")
              .param("ref", ref.value())
              .update();
          assertThatThrownBy(() -> payments.order(ref, first, passageOf("payment.order")))
              .isInstanceOf(PaymentNotPossible.class)
              .hasMessageContaining("co-funding is not assured");
        });
  }

  @Test
  @DisplayName("is seen when a claim is worth another amount than its settlement says")
  void promiseShowsAClaimOfAnotherWorth() {
    int first = grants.claimed(ref, told, ClaimKind.INTERIM, cost(10_000));
    assertThat(broken("promise_4_grants_are_paid_as_earned")).isZero();

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql(
                  "update claim set amount_cents = amount_cents + 1 where application = :ref and"
                      + " number = :number")
              .param("ref", ref.value())
              .param("number", first)
              .update();
          assertThat(broken("promise_4_grants_are_paid_as_earned")).isOne();
        });
  }

  private String managerOfTest = "";

  private String manager() {
    if (managerOfTest.isEmpty()) {
      managerOfTest = desk.person(Role.PROGRAMME_MANAGER);
    }
    return managerOfTest;
  }

  private OverpaymentOutcome decide(String person, Settlement settlement) {
    return overpayments.decide(
        new DecideOverpayment(ref, settlement, "The project ended early.", person),
        passageOf("recovery.record-overpayment"));
  }

  private GrantCost cost(long euros) {
    return grants.cost(ref, told, Cents.euros(euros));
  }

  private List<PaymentState> paymentStates() {
    return payments.of(ref).stream().map(PaymentView::state).toList();
  }

  private List<Long> payables(int... numbers) {
    return Arrays.stream(numbers).mapToObj(number -> all.payable(ref, number).value()).toList();
  }

  private LineTotals line() {
    return budget.totals().stream()
        .filter(one -> one.line().startsWith("FUND"))
        .findFirst()
        .orElseThrow();
  }

  private long sourcePaid(String source) {
    return jdbc.sql(
            """
            select coalesce(sum(e.cents), 0) from budget_entry e
            join budget_posting p on p.id = e.posting
            where p.application = :ref and e.bucket = 'PAID' and e.source = :source
            """)
        .param("ref", ref.value())
        .param("source", source)
        .query(Long.class)
        .single();
  }

  private long outbox(String message) {
    return jdbc.sql(
            "select count(*) from outbox_record where record_key = :ref and payload like :message")
        .param("ref", ref.value())
        .param("message", "%\"" + message + "\"%")
        .query(Long.class)
        .single();
  }

  private long broken(String promise) {
    return jdbc.sql("select count(*) from " + promise + " where application = :ref")
        .param("ref", ref.value())
        .query(Long.class)
        .single();
  }
}
