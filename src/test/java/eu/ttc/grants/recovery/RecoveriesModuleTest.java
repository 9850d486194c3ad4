package eu.ttc.grants.recovery;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.OnHold;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.hold.Holds;
import eu.ttc.grants.hold.PutOnHold;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.payment.BankEntryView;
import eu.ttc.grants.payment.BankMessages;
import eu.ttc.grants.payment.EntryOutcome;
import eu.ttc.grants.payment.EntryProblem;
import eu.ttc.grants.payment.EntrySolutions;
import eu.ttc.grants.payment.ExpectedMoney;
import eu.ttc.grants.payment.ExpectedMoney.Answer;
import eu.ttc.grants.payment.ExpectedMoney.Awaited;
import eu.ttc.grants.payment.ExpectedMoney.Received;
import eu.ttc.grants.payment.PaymentBatches;
import eu.ttc.grants.payment.PaymentState;
import eu.ttc.grants.payment.PaymentView;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.payment.ProgrammeAccount;
import eu.ttc.grants.payment.web.SimulatedFiles;
import eu.ttc.grants.payment.web.SimulatedFiles.Movement;
import eu.ttc.grants.payment.web.SimulatedFiles.Receipt;
import eu.ttc.grants.recovery.FindingOutcome.FindingNotAllowed;
import eu.ttc.grants.recovery.FindingOutcome.Founded;
import eu.ttc.grants.recovery.FindingOutcome.Unfounded;
import eu.ttc.grants.recovery.Refunds.OrderRefund;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.CaseDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.PaidCase;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.testing.VoucherDesk;
import eu.ttc.grants.withdrawal.Terminate;
import eu.ttc.grants.withdrawal.Withdrawals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.assertj.core.api.Condition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("Irregularity and recovery")
class RecoveriesModuleTest {

  private static final Cents THOUSAND = Cents.euros(1_000);
  private static final String REASON = "An invoice was claimed twice.";

  private final Recoveries recoveries;
  private final Refunds refunds;
  private final ExpectedMoney expected;
  private final PaidCase paid;
  private final CaseDesk cases;
  private final VoucherDesk vouchers;
  private final Payments payments;
  private final PaymentBatches batches;
  private final BankMessages statements;
  private final EntrySolutions solutions;
  private final ProgrammeAccount account;
  private final Budget budget;
  private final Applications applications;
  private final Withdrawals withdrawals;
  private final ApplicationDesk desk;
  private final Holds holds;
  private final TestClock clock;
  private final JdbcClient jdbc;
  private final String max;
  private final String mia;
  private final String mona;

  RecoveriesModuleTest(
      Recoveries recoveries,
      Refunds refunds,
      ExpectedMoney expected,
      PaidCase paid,
      CaseDesk cases,
      VoucherDesk vouchers,
      Payments payments,
      PaymentBatches batches,
      BankMessages statements,
      EntrySolutions solutions,
      ProgrammeAccount account,
      Budget budget,
      Applications applications,
      Withdrawals withdrawals,
      ApplicationDesk desk,
      Holds holds,
      TestClock clock,
      JdbcClient jdbc) {
    this.recoveries = recoveries;
    this.refunds = refunds;
    this.expected = expected;
    this.paid = paid;
    this.cases = cases;
    this.vouchers = vouchers;
    this.payments = payments;
    this.batches = batches;
    this.statements = statements;
    this.solutions = solutions;
    this.account = account;
    this.budget = budget;
    this.applications = applications;
    this.withdrawals = withdrawals;
    this.desk = desk;
    this.holds = holds;
    this.clock = clock;
    this.jdbc = jdbc;
    this.max = desk.person(Role.PROGRAMME_MANAGER);
    this.mia = desk.person(Role.PROGRAMME_MANAGER);
    this.mona = desk.person(Role.PROGRAMME_MANAGER);
  }

  @BeforeEach
  void nothingElseWaits() {
    vouchers.endWaitingPayments();
  }

  @Test
  void aSuspicionKeepsPaymentsBackUntilItIsLifted() {
    var ref = cases.ordered(anApplication());
    var prepared = batches.prepare(desk.person(Role.FINANCE_OFFICER));
    open(ref, THOUSAND);

    var felix = desk.person(Role.FINANCE_OFFICER);
    assertThatThrownBy(() -> batches.release(prepared.id(), felix))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("Payments of " + ref + " are suspended");
    batches.reject(prepared.id(), felix, "payments are suspended");
    assertThatThrownBy(() -> batches.prepare(felix)).isInstanceOf(NotNow.class);
    assertThat(payments.waiting(500))
        .filteredOn(one -> one.payment().application().equals(ref))
        .singleElement()
        .satisfies(one -> assertThat(one.suspended()).isTrue());

    lift(ref);
    assertThat(batches.prepare(felix).lines())
        .anySatisfy(line -> assertThat(line.application()).isEqualTo(ref));
    assertThat(desk.events(ref)).contains("SUSPICION_OPENED", "SUSPICION_UNFOUNDED");
  }

  @Test
  void theProcessIsStartedUnderANumberOfItsOwn() {
    var ref = paid.booked();

    open(ref, THOUSAND);
    lift(ref);
    open(ref, THOUSAND);

    assertThat(messages(ref, "recovery-opened"))
        .hasSize(2)
        .anySatisfy(payload -> assertThat(payload).contains(ref + "/recovery/1"))
        .anySatisfy(payload -> assertThat(payload).contains(ref + "/recovery/2"));
  }

