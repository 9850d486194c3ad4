package eu.ttc.grants.accounting;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.payment.BankMessages;
import eu.ttc.grants.payment.EntrySolutions;
import eu.ttc.grants.payment.PaymentState;
import eu.ttc.grants.payment.Payments;
import eu.ttc.grants.payment.ProgrammeAccount;
import eu.ttc.grants.payment.web.SimulatedFiles;
import eu.ttc.grants.payment.web.SimulatedFiles.Movement;
import eu.ttc.grants.payment.web.SimulatedFiles.Receipt;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.PaidCase;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("Ledger, payments, bank and engine at the end of a day")
class ReconciliationModuleTest {

  private static final long VOUCHER = 500_000;

  private final Reconciliation reconciliation;
  private final ReconciliationHealthIndicator health;
  private final PaidCase cases;
  private final Payments payments;
  private final BankMessages bank;
  private final EntrySolutions solutions;
  private final ProgrammeAccount account;
  private final Budget budget;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;

  ReconciliationModuleTest(
      Reconciliation reconciliation,
      ReconciliationHealthIndicator health,
      PaidCase cases,
      Payments payments,
      BankMessages bank,
      EntrySolutions solutions,
      ProgrammeAccount account,
      Budget budget,
      ApplicationDesk desk,
      JdbcClient jdbc) {
    this.reconciliation = reconciliation;
    this.health = health;
    this.cases = cases;
    this.payments = payments;
    this.bank = bank;
    this.solutions = solutions;
    this.account = account;
    this.budget = budget;
    this.desk = desk;
    this.jdbc = jdbc;
  }

  @BeforeEach
  void nothingIsPostedLater() {
    cases.catchUp();
  }

  @Test
  void agreeOnANormalDay() {
    var before = line();
    var released = cases.released(anApplication());
    var booked = cases.booked();

    var after = line();
    assertThat(differences(today(), released)).isEmpty();
    assertThat(differences(today(), booked)).isEmpty();
    assertThat(after.ledgerPaidCents() - before.ledgerPaidCents()).isEqualTo(VOUCHER);
    assertThat(after.paidCents() - before.paidCents()).isEqualTo(VOUCHER);
    assertThat(after.bankPaidCents() - before.bankPaidCents()).isEqualTo(VOUCHER);
    assertThat(after.ledgerInPaymentCents() - before.ledgerInPaymentCents()).isEqualTo(VOUCHER);
    assertThat(after.inPaymentCents() - before.inPaymentCents()).isEqualTo(VOUCHER);
  }

  @Test
  void tellWhatWasRecoveredOfWhatWasPaid() {
    var before = line();
    var ref = cases.booked();
    desk.inRolledBackTransaction(
        () -> {
          budget.recover(ref, "by test", Cents.euros(1_000), "found by test", "tester");

          var after = line();
          assertThat(after.ledgerPaidCents() - before.ledgerPaidCents()).isEqualTo(VOUCHER);
          assertThat(after.recoveredCents() - before.recoveredCents()).isEqualTo(100_000);
          assertThat(reconciliation.of(today()).summary())
              .contains("disagree in")
              .doesNotContain("in 1 places");
          assertThat(after.ledgerPaidCents() - after.recoveredCents())
              .isEqualTo(
                  jdbc.sql("select sum(paid_cents) from budget_holding where line = 'VOUCHER'")
                      .query(Long.class)
                      .single());
        });
  }

  @Test
  void differWhenTheLedgerHasAnotherAmountInPayment() {
    var ref = cases.released(anApplication());

    broken(
        () -> {
          change("update budget_posting set amount_cents = 499999 where kind = 'ORDER'", ref);

          assertThat(differences(today(), ref))
              .extracting(Difference::kind, Difference::oneCents, Difference::otherCents)
              .containsExactly(
                  tuple(DifferenceKind.LEDGER_AND_PAYMENT_IN_PAYMENT, VOUCHER - 1, VOUCHER));
          assertThat(promise(ref)).isOne();
        });
  }

