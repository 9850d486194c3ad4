package eu.ttc.grants.payment;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.payment.web.SimulatedStatement;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.VoucherDesk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class PaymentModuleTest {

  private final Payments payments;
  private final PaymentBatches batches;
  private final BankMessages messages;
  private final ProgrammeAccount account;
  private final Budget budget;
  private final VoucherDesk vouchers;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;

  PaymentModuleTest(
      Payments payments,
      PaymentBatches batches,
      BankMessages messages,
      ProgrammeAccount account,
      Budget budget,
      VoucherDesk vouchers,
      ApplicationDesk desk,
      JdbcClient jdbc) {
    this.payments = payments;
    this.batches = batches;
    this.messages = messages;
    this.account = account;
    this.budget = budget;
    this.vouchers = vouchers;
    this.desk = desk;
    this.jdbc = jdbc;
  }

  @Test
  void aVerifiedClaimIsOrderedReleasedBySomeoneElseAndBookedOnce() {
    var ref = payable();
    var paidBefore = paid();
    var fiona = desk.person(Role.FINANCE_OFFICER);
    var felix = desk.person(Role.FINANCE_OFFICER);
    for (int passage = 0; passage < 2; passage++) {
      assertThat(payments.order(ref, 1, passageOf("payment.order")))
          .isEqualTo(new PaymentOrder(PaymentOrder.Outcome.ORDERED, 1, "1"));
    }

    var batch = batches.prepare(fiona);
    assertThatThrownBy(() -> batches.prepare(felix)).isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> batches.release(batch.id(), fiona)).isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> batches.file(batch.id())).isInstanceOf(NotNow.class);
    var released = batches.release(batch.id(), felix);
    var file = batches.file(batch.id());
    batches.release(batch.id(), felix);
    var statement = SimulatedStatement.about(released, account);
    for (int upload = 0; upload < 2; upload++) {
      assertThat(messages.take(statement, fiona).booked()).hasSize(released.payments());
    }

    assertThat(batches.file(batch.id()).content()).isEqualTo(file.content());
    assertThat(new String(file.content(), StandardCharsets.UTF_8))
        .contains("pain.001.001.09", batch.id(), "5000.00");
    assertThat(desk.events(ref))
        .containsOnlyOnce("PAYMENT_ORDERED", "PAYMENT_RELEASED", "PAYMENT_BOOKED");
    assertThat(paid().minus(paidBefore).value()).isEqualTo(released.totalCents());
    assertThat(messages(ref)).isOne();
    assertThat(promise("promise_2_budget_is_never_exceeded")).isZero();
    assertThat(promise("promise_3_each_instalment_is_paid_once_and_released_by_another")).isZero();
    assertThat(promise("promise_4_no_payment_without_grounds")).isZero();
  }

  @Test
  void twoWhoReleaseAtOnceMakeOneFile() throws Exception {
    var ref = payable();
    payments.order(ref, 1, passageOf("payment.order"));
    var batch = batches.prepare(desk.person(Role.FINANCE_OFFICER));
    var go = new CountDownLatch(1);
    int released = 0;

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures =
          List.of(desk.person(Role.FINANCE_OFFICER), desk.person(Role.FINANCE_OFFICER)).stream()
              .map(
                  officer ->
                      threads.submit(
                          (Callable<Boolean>)
                              () -> {
                                go.await();
                                try {
                                  batches.release(batch.id(), officer);
                                  return true;
                                } catch (NotNow tooLate) {
                                  return false;
                                }
                              }))
              .toList();
      go.countDown();
      for (var future : futures) {
        released += future.get() ? 1 : 0;
      }
    }

    assertThat(released).isOne();
    assertThat(desk.events(ref)).containsOnlyOnce("PAYMENT_RELEASED");
  }

  @Test
  void whoVerifiedTheClaimDoesNotRelease() {
    var ref = payable();
    payments.order(ref, 1, passageOf("payment.order"));
    var batch = batches.prepare(desk.person(Role.FINANCE_OFFICER));
    var verifier =
        jdbc.sql("select verified_by from claim where application = :ref")
            .param("ref", ref.value())
            .query(String.class)
            .single();

    assertThatThrownBy(() -> batches.release(batch.id(), verifier)).isInstanceOf(NotNow.class);

    batches.reject(batch.id(), desk.person(Role.FINANCE_OFFICER), "tried by test");
  }

  @Test
  void nothingIsOrderedWithoutGrounds() {
    var ref = desk.submit(anApplication());

    assertThatThrownBy(() -> payments.order(ref, 1, passageOf("payment.order")))
        .isInstanceOf(PaymentNotPossible.class)
        .hasMessageContaining("threshold")
        .hasMessageContaining("awarded")
        .hasMessageContaining("agreement")
        .hasMessageContaining("claim 1");
  }

  @Test
  void theViewsOfThePromisesShowAPaymentWithoutAwardAndAReleaseByThePreparer() {
    var ref = payable();
    payments.order(ref, 1, passageOf("payment.order"));
    var batch = batches.prepare(desk.person(Role.FINANCE_OFFICER));

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("alter table payment_batch drop constraint batch_is_released_by_another_person")
              .update();
          jdbc.sql("alter table payment_batch disable trigger release_needs_its_approvals")
              .update();
          jdbc.sql(
                  "update payment_batch set state = 'RELEASED', released_by = prepared_by,"
                      + " released_at = now(), execution_on = current_date where id = :id")
              .param("id", batch.id())
              .update();
          jdbc.sql(
                  "update agreement set state = 'LAPSED', accepted_at = null, accepted_by = null,"
                      + " statement = null where application = :ref")
              .param("ref", ref.value())
              .update();
          assertThat(promise("promise_3_each_instalment_is_paid_once_and_released_by_another"))
              .isPositive();
          assertThat(promise("promise_4_no_payment_without_grounds")).isPositive();
        });
    batches.reject(batch.id(), desk.person(Role.FINANCE_OFFICER), "tried by test");
  }

  private ApplicationRef payable() {
    var told = anApplication();
    var ref = vouchers.eligible(told);
    vouchers.evaluate(ref, vouchers.assign(ref, desk.person(Role.EVALUATOR)));
    vouchers.agree(ref, told, desk.person(Role.PROGRAMME_MANAGER));
    vouchers.claim(ref, told, desk.person(Role.PROGRAMME_OFFICER));
    return ref;
  }

  private Cents paid() {
    return budget.totals().getFirst().paid();
  }

  private long promise(String view) {
    return jdbc.sql("select count(*) from " + view).query(Long.class).single();
  }

  private long messages(ApplicationRef ref) {
    return jdbc.sql(
            "select count(*) from outbox_record where record_key = :ref"
                + " and payload like '%payment-booked%'")
        .param("ref", ref.value())
        .query(Long.class)
        .single();
  }
}
