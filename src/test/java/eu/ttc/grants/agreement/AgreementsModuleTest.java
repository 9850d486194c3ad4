package eu.ttc.grants.agreement;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.agreement.Acceptance.Accepted;
import eu.ttc.grants.agreement.Acceptance.AlreadyAccepted;
import eu.ttc.grants.agreement.Acceptance.Lapsed;
import eu.ttc.grants.agreement.Acceptance.NotOffered;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.testing.VoucherDesk;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class AgreementsModuleTest {

  private static final String STATEMENT = "I accept the agreement on behalf of the enterprise.";

  private final Agreements agreements;
  private final Applications applications;
  private final VoucherDesk vouchers;
  private final Budget budget;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;

  AgreementsModuleTest(
      Agreements agreements,
      Applications applications,
      VoucherDesk vouchers,
      Budget budget,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.agreements = agreements;
    this.applications = applications;
    this.vouchers = vouchers;
    this.budget = budget;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @Test
  void acceptanceContractsTellsTheLifecycleAndIsRecordedOnce() {
    var told = anApplication();
    var ref = offered(told, Duration.ofDays(14));

    var first = agreements.accept(ref, told.applicant(), STATEMENT);
    var second = agreements.accept(ref, told.applicant(), STATEMENT);

    assertThat(first).isInstanceOf(Accepted.class);
    assertThat(second).isInstanceOf(AlreadyAccepted.class);
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.CONTRACTED);
    assertThat(agreements.of(ref).orElseThrow().statement()).isEqualTo(STATEMENT);
    assertThat(messages(ref, "agreement-accepted")).isOne();
  }

  @Test
  void nothingIsAcceptedBeforeTheOfferOrByAnotherPersonOrWithoutAStatement() {
    var told = anApplication();
    var ref = approved(told);

    assertThat(agreements.accept(ref, told.applicant(), STATEMENT)).isInstanceOf(NotOffered.class);
    offer(ref, Duration.ofDays(14));
    assertThatThrownBy(() -> agreements.accept(ref, "somebody", STATEMENT))
        .isInstanceOf(Unknown.class);
    assertThatThrownBy(() -> agreements.accept(ref, told.applicant(), " "))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("statement");
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.APPROVED);
  }

  @Test
  void nothingIsOfferedWithoutAnAward() {
    var ref = desk.submit(anApplication());

    assertThatThrownBy(() -> offer(ref, Duration.ofDays(14))).hasMessageContaining("award");
  }

  @Test
  void aTimerThatFiresTooEarlyChangesNothing() {
    var ref = offered(anApplication(), Duration.ofDays(14));

    var check = agreements.lapse(ref, passageOf("agreement.lapse"));

    assertThat(check.state()).isEqualTo(AgreementState.OPEN);
    assertThat(check.acceptBy().toInstant()).isEqualTo(agreements.of(ref).orElseThrow().acceptBy());
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.APPROVED);
  }

  @Test
  void whatIsNotAcceptedInTimeLapsesAndGivesBackItsVoucher() {
    var told = anApplication();
    var ref = offered(told, Duration.ofDays(14));
    clock.advance(Duration.ofDays(15));

    assertThat(agreements.accept(ref, told.applicant(), STATEMENT)).isInstanceOf(Lapsed.class);
    var passage = passageOf("agreement.lapse");
    assertThat(agreements.lapse(ref, passage).state()).isEqualTo(AgreementState.LAPSED);
    assertThat(agreements.lapse(ref, passage).state()).isEqualTo(AgreementState.LAPSED);

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.LAPSED);
    assertThat(desk.events(ref)).containsOnlyOnce("AGREEMENT_LAPSED", "BUDGET_RELEASED");
    assertThat(agreements.accept(ref, told.applicant(), STATEMENT)).isInstanceOf(Lapsed.class);
  }

  @Test
  void acceptanceAndLapseAtTheSameInstantHaveOneOutcome() throws Exception {
    for (int round = 0; round < 10; round++) {
      var told = anApplication();
      var ref = offered(told, Duration.ofHours(1));
      clock.stopAt(agreements.of(ref).orElseThrow().acceptBy());
      var go = new CountDownLatch(1);

      Acceptance acceptance;
      LapseCheck lapse;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var accepting =
            threads.submit(
                () -> {
                  go.await();
                  return agreements.accept(ref, told.applicant(), STATEMENT);
                });
        var lapsing =
            threads.submit(
                () -> {
                  go.await();
                  return agreements.lapse(ref, passageOf("agreement.lapse"));
                });
        go.countDown();
        acceptance = accepting.get();
        lapse = lapsing.get();
      }

      boolean accepted = acceptance instanceof Accepted;
      assertThat(lapse.state())
          .isEqualTo(accepted ? AgreementState.ACCEPTED : AgreementState.LAPSED);
      assertThat(applications.get(ref).status())
          .isEqualTo(accepted ? ApplicationStatus.CONTRACTED : ApplicationStatus.LAPSED);
      assertThat(messages(ref, "agreement-accepted")).isEqualTo(accepted ? 1 : 0);
      if (accepted) {
        desk.inTransaction(
            () -> {
              budget.release(ref, "released by test", "tester");
              return true;
            });
      }
      clock.reset();
    }
  }

  private ApplicationRef approved(AnApplication told) {
    var ref =
        desk.submitAndMove(
            told,
            ApplicationStatus.COMPLETE,
            ApplicationStatus.ELIGIBLE,
            ApplicationStatus.EVALUATED,
            ApplicationStatus.APPROVED);
    vouchers.makeRoom();
    budget.reserve(ref, Cents.euros(5_000), passageOf("budget.reserve"));
    return ref;
  }

  private ApplicationRef offered(AnApplication told, Duration period) {
    var ref = approved(told);
    offer(ref, period);
    return ref;
  }

  private void offer(ApplicationRef ref, Duration period) {
    agreements.offer(
        ref,
        OffsetDateTime.ofInstant(clock.instant().plus(period), ZoneOffset.UTC),
        passageOf("agreement.offer"));
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