  @Test
  void differWhenTheLedgerDoesNotKnowThatItIsPaid() {
    var ref = cases.booked();

    broken(
        () -> {
          change("delete from budget_posting where kind in ('ORDER', 'PAY')", ref);

          assertThat(differences(today(), ref))
              .extracting(Difference::kind, Difference::oneCents, Difference::otherCents)
              .containsExactly(tuple(DifferenceKind.LEDGER_AND_PAYMENT_PAID, 0L, VOUCHER));
          assertThat(promise(ref)).isOne();
        });
  }

  @Test
  void differWhenTheBankBookedAnotherAmount() {
    var ref = cases.booked();

    broken(
        () -> {
          jdbc.sql("update bank_entry set amount = 4999.99 where payment = :payment")
              .param("payment", ref + "-P1")
              .update();

          assertThat(differences(today(), ref))
              .extracting(Difference::kind, Difference::oneCents, Difference::otherCents)
              .containsExactly(tuple(DifferenceKind.PAYMENT_AND_BANK_PAID, VOUCHER, VOUCHER - 1));
          assertThat(promise(ref)).isOne();
        });
  }

  @Test
  void differWhenNoProcessWaitsForAPaymentUnderWay() {
    var ref = cases.released(anApplication());

    broken(
        () -> {
          jdbc.sql("update application set process_instance = null where reference = :ref")
              .param("ref", ref.value())
              .update();

          assertThat(differences(today(), ref))
              .extracting(Difference::kind)
              .containsExactly(DifferenceKind.NO_PROCESS_WAITS);
        });
  }

  @Test
  void differWhenTheProcessWasNotToldOfTheBooking() {
    var ref = cases.booked();

    broken(
        () -> {
          jdbc.sql("update outbox_record set completed_at = null where record_key = :ref")
              .param("ref", ref.value())
              .update();

          assertThat(differences(today(), ref))
              .extracting(Difference::kind)
              .containsExactly(DifferenceKind.PROCESS_NOT_TOLD);
        });
  }

  @Test
  void differWhenTheProcessWasToldOfABookingThatIsNone() {
    var ref = cases.released(anApplication());
    var other = cases.booked();

    broken(
        () -> {
          jdbc.sql(
                  """
                  update outbox_record
                  set record_key = :ref, payload = replace(payload, :other, :ref)
                  where record_key = :other and payload like '%payment-booked%'
                  """)
              .param("ref", ref.value())
              .param("other", other.value())
              .update();

          assertThat(differences(today(), ref))
              .extracting(Difference::kind)
              .containsExactly(DifferenceKind.PROCESS_TOLD_WITHOUT_BOOKING);
        });
  }

  @Test
  void areToldForAPastDayAsTheyWereThen() {
    var ref = cases.booked();

    broken(
        () -> {
          var yesterday = today().minusDays(1);
          var before = figures(yesterday);
          releasedBefore(ref, Period.startOf(yesterday.minusDays(1)));

          assertThat(differences(yesterday, ref)).isEmpty();
          assertThat(figures(yesterday).inPaymentCents() - before.inPaymentCents())
              .isEqualTo(VOUCHER);
          assertThat(figures(yesterday).paidCents()).isEqualTo(before.paidCents());
          assertThat(figures(yesterday).awaited()).isEqualTo(before.awaited() + 1);
          assertThat(figures(yesterday).waiting()).isEqualTo(before.waiting() + 1);
          assertThat(differences(today(), ref)).isEmpty();
        });
  }

  @Test
  void doNotDifferBecauseMidnightFellIntoATransaction() {
    var ref = cases.released(anApplication());

    broken(
        () -> {
          var midnight = Period.startOf(today());
          releasedBefore(ref, midnight.minusHours(1));
          shift("budget_posting set posted_at", "kind = 'ORDER'", ref, midnight.minusNanos(1_000));
          jdbc.sql(
                  "update payment_event set at = :at"
                      + " where payment = :payment and state = 'RELEASED'")
              .param("payment", ref + "-P1")
              .param("at", midnight.plusSeconds(2))
              .update();
          assertThat(differences(today().minusDays(1), ref)).isEmpty();

          jdbc.sql(
                  "update payment_event set at = :at"
                      + " where payment = :payment and state = 'RELEASED'")
              .param("payment", ref + "-P1")
              .param("at", midnight.plusMinutes(5))
              .update();
          assertThat(differences(today().minusDays(1), ref))
              .extracting(Difference::kind)
              .containsExactly(DifferenceKind.LEDGER_AND_PAYMENT_IN_PAYMENT);
        });
  }