  @Test
  void isOpenedByAManagerOnceAtATimeAndForMoneyThatThereIs() {
    var ref = paid.booked();
    var officer = desk.person(Role.PROGRAMME_OFFICER);

    assertThatThrownBy(() -> recoveries.open(suspicion(ref, THOUSAND, REASON, officer)))
        .isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> recoveries.open(suspicion(ref, Cents.of(500_001), REASON, max)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("EUR 5000.00");
    assertThatThrownBy(() -> recoveries.open(suspicion(ref, THOUSAND, " ", max)))
        .isInstanceOf(InvalidInput.class);
    open(ref, Cents.euros(5_000));
    assertThatThrownBy(() -> recoveries.open(suspicion(ref, THOUSAND, REASON, mia)))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("Another suspicion");
    var early = desk.submit(anApplication());
    assertThatThrownBy(() -> recoveries.open(suspicion(early, THOUSAND, REASON, max)))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("SUBMITTED");
  }

  @Test
  void theApplicantIsToldAndAnswersOnceAndInTime() {
    var told = anApplication().by(desk.person(Role.APPLICANT));
    var ref = paid.booked(told);
    open(ref, THOUSAND);
    var until = inDays(14);
    for (int delivery = 0; delivery < 2; delivery++) {
      assertThat(recoveries.beginHearing(ref, 1, until, passageOf("recovery.begin-hearing")).open())
          .isTrue();
    }
    assertThat(templates(ref)).containsOnlyOnce("HEARING_OPENED");

    assertThatThrownBy(() -> recoveries.answer(ref, 1, desk.person(Role.APPLICANT), "Not mine."))
        .isInstanceOf(Unknown.class);
    assertThatThrownBy(() -> recoveries.answer(ref, 1, told.applicant(), " "))
        .isInstanceOf(InvalidInput.class);
    var answered = recoveries.answer(ref, 1, told.applicant(), " They differ. ");

    assertThat(answered.answer()).isEqualTo("They differ.");
    assertThat(answered.state()).isEqualTo(RecoveryState.FINDING);
    assertThat(messages(ref, "hearing-answered")).hasSize(1);
    assertThatThrownBy(() -> recoveries.answer(ref, 1, told.applicant(), "Once more."))
        .isInstanceOf(NotNow.class);
  }

  @Test
  void standsStillWhileItsCaseIsOnHold() {
    var ref = paid.booked();
    open(ref, THOUSAND);
    var until = inDays(14);
    recoveries.beginHearing(ref, 1, until, passageOf("recovery.begin-hearing"));
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    var hold = holds.place(new PutOnHold(ref, "A court is asked.", today().plusDays(20), officer));

    clock.stopAt(until.toInstant().plusSeconds(1));
    assertThatThrownBy(() -> recoveries.answer(ref, 1, applications.get(ref).applicant(), "No."))
        .isInstanceOf(OnHold.class);
    var asked = recoveries.closeHearing(ref, 1, passageOf("recovery.close-hearing"));
    assertThat(asked.open()).isTrue();
    assertThat(asked.until().toInstant()).isAfter(hold.endsAt());

    clock.stopAt(hold.endsAt());
    hear(ref);
    find(ref, THOUSAND, Settlement.REPAYMENT_ORDER, mia);
    recoveries.order(ref, 1, inDays(30), passageOf("recovery.order-repayment"));
    var due = due(ref);
    holds.place(new PutOnHold(ref, "Once more.", today().plusDays(9), officer));
    assertThat(due(ref)).isEqualTo(due.plusDays(10));
    receive(ref, "bank/8/1", Cents.euros(400), today());
    assertThat(repayment(ref).open()).isEqualTo(Cents.euros(600));
    assertThat(onHold(ref)).isZero();
    clock.stopAt(due.plusDays(1));
    assertThat(recoveries.remind(ref, 1, passageOf("recovery.remind"))).isTrue();
    assertThat(templates(ref)).doesNotContain("REPAYMENT_REMINDED");
  }

  @Test
  void theHearingEndsWithItsTimeNotWithATimer() {
    var told = anApplication().by(desk.person(Role.APPLICANT));
    var ref = paid.booked(told);
    open(ref, THOUSAND);
    recoveries.beginHearing(ref, 1, inDays(14), passageOf("recovery.begin-hearing"));

    clock.advance(Duration.ofDays(13));
    assertThat(recoveries.closeHearing(ref, 1, passageOf("recovery.close-hearing")).open())
        .isTrue();
    clock.advance(Duration.ofDays(2));
    assertThatThrownBy(() -> recoveries.answer(ref, 1, told.applicant(), "Late."))
        .isInstanceOf(NotNow.class);
    assertThat(recoveries.closeHearing(ref, 1, passageOf("recovery.close-hearing")).open())
        .isFalse();
    assertThat(desk.events(ref)).containsOnlyOnce("HEARING_LAPSED");
  }

  @Test
  void anotherPersonFindsAndOnlyAfterTheHearing() {
    var ref = paid.booked();
    open(ref, THOUSAND);
    assertThat(find(ref, THOUSAND, Settlement.REPAYMENT_ORDER, mia)).is(notAllowed("not over yet"));
    hear(ref);

    assertThat(find(ref, THOUSAND, Settlement.REPAYMENT_ORDER, max)).is(notAllowed("You opened"));
    assertThat(find(ref, THOUSAND, Settlement.REPAYMENT_ORDER, desk.person(Role.PROGRAMME_OFFICER)))
        .is(notAllowed("Only a programme manager"));
    assertThat(find(ref, Cents.of(500_001), Settlement.REPAYMENT_ORDER, mia))
        .is(notAllowed("At most EUR 5000.00 was paid"));
    assertThat(find(ref, Cents.of(1), Settlement.OFFSET, mia))
        .is(notAllowed("At most EUR 0.00 can be set off"));
    assertThat(find(ref, THOUSAND, Settlement.REPAYMENT_ORDER, mia))
        .isEqualTo(new Founded(Settlement.REPAYMENT_ORDER));
    // again, as another passage of a model would; and as the same passage, delivered twice
    var passage = passageOf("recovery.record-finding");
    var command =
        new RecordFinding(
            ref, 1, true, THOUSAND, Settlement.REPAYMENT_ORDER, "It is the same.", mia);
    for (int delivery = 0; delivery < 2; delivery++) {
      assertThat(recoveries.recordFinding(command, passage))
          .isEqualTo(new Founded(Settlement.REPAYMENT_ORDER));
    }
    assertThat(find(ref, Cents.euros(2_000), Settlement.REPAYMENT_ORDER, mona))
        .isEqualTo(new Founded(Settlement.REPAYMENT_ORDER));
    assertThat(repayment(ref).ordered()).isEqualTo(THOUSAND);

    desk.inRolledBackTransaction(
        () ->
            assertThatThrownBy(
                    () ->
                        jdbc.sql(
                                "update recovery set found_by = opened_by where application = :ref")
                            .param("ref", ref.value())
                            .update())
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("another_person_finds"));
  }

  @Test
  void whatIsPaidBackInTimeIsAvailableAgain() {
    var ref = ordered(THOUSAND);
    var before = budget.totals();

    assertThat(receive(ref, "bank/1/1", THOUSAND, today().plusDays(30))).isEqualTo(Answer.TAKEN);
    assertThat(receive(ref, "bank/1/1", THOUSAND, today().plusDays(30))).isEqualTo(Answer.KNOWN);

    var recovery = recoveries.get(ref, 1);
    assertThat(recovery.state()).isEqualTo(RecoveryState.SETTLED);
    assertThat(repayment(ref).recovered()).isEqualTo(THOUSAND);
    assertThat(repayment(ref).interest()).isEqualTo(Cents.ZERO);
    assertThat(repayment(ref).overpaid()).isEqualTo(Cents.ZERO);
    assertThat(budget.totals().getFirst().available())
        .isEqualTo(before.getFirst().available().plus(THOUSAND));
    assertThat(budget.held(ref)).contains(Cents.euros(4_000));
    assertThat(messages(ref, "repayment-settled")).hasSize(1);
    assertThat(templates(ref)).contains("REPAYMENT_ORDERED", "REPAYMENT_SETTLED");
    assertThat(promises(ref)).isZero();
  }

  @Test
  void latePartsAreTakenForInterestFirstAndTheSheetShowsHow() {
    var ref = ordered(THOUSAND);
    var due = due(ref);

    receive(ref, "bank/2/1", Cents.euros(400), due.plusDays(30));
    // 1000.00 x 5.65 % x 30 / 365 = 4.64
    assertThat(repayment(ref).interestRecovered()).isEqualTo(Cents.of(464));
    assertThat(repayment(ref).recovered()).isEqualTo(Cents.of(39_536));
    assertThat(repayment(ref).open()).isEqualTo(Cents.of(60_464));
    receive(ref, "bank/2/2", Cents.euros(604).plus(Cents.of(64)), due.plusDays(60));
    // 604.64 x 5.65 % x 30 / 365 = 2.81, so as much is left
    assertThat(repayment(ref).open()).isEqualTo(Cents.of(281));
    assertThat(recoveries.get(ref, 1).state()).isEqualTo(RecoveryState.ORDERED);
    receive(ref, "bank/2/3", Cents.of(281), due.plusDays(60));

    assertThat(recoveries.get(ref, 1).state()).isEqualTo(RecoveryState.SETTLED);
    assertThat(repayment(ref).sheet())
        .containsExactly(
            new InterestPeriod(
                due.plusDays(1),
                due.plusDays(30),
                THOUSAND,
                new BigDecimal("5.650"),
                Cents.of(464)),
            new InterestPeriod(
                due.plusDays(31),
                due.plusDays(60),
                Cents.of(60_464),
                new BigDecimal("5.650"),
                Cents.of(281)));
    assertThat(promises(ref)).isZero();
  }

  @Test
  void whatIsOverdueGrowsEveryDayUntilItIsPaid() {
    var ref = ordered(THOUSAND);
    clock.stopAt(due(ref));
    assertThat(repayment(ref).payable()).isEqualTo(THOUSAND);

    clock.stopAt(due(ref).plusDays(73));

    assertThat(repayment(ref).payable()).isEqualTo(THOUSAND.plus(Cents.of(1_130)));
    assertThat(recoveries.remind(ref, 1, passageOf("recovery.remind"))).isTrue();
    assertThat(templates(ref)).contains("REPAYMENT_REMINDED");
    receive(ref, "bank/3/1", repayment(ref).payable(), due(ref).plusDays(73));
    assertThat(recoveries.remind(ref, 1, passageOf("recovery.remind"))).isFalse();
  }

  @Test
  void whatComesInBeyondWhatIsOpenIsToBeSentBack() {
    var ref = ordered(THOUSAND);

    receive(ref, "bank/4/1", Cents.euros(1_200), today());
    receive(ref, "bank/4/2", Cents.euros(50), today());

    assertThat(repayment(ref).recovered()).isEqualTo(THOUSAND);
    assertThat(repayment(ref).overpaid()).isEqualTo(Cents.euros(250));
    assertThat(budget.held(ref)).contains(Cents.euros(4_000));
    assertThat(promises(ref)).isZero();
  }

  @Test
  void moneyWithAnotherReferenceIsNotTaken() {
    assertThat(take("bank/5/1", "V-2026-999999-R1", THOUSAND, today()))
        .isEqualTo(Answer.NOT_EXPECTED);
    assertThat(take("bank/5/2", "thank you", THOUSAND, today())).isEqualTo(Answer.NOT_EXPECTED);
  }

  @Test
  void theBanksEntryIsKnownByItsReferenceAndBookedOnce() {
    var ref = ordered(THOUSAND);
    var statement = statement("IN-" + ref, "terug " + ref + " R1", null);
    var fiona = desk.person(Role.FINANCE_OFFICER);

    for (int upload = 0; upload < 2; upload++) {
      assertThat(statements.take(statement, fiona).queued()).isEmpty();
    }

    assertThat(repayment(ref).recovered()).isEqualTo(Cents.euros(400));
    assertThat(desk.events(ref)).containsOnlyOnce("REPAYMENT_RECEIVED");
    var other = statement("IN-X-" + ref, "a gift", null);
    assertThat(statements.take(other, fiona).queued()).hasSize(1);
  }

  @Test
  void anAdviceAndAStatementTellTheSameMoneyOnce() {
    var ref = ordered(THOUSAND);
    var fiona = desk.person(Role.FINANCE_OFFICER);
    var purpose = "repayment " + repayment(ref).reference();

    var advised = statements.take(advice("ADV-" + ref, purpose, "BANK-" + ref), fiona);
    assertThat(advised.booked())
        .extracting(BankEntryView::outcome)
        .containsExactly(EntryOutcome.RECEIVED);
    var told = statements.take(statement("STM-" + ref, purpose, "BANK-" + ref), fiona);
    assertThat(told.noted()).hasSize(1);
    assertThat(repayment(ref).recovered()).isEqualTo(Cents.euros(400));

    assertThat(statements.take(advice("ADV2-" + ref, purpose, null), fiona).noted()).hasSize(1);
    assertThat(repayment(ref).recovered()).isEqualTo(Cents.euros(400));
    assertThat(statements.take(statement("STM2-" + ref, purpose, null), fiona).booked()).hasSize(1);
    assertThat(repayment(ref).recovered()).isEqualTo(Cents.euros(800));
    assertThat(promises(ref)).isZero();
  }

  @Test
  void moneyWithoutItsReferenceIsMatchedByTwoPersons() {
    var ref = ordered(THOUSAND);
    var fiona = desk.person(Role.FINANCE_OFFICER);
    var felix = desk.person(Role.FINANCE_OFFICER);
    var entry =
        statements.take(statement("LOST-" + ref, "we are sorry", null), fiona).queued().getFirst();
    assertThat(entry.told()).isEqualTo("we are sorry");
    assertThat(solutions.awaited(entry, 500))
        .anySatisfy(one -> assertThat(one.reference()).isEqualTo(repayment(ref).reference()));

    assertThatThrownBy(
            () -> solutions.match(entry.message(), 1, "V-2026-999999-R1", "They phoned.", fiona))
        .isInstanceOf(InvalidInput.class);
    solutions.match(entry.message(), 1, repayment(ref).reference(), "They phoned.", fiona);
    assertThatThrownBy(() -> solutions.confirm(entry.message(), 1, fiona))
        .isInstanceOf(NotNow.class);
    assertThat(repayment(ref).recovered()).isEqualTo(Cents.ZERO);
    for (int click = 0; click < 2; click++) {
      assertThat(solutions.confirm(entry.message(), 1, felix).waits()).isFalse();
    }

    assertThat(repayment(ref).recovered()).isEqualTo(Cents.euros(400));
    assertThat(promises(ref)).isZero();
  }

  @Test
  void whatWasPaidTooMuchIsSentBackByTwoPersonsAndBookedOnce() {
    var ref = overpaid(Cents.euros(250));
    var fiona = desk.person(Role.FINANCE_OFFICER);
    var felix = desk.person(Role.FINANCE_OFFICER);

    var refund = refunds.order(refund(ref, "NL91ABNA0417164300", fiona));
    assertThatThrownBy(() -> refunds.order(refund(ref, "NL91ABNA0417164300", felix)))
        .isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> refunds.keep(ref, 1, "Ours.", felix)).isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> refunds.release(ref, 1, 1, fiona)).isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> refunds.file(ref, 1, 1)).isInstanceOf(NotNow.class);
    var released = refunds.release(ref, 1, 1, felix);
    assertThat(refunds.release(ref, 1, 1, felix)).isEqualTo(released);

    var file = refunds.file(ref, 1, 1);
    assertThat(file.sha256()).isEqualTo(released.sha256());
    assertThat(new String(file.content(), StandardCharsets.UTF_8))
        .contains(
            "<EndToEndId>" + ref + "-R1-B1</EndToEndId>",
            "<InstdAmt Ccy=\"EUR\">250.00</InstdAmt>",
            "<IBAN>NL91ABNA0417164300</IBAN>");
    assertThat(statements.take(spent("ADV-" + ref, ref, refund.amount(), false), fiona).noted())
        .hasSize(1);
    assertThat(statements.take(spent("LESS-" + ref, ref, Cents.euros(249), true), fiona).queued())
        .extracting(BankEntryView::problem)
        .containsExactly(EntryProblem.AMOUNT_DIFFERS);
    for (int copy = 1; copy <= 2; copy++) {
      var told = spent("OUT-%d-%s".formatted(copy, ref), ref, refund.amount(), true);
      assertThat(statements.take(told, fiona).queued()).isEmpty();
    }

    assertThat(refunds.of(ref, 1).getFirst().state()).isEqualTo(RefundState.BOOKED);
    assertThat(repayment(ref).leftOver()).isEqualTo(Cents.ZERO);
    assertThat(repayment(ref).overpaid()).isEqualTo(Cents.euros(250));
    assertThat(budget.paid(ref)).isEqualTo(Cents.euros(4_000));
    assertThat(postings(ref)).doesNotContain("RETURN");
    assertThat(promises(ref)).isZero();
    assertThat(disagreements(ref)).isZero();
  }

  @Test
  void aRefundThatTheBankRejectsOrThatComesBackIsOrderedAnew() {
    var ref = overpaid(Cents.euros(250));
    var fiona = desk.person(Role.FINANCE_OFFICER);
    var felix = desk.person(Role.FINANCE_OFFICER);
    refunds.order(refund(ref, "NL91ABNA0417164300", fiona));
    refunds.release(ref, 1, 1, felix);

    statements.take(rejection("REJ-" + ref, ref + "-R1-B1", "AC04"), fiona);
    assertThat(refunds.of(ref, 1).getFirst().failure()).isEqualTo("AC04");
    var late = statements.take(spent("LATE-" + ref, ref, Cents.euros(250), true), fiona);
    assertThat(late.queued())
        .extracting(BankEntryView::problem)
        .containsExactly(EntryProblem.NOT_RELEASED);

    refunds.order(refund(ref, "NL91ABNA0417164300", fiona));
    refunds.release(ref, 1, 2, felix);
    var out = new String(spent("OUT-" + ref, ref, Cents.euros(250), true), StandardCharsets.UTF_8);
    statements.take(out.replace("-R1-B1", "-R1-B2").getBytes(StandardCharsets.UTF_8), fiona);
    assertThat(repayment(ref).leftOver()).isEqualTo(Cents.ZERO);
    receive(ref, "bank/9/1", Cents.euros(250), today());

    assertThat(repayment(ref).leftOver()).isEqualTo(Cents.euros(250));
    assertThat(refunds.order(refund(ref, "NL91ABNA0417164300", fiona)).attempt()).isEqualTo(3);
    assertThat(promises(ref)).isZero();
  }

  @Test
  void anAccountToWhichNothingWasPaidCoolsDownFirst() {
    var ref = overpaid(Cents.euros(250));
    var fiona = desk.person(Role.FINANCE_OFFICER);
    var felix = desk.person(Role.FINANCE_OFFICER);
    assertThatThrownBy(() -> refunds.order(refund(ref, "NL20INGB0001234568", fiona)))
        .isInstanceOf(InvalidInput.class);
    refunds.order(refund(ref, "NL20INGB0001234567", fiona));

    assertThatThrownBy(() -> refunds.release(ref, 1, 1, felix))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("Nothing was paid to this account before");
    clock.advance(Duration.ofDays(4));
    assertThatThrownBy(() -> refunds.release(ref, 1, 1, felix)).isInstanceOf(NotNow.class);
    clock.advance(Duration.ofDays(11));

    assertThat(refunds.release(ref, 1, 1, felix).state()).isEqualTo(RefundState.RELEASED);
  }

  @Test
  void whatWasPaidTooMuchIsKeptForAReasonAndNothingIsSentWhileSomethingIsOwed() {
    var ref = ordered(THOUSAND);
    var fiona = desk.person(Role.FINANCE_OFFICER);
    assertThatThrownBy(() -> refunds.keep(ref, 1, "None.", fiona)).isInstanceOf(NotNow.class);
    receive(ref, "bank/7/1", Cents.euros(1_250), today());

    assertThatThrownBy(() -> refunds.keep(ref, 1, " ", fiona)).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> refunds.keep(ref, 1, "Not mine.", max)).isInstanceOf(NotNow.class);
    refunds.keep(ref, 1, "Sent back by hand on paper.", fiona);

    assertThat(repayment(ref).leftOver()).isEqualTo(Cents.ZERO);
    assertThatThrownBy(() -> refunds.order(refund(ref, "NL91ABNA0417164300", fiona)))
        .isInstanceOf(NotNow.class);
    assertThat(desk.events(ref)).contains("REPAYMENT_REFUND_WAIVED");
    assertThat(promises(ref)).isZero();
  }

  @Test
  void whoTookPartInTheCaseReleasesNoRefundAndTheTablesStay() {
    var ref = overpaid(Cents.euros(250));
    var fiona = desk.person(Role.FINANCE_OFFICER);
    var both = desk.person(Role.FINANCE_OFFICER);
    desk.inTransaction(
        () -> {
          applications.note(ref, "NOTED_BY_TEST", both, null);
          return ref;
        });
    refunds.order(refund(ref, "NL91ABNA0417164300", fiona));

    assertThatThrownBy(() -> refunds.release(ref, 1, 1, both))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("took part");
    for (var change :
        List.of(
            "update repayment_refund set amount_cents = 1 where application = '%s'",
            "update repayment_refund set iban = 'NL20INGB0001234567' where application = '%s'",
            "update repayment_refund set released_by = ordered_by where application = '%s'",
            "delete from repayment_refund where application = '%s'")) {
      assertThatThrownBy(() -> jdbc.sql(change.formatted(ref)).update())
          .isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  void aPaymentThatComesBackAfterPartOfItWasRecoveredWaitsForTwoPersons() {
    var ref = ordered(THOUSAND);
    receive(ref, "bank/6/1", THOUSAND, today());
    var other = paid.booked(anApplication().by(desk.person(Role.APPLICANT)));
    var back = List.of(Movement.back(payment(ref), "AC04"), Movement.back(payment(other), "AC04"));
    var fiona = desk.person(Role.FINANCE_OFFICER);
    var felix = desk.person(Role.FINANCE_OFFICER);

    var advised =
        statements.take(
            SimulatedFiles.advice("BACK-A-" + ref, today(), back.subList(0, 1), account), fiona);
    var told =
        statements.take(SimulatedFiles.statement("BACK-" + ref, today(), back, account), fiona);

    assertThat(advised.noted()).hasSize(1);
    assertThat(told.changed())
        .singleElement()
        .satisfies(entry -> assertThat(entry.payment()).isEqualTo(other + "-P1"));
    var entry = told.queued().getFirst();
    assertThat(entry.problem()).isEqualTo(EntryProblem.RECOVERED_BEFORE);
    assertThat(budget.paid(ref)).isEqualTo(Cents.euros(4_000));
    assertThat(solutions.awaited(entry, 500))
        .extracting(Awaited::reference)
        .containsExactly(ref + "-R1");

    assertThatThrownBy(
            () -> solutions.match(entry.message(), entry.position(), ref + "-P1", "Ours.", fiona))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("was recovered before");
    solutions.match(entry.message(), entry.position(), ref + "-R1", "Paid back before.", fiona);
    solutions.confirm(entry.message(), entry.position(), felix);

    assertThat(repayment(ref).overpaid()).isEqualTo(Cents.euros(5_000));
    assertThat(budget.paid(ref)).isEqualTo(Cents.euros(4_000));
    assertThat(payment(ref).state()).isEqualTo(PaymentState.BOOKED);
    assertThat(promises(ref)).isZero();
    assertThat(disagreements(ref)).isZero();
  }

  @Test
  void aCorrectionIsCutFromTheNextPayment() {
    var told = anApplication();
    var ref = cases.payable(told);
    open(ref, THOUSAND);
    hear(ref);
    assertThat(find(ref, Cents.euros(5_000), Settlement.OFFSET, mia))
        .is(notAllowed("At most EUR 4999.99"));
    assertThat(find(ref, THOUSAND, Settlement.REPAYMENT_ORDER, mia))
        .is(notAllowed("At most EUR 0.00 was paid"));
    find(ref, THOUSAND, Settlement.OFFSET, mia);

    payments.order(ref, 1, passageOf("payment.order"));
    payments.order(ref, 1, passageOf("payment.order"));

    assertThat(payments.of(ref))
        .singleElement()
        .satisfies(payment -> assertThat(payment.amountCents()).isEqualTo(400_000));
    assertThat(repayment(ref).recovered()).isEqualTo(THOUSAND);
    assertThat(recoveries.get(ref, 1).state()).isEqualTo(RecoveryState.SETTLED);
    assertThat(budget.held(ref)).contains(Cents.euros(4_000));
    assertThat(postings(ref)).containsExactly("RESERVE", "COMMIT", "RELEASE_COMMITTED");
    assertThat(messages(ref, "repayment-settled")).hasSize(1);
    assertThat(promises(ref)).isZero();
  }

  @Test
  void whatWasPaidIsCutFromAPaymentOfTheSameEnterprisesOtherApplication() {
    var register = desk.person(Role.APPLICANT);
    var owed = paid.booked(anApplication().registeredAs(register));
    var other = cases.payable(anApplication().registeredAs(register));
    open(owed, THOUSAND);
    hear(owed);
    assertThat(recoveries.canBeSetOff(owed)).isEqualTo(Cents.of(499_999));
    find(owed, THOUSAND, Settlement.OFFSET, mia);

    payments.order(other, 1, passageOf("payment.order"));
    payments.order(other, 1, passageOf("payment.order"));

    assertThat(payments.of(other)).extracting(PaymentView::amountCents).containsExactly(400_000L);
    assertThat(recoveries.get(owed, 1).state()).isEqualTo(RecoveryState.SETTLED);
    assertThat(repayment(owed).recovered()).isEqualTo(THOUSAND);
    assertThat(recoveries.canBePaidBack(owed)).isEqualTo(Cents.euros(4_000));
    assertThat(budget.held(owed)).contains(Cents.euros(5_000));
    assertThat(budget.held(other)).contains(Cents.euros(4_000));
    assertThat(postings(other)).containsExactly("RESERVE", "COMMIT", "RELEASE_COMMITTED");
    assertThat(desk.events(other)).contains("REPAYMENT_SET_OFF");
    assertThat(desk.events(owed)).contains("REPAYMENT_SET_OFF", "REPAYMENT_SETTLED");
    assertThat(messages(owed, "repayment-settled")).hasSize(1);
    assertThat(promises(owed) + promises(other)).isZero();
  }

  @Test
  void whatWaitsToBeSetOffIsOrderedInsteadWhenItWasPaid() {
    var ref = cases.payable(anApplication());
    open(ref, THOUSAND);
    hear(ref);
    find(ref, THOUSAND, Settlement.OFFSET, mia);

    assertThatThrownBy(() -> recoveries.orderInstead(ref, 1, max))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("was not paid yet");

    withdrawals.terminate(new Terminate(ref, "No longer wanted.", "Agrees.", max));
    assertThat(recoveries.orderInstead(ref, 1, max).state()).isEqualTo(RecoveryState.SETTLED);
    assertThat(messages(ref, "repayment-settled")).hasSize(1);
    assertThat(messages(ref, "offset-given-up")).isEmpty();
    assertThat(promises(ref)).isZero();

    var other = ordered(THOUSAND);
    assertThatThrownBy(() -> recoveries.orderInstead(other, 1, max)).isInstanceOf(NotNow.class);
  }

  @Test
  void aTrifleIsWaivedByAThirdPerson() {
    var ref = ordered(Cents.of(50_001));

    assertThatThrownBy(() -> recoveries.waive(ref, 1, mia, "Too small."))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("another programme manager");
    assertThatThrownBy(() -> recoveries.waive(ref, 1, max, "Too small."))
        .isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> recoveries.waive(ref, 1, mona, "")).isInstanceOf(InvalidInput.class);
    clock.stopAt(due(ref).plusDays(73));
    recoveries.waive(ref, 1, mona, "It costs more than it brings.");

    assertThat(recoveries.get(ref, 1).state()).isEqualTo(RecoveryState.WAIVED);
    assertThat(repayment(ref).waived()).isEqualTo(Cents.of(50_001));
    assertThat(repayment(ref).interestWaived()).isEqualTo(Cents.of(565));
    assertThat(budget.held(ref)).contains(Cents.euros(5_000));
    assertThat(promises(ref)).isZero();
    assertThatThrownBy(() -> recoveries.waive(ref, 1, mona, "Again.")).isInstanceOf(NotNow.class);
  }

  @Test
  void moreThanATrifleIsNotWaived() {
    var ref = ordered(Cents.of(50_002));

    assertThatThrownBy(() -> recoveries.waive(ref, 1, mona, "Too small."))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("EUR 250.01")
        .hasMessageContaining("EUR 250.00");
  }

  @Test
  void isReportedOnceWhenTheFundsPartIsLarge() {
    var ref = ordered(THOUSAND);
    assertThatThrownBy(() -> recoveries.reported(ref, 1, max, "IMS-1")).isInstanceOf(NotNow.class);

    jdbc.sql("update recovery set reportable = true where application = :ref")
        .param("ref", ref.value())
        .update();
    recoveries.reported(ref, 1, max, "IMS-1");

    assertThat(recoveries.get(ref, 1).reportReference()).isEqualTo("IMS-1");
    assertThatThrownBy(() -> recoveries.reported(ref, 1, max, "IMS-2")).isInstanceOf(NotNow.class);
  }

  @Test
  void aClosedApplicationIsRecoveredFromToo() {
    var ref = paid.booked();
    close(ref);

    open(ref, THOUSAND);
    hear(ref);
    find(ref, THOUSAND, Settlement.REPAYMENT_ORDER, mia);
    recoveries.order(ref, 1, inDays(30), passageOf("recovery.order-repayment"));
    receive(ref, "bank/6/1", THOUSAND, today());

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.CLOSED);
    assertThat(recoveries.get(ref, 1).state()).isEqualTo(RecoveryState.SETTLED);
  }

  @Test
  void postingsStayAndSumsHoldWhateverIsTried() {
    var ref = ordered(THOUSAND);

    assertThatThrownBy(() -> jdbc.sql("delete from repayment_posting").update())
        .hasMessageContaining("append-only");
    for (var broken :
        List.of(
            "open_cents = open_cents - 1",
            "recovered_cents = 1",
            "interest_open_cents = 5",
            "waived_cents = -1, open_cents = open_cents + 1")) {
      desk.inRolledBackTransaction(
          () ->
              assertThatThrownBy(
                      () ->
                          jdbc.sql(
                                  "update repayment set %s where application = :ref"
                                      .formatted(broken))
                              .param("ref", ref.value())
                              .update())
                  .isInstanceOf(DataIntegrityViolationException.class));
    }
  }

  @Test
  void thePromiseShowsARepaymentThatDoesNotAddUp() {
    var ref = ordered(THOUSAND);
    receive(ref, "bank/7/1", Cents.euros(100), today());
    assertThat(promises(ref)).isZero();

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("alter table repayment_posting disable trigger user").update();
          jdbc.sql(
                  "update repayment_posting set amount_cents = 9999"
                      + " where application = :ref and kind = 'RECEIVE'")
              .param("ref", ref.value())
              .update();
          assertThat(promises(ref)).isEqualTo(2); // neither the sums nor the ledger agree
        });
  }

  @Test
  void theListShowsWhatIsOpen() {
    var ref = ordered(THOUSAND);

    assertThat(recoveries.list(EnumSet.of(RecoveryState.ORDERED), 500))
        .anySatisfy(one -> assertThat(one.application()).isEqualTo(ref));
    assertThat(recoveries.list(EnumSet.of(RecoveryState.SETTLED), 500))
        .noneSatisfy(one -> assertThat(one.application()).isEqualTo(ref));
  }

  /** Paid, found to be wrong by so much, and ordered to be paid back in 30 days. */
  private ApplicationRef ordered(Cents correction) {
    AnApplication told = anApplication().by(desk.person(Role.APPLICANT));
    var ref = paid.booked(told);
    open(ref, correction);
    hear(ref);
    find(ref, correction, Settlement.REPAYMENT_ORDER, mia);
    recoveries.order(ref, 1, inDays(30), passageOf("recovery.order-repayment"));
    return ref;
  }

  private void open(ApplicationRef ref, Cents amount) {
    recoveries.open(suspicion(ref, amount, REASON, max));
  }

  private static OpenSuspicion suspicion(
      ApplicationRef ref, Cents amount, String reason, String manager) {
    return new OpenSuspicion(ref, SuspicionKind.IRREGULARITY, amount, reason, manager);
  }

  private void hear(ApplicationRef ref) {
    recoveries.beginHearing(ref, 1, inDays(14), passageOf("recovery.begin-hearing"));
    recoveries.answer(ref, 1, applications.get(ref).applicant(), "They differ.");
  }

  private void lift(ApplicationRef ref) {
    hear(ref);
    var outcome =
        recoveries.recordFinding(
            new RecordFinding(ref, 1, false, null, null, "All in order.", mia),
            passageOf("recovery.record-finding"));
    assertThat(outcome).isEqualTo(new Unfounded());
  }

  private FindingOutcome find(
      ApplicationRef ref, Cents correction, Settlement settlement, String finder) {
    return recoveries.recordFinding(
        new RecordFinding(ref, 1, true, correction, settlement, "It is the same.", finder),
        passageOf("recovery.record-finding"));
  }

  private static Condition<FindingOutcome> notAllowed(String problem) {
    return new Condition<>(
        outcome -> outcome instanceof FindingNotAllowed(var told) && told.contains(problem),
        "not allowed: %s",
        problem);
  }

  private Answer receive(ApplicationRef ref, String key, Cents amount, LocalDate day) {
    return take(key, "repayment " + repayment(ref).reference(), amount, day);
  }

  private Answer take(String key, String told, Cents amount, LocalDate day) {
    return desk.inTransaction(
        () ->
            expected.take(new Received(key, told, amount, day), desk.person(Role.FINANCE_OFFICER)));
  }

  private byte[] statement(String id, String purpose, @Nullable String reference) {
    return SimulatedFiles.statement(
        id, today(), new Receipt(Cents.euros(400), purpose, reference), account);
  }

  private byte[] advice(String id, String purpose, @Nullable String reference) {
    return SimulatedFiles.advice(
        id, today(), new Receipt(Cents.euros(400), purpose, reference), account);
  }

  private void close(ApplicationRef ref) {
    desk.inTransaction(
        () -> {
          var status = applications.lockedStatus(ref);
          if (status == ApplicationStatus.RUNNING) {
            applications.move(
                ref, ApplicationStatus.FINAL_REPORTED, "MOVED_BY_TEST", Applications.SYSTEM, null);
          }
          applications.move(
              ref, ApplicationStatus.CLOSED, "MOVED_BY_TEST", Applications.SYSTEM, null);
          return ref;
        });
  }

  private RepaymentView repayment(ApplicationRef ref) {
    return Objects.requireNonNull(recoveries.get(ref, 1).repayment());
  }

  private LocalDate due(ApplicationRef ref) {
    return Objects.requireNonNull(repayment(ref).dueOn());
  }

  private LocalDate today() {
    return clock.instant().atZone(Applications.PROGRAMME_ZONE).toLocalDate();
  }

  private OffsetDateTime inDays(int days) {
    return clock.instant().plus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
  }

  private List<String> messages(ApplicationRef ref, String name) {
    return jdbc.sql(
            "select payload from outbox_record where record_key = :ref and payload like :name")
        .param("ref", ref.value())
        .param("name", "%\"" + name + "\"%")
        .query(String.class)
        .list();
  }

  private List<String> templates(ApplicationRef ref) {
    return jdbc.sql("select template from notification where application = :ref")
        .param("ref", ref.value())
        .query(String.class)
        .list();
  }

  private List<String> postings(ApplicationRef ref) {
    return jdbc.sql("select kind from budget_posting where application = :ref order by id")
        .param("ref", ref.value())
        .query(String.class)
        .list();
  }

  private long onHold(ApplicationRef ref) {
    return jdbc.sql(
            "select count(*) from promise_10_nothing_changes_a_case_on_hold where application ="
                + " :ref")
        .param("ref", ref.value())
        .query(Long.class)
        .single();
  }

  /** Ordered to be paid back, and paid back with so much more. */
  private ApplicationRef overpaid(Cents more) {
    var ref = ordered(THOUSAND);
    receive(ref, "bank/8/1", THOUSAND.plus(more), today());
    return ref;
  }

  private OrderRefund refund(ApplicationRef ref, String iban, String officer) {
    var holder = applications.get(ref).dossier().enterprise().name();
    return new OrderRefund(ref, 1, iban, null, holder, "Called Anna, she confirmed.", officer);
  }

  /** The first refund went out: an advice, or a statement. */
  private byte[] spent(String id, ApplicationRef ref, Cents amount, boolean booked) {
    var paid = payment(ref);
    var move =
        new PaymentView(
            ref + "-R1-B1",
            ref,
            1,
            1,
            amount.value(),
            paid.beneficiary(),
            paid.iban(),
            PaymentState.RELEASED,
            null,
            paid.orderedAt(),
            null,
            1,
            null,
            null,
            null,
            null);
    var moves = List.of(Movement.out(move));
    return booked
        ? SimulatedFiles.statement(id, today(), moves, account)
        : SimulatedFiles.advice(id, today(), moves, account);
  }

  /** What a bank says about a file that holds one transfer. */
  private static byte[] rejection(String id, String reference, String code) {
    return """
    <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
    <GrpHdr><MsgId>%s</MsgId><CreDtTm>2026-12-01T18:00:00Z</CreDtTm></GrpHdr>
    <OrgnlGrpInfAndSts><OrgnlMsgId>%s</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
    <GrpSts>RJCT</GrpSts><StsRsnInf><Rsn><Cd>%s</Cd></Rsn></StsRsnInf></OrgnlGrpInfAndSts>
    </CstmrPmtStsRpt></Document>
    """
        .formatted(id, reference, code)
        .getBytes(StandardCharsets.UTF_8);
  }

  private PaymentView payment(ApplicationRef ref) {
    return payments.of(ref).getFirst();
  }

  private long disagreements(ApplicationRef ref) {
    return jdbc.sql("select count(*) from differences_as_of('infinity') where application = :ref")
        .param("ref", ref.value())
        .query(Long.class)
        .single();
  }

  private long promises(ApplicationRef ref) {
    return jdbc.sql("select count(*) from promise_11_recoveries_add_up where application = :ref")
        .param("ref", ref.value())
        .query(Long.class)
        .single();
  }
}
