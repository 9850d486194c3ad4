package eu.ttc.grants.payment;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.payment.web.SimulatedFiles;
import eu.ttc.grants.payment.web.SimulatedFiles.Said;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.PaymentDesk;
import eu.ttc.grants.testing.VoucherDesk;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("A batch of payments")
class PaymentBatchesModuleTest {

  private final PaymentBatches batches;
  private final Payments payments;
  private final BankMessages messages;
  private final PaymentDesk desk;
  private final VoucherDesk vouchers;
  private final ApplicationDesk applications;
  private final JdbcClient jdbc;
  private final String fiona;
  private final String felix;
  private final String femke;

  PaymentBatchesModuleTest(
      PaymentBatches batches,
      Payments payments,
      BankMessages messages,
      PaymentDesk desk,
      VoucherDesk vouchers,
      ApplicationDesk applications,
      JdbcClient jdbc) {
    this.batches = batches;
    this.payments = payments;
    this.messages = messages;
    this.desk = desk;
    this.vouchers = vouchers;
    this.applications = applications;
    this.jdbc = jdbc;
    this.fiona = applications.person(Role.FINANCE_OFFICER);
    this.felix = applications.person(Role.FINANCE_OFFICER);
    this.femke = applications.person(Role.FINANCE_OFFICER);
  }

  @BeforeEach
  @AfterEach
  void nothingElseWaits() {
    vouchers.endWaitingPayments();
  }

  @Test
  void isReleasedByAsManyOthersAsTheRuleOfItsSchemeAsks() {
    ordered();

    applications.inRolledBackTransaction(
        () -> {
          jdbc.sql("update payment_release_rule set releases = 2 where scheme = 'VOUCHER'")
              .update();
          var batch = batches.prepare(fiona);
          assertThat(batch.releasesNeeded()).isEqualTo(2);

          var first = batches.release(batch.id(), felix);
          assertThat(first.state()).isEqualTo(BatchState.APPROVED);
          assertThat(first.approvals()).extracting(Approval::officer).containsExactly(felix);
          assertThat(batches.release(batch.id(), felix)).isEqualTo(first);
          assertThat(batches.hindrances(batch.id(), List.of(fiona, felix, femke)))
              .containsEntry(fiona, List.of(new Hindrance(Hindrance.Kind.PREPARED_IT, null)))
              .containsEntry(felix, List.of(new Hindrance(Hindrance.Kind.APPROVED_IT, null)))
              .containsEntry(femke, List.of());
          assertThatThrownBy(() -> batches.file(batch.id())).isInstanceOf(NotNow.class);
          assertThatThrownBy(() -> batches.release(batch.id(), fiona)).isInstanceOf(NotNow.class);

          var released = batches.release(batch.id(), femke);
          assertThat(released.state()).isEqualTo(BatchState.RELEASED);
          assertThat(released.releasedBy()).isEqualTo(femke);
          assertThat(released.approvals())
              .extracting(Approval::officer)
              .containsExactly(felix, femke);
          assertThat(batches.file(batch.id()).content()).isNotEmpty();
        });
  }

  @Test
  void withAPayeeThatDidNotMatchIsReleasedByTwoWithReasons() {
    var payment = desk.released();
    report(payment, "RVNM", null);
    report(payment, "RJCT", "AM04");
    payments.decideRemedy(
        payment.endToEndId(), Remedy.SAME_ACCOUNT, "The name is abbreviated.", felix);
    desk.order(payment.application());

    var batch = batches.prepare(fiona);
    assertThat(batch.releasesNeeded()).isEqualTo(2);
    assertThat(batch.reasonsNeeded()).isTrue();
    assertThatThrownBy(() -> batches.release(batch.id(), felix, " "))
        .isInstanceOf(InvalidInput.class);
    batches.release(batch.id(), felix, "Saw the contract of the account.");
    var released = batches.release(batch.id(), femke, "Called the bank.");

    assertThat(released.state()).isEqualTo(BatchState.RELEASED);
    assertThat(released.approvals())
        .extracting(Approval::reason)
        .containsExactly("Saw the contract of the account.", "Called the bank.");
  }

  @Test
  void isRefusedByTheDatabaseWhenApprovedByTheWrongPersonOrReleasedByTooFew() {
    var ref = ordered();
    var batch = batches.prepare(fiona);
    var verifier =
        jdbc.sql("select verified_by from claim where application = :ref")
            .param("ref", ref.value())
            .query(String.class)
            .single();

    assertThatThrownBy(() -> approve(batch, fiona))
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("who prepared it");
    assertThatThrownBy(() -> approve(batch, verifier))
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("had a part");
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        "update payment_batch set state = 'RELEASED', released_by = :by,"
                            + " released_at = now(), execution_on = current_date where id = :id")
                    .param("by", felix)
                    .param("id", batch.id())
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class)
        .hasMessageContaining("needs 1 approvals");
  }

  private void approve(BatchView batch, String officer) {
    jdbc.sql(
            "insert into payment_batch_approval (batch, number, officer, approved_at)"
                + " values (:batch, 1, :officer, now())")
        .param("batch", batch.id())
        .param("officer", officer)
        .update();
  }

  private ApplicationRef ordered() {
    var ref = desk.payable(anApplication());
    desk.order(ref);
    return ref;
  }

  private void report(PaymentView payment, String status, String reason) {
    messages.take(
        SimulatedFiles.report(
            status + payment.endToEndId(),
            LocalDate.of(2026, 12, 1),
            batches.get(payment.batch()),
            null,
            Map.of(payment.endToEndId(), new Said(status, reason))),
        fiona);
  }
}