  @Test
  void areAlarmedAboutWhenTheyDifferedYesterday() {
    var ref = cases.released(anApplication());

    broken(
        () -> {
          releasedBefore(ref, Period.startOf(today()).minusHours(1));
          change("delete from budget_posting where kind = 'ORDER'", ref);

          var told = health.health();
          assertThat(told.getStatus()).isEqualTo(new Status("DIFFERS"));
          assertThat((Integer) told.getDetails().get("differences")).isPositive();
        });
  }

  @Test
  void areNotToldForADayThatHasNotBegun() {
    assertThatThrownBy(() -> reconciliation.of(today().plusDays(1)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("has not begun");
  }

  @Test
  void agreeAgainWhenAPaymentCameBack() {
    var ref = cases.booked();
    var paid = payments.of(ref).getFirst();
    bank.take(
        SimulatedFiles.statement(
            "BACK-" + ref, today(), List.of(Movement.back(paid, "AC04")), account),
        desk.person(Role.FINANCE_OFFICER));

    assertThat(payments.of(ref).getFirst().state()).isEqualTo(PaymentState.RETURNED);
    assertThat(differences(today(), ref)).isEmpty();
  }

  @Test
  void differAsLongAsNobodySaysWhatAMovementIs() {
    var fiona = desk.person(Role.FINANCE_OFFICER);
    var receipt = new Receipt(Cents.euros(77), "a gift", null);
    var message =
        bank.take(SimulatedFiles.statement("GIFT-" + fiona, today(), receipt, account), fiona);

    assertThat(unclear(message.id()))
        .extracting(Difference::kind, Difference::entry, Difference::oneCents)
        .containsExactly(tuple(DifferenceKind.UNCLEAR_MOVEMENT, message.id() + "/1", 7_700L));
    solutions.close(message.id(), 1, "Sent back.", fiona);
    assertThat(unclear(message.id())).isEmpty();
  }

  private List<Difference> unclear(long message) {
    return reconciliation.of(today()).differences().stream()
        .filter(one -> one.entry() != null && one.entry().startsWith(message + "/"))
        .toList();
  }

  private void releasedBefore(ApplicationRef ref, OffsetDateTime moment) {
    shift("budget_posting set posted_at", "kind <> 'PAY'", ref, moment);
    shift("status_history set at", "event <> 'PAYMENT_BOOKED'", ref, moment);
    jdbc.sql(
            "update payment_event set at = :at" + " where payment = :payment and state <> 'BOOKED'")
        .param("payment", ref + "-P1")
        .param("at", moment)
        .update();
  }

  private void shift(String column, String which, ApplicationRef ref, OffsetDateTime moment) {
    jdbc.sql("update %s = :at where application = :ref and %s".formatted(column, which))
        .param("at", moment)
        .param("ref", ref.value())
        .update();
  }

  private void change(String statement, ApplicationRef ref) {
    jdbc.sql(statement + " and application = :ref").param("ref", ref.value()).update();
  }

  /** Whatever is changed within, history too, is as before afterwards. */
  private void broken(Runnable work) {
    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("set local session_replication_role = replica").update();
          work.run();
        });
  }

  private LocalDate today() {
    return reconciliation.today();
  }

  private LineFigures line() {
    return figures(today());
  }

  private LineFigures figures(LocalDate day) {
    return reconciliation.of(day).lines().stream()
        .filter(line -> line.line().equals("VOUCHER"))
        .findFirst()
        .orElseThrow();
  }

  private List<Difference> differences(LocalDate day, ApplicationRef ref) {
    return reconciliation.of(day).differences().stream()
        .filter(difference -> ref.equals(difference.application()))
        .toList();
  }

  private long promise(ApplicationRef ref) {
    return jdbc.sql(
            "select count(*) from promise_12_ledger_payments_and_bank_agree"
                + " where application = :ref")
        .param("ref", ref.value())
        .query(Long.class)
        .single();
  }
}
