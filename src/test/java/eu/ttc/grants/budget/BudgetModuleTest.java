package eu.ttc.grants.budget;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.budget.Reservation.Reserved;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class BudgetModuleTest {

  private static final Cents VOUCHER = Cents.euros(5_000);

  private final Budget budget;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;
  private final Vouchers vouchers;

  BudgetModuleTest(Budget budget, WaitingList list, ApplicationDesk desk, JdbcClient jdbc) {
    this.budget = budget;
    this.desk = desk;
    this.jdbc = jdbc;
    this.vouchers = new Vouchers(budget, list, desk, jdbc);
  }

  @BeforeEach
  @AfterEach
  void allVouchersAreFree() {
    vouchers.giveAllBack();
  }

  @Test
  void aReservationTakesMoneyAndTheFirstFreeVoucher() {
    var before = line();
    var ref = submitted();

    var reservation = budget.reserve(ref, VOUCHER, passageOf("budget.reserve"));

    assertThat(reservation).isInstanceOf(Reserved.class);
    assertThat(line().available()).isEqualTo(before.available().minus(VOUCHER));
    assertThat(line().reserved()).isEqualTo(before.reserved().plus(VOUCHER));
    assertThat(line().vouchersTaken()).isEqualTo(before.vouchersTaken() + 1);
    assertThat(desk.events(ref)).containsOnlyOnce("BUDGET_RESERVED");
  }

  @Test
  void aRepeatedDeliveryOrPassageReservesNothingMore() {
    var ref = submitted();
    var passage = passageOf("budget.reserve");
    var first = budget.reserve(ref, VOUCHER, passage);
    var after = line();

    var redelivered = budget.reserve(ref, VOUCHER, passage);
    var passedAgain = budget.reserve(ref, VOUCHER, passageOf("budget.reserve"));

    assertThat(redelivered).isEqualTo(first);
    assertThat(passedAgain).isEqualTo(first);
    assertThat(line()).isEqualTo(after);
  }

  @Test
  void aReleasedVoucherIsTakenByTheNext() {
    var first = submitted();
    var taken = (Reserved) budget.reserve(first, VOUCHER, passageOf("budget.reserve"));
    release(first);
    release(first);

    var next = (Reserved) budget.reserve(submitted(), VOUCHER, passageOf("budget.reserve"));

    assertThat(next.voucherNumber()).isEqualTo(taken.voucherNumber());
    assertThat(desk.events(first)).containsOnlyOnce("BUDGET_RELEASED");
    assertThat(promise2()).isEmpty();
  }

  @Test
  void moneyGoesFromReservedToPaidAndEachStepIsPostedOnce() {
    var before = line();
    var ref = submitted();
    budget.reserve(ref, VOUCHER, passageOf("budget.reserve"));
    budget.commit(ref, passageOf("budget.commit"));
    budget.commit(ref, passageOf("budget.commit"));
    for (int delivery = 0; delivery < 2; delivery++) {
      inTransaction(() -> budget.order(ref, 1, 1, VOUCHER, "officer"));
      inTransaction(() -> budget.pay(ref, 1, 1, VOUCHER, "officer"));
    }

    assertThat(line().paid()).isEqualTo(before.paid().plus(VOUCHER));
    assertThat(line().available()).isEqualTo(before.available().minus(VOUCHER));
    assertThat(line().committed()).isEqualTo(before.committed());
    assertThat(line().inPayment()).isEqualTo(before.inPayment());
    assertThat(promise2()).isEmpty();
  }

  @Test
  void moneyInPaymentIsNotReleased() {
    var ref = submitted();
    budget.reserve(ref, VOUCHER, passageOf("budget.reserve"));
    budget.commit(ref, passageOf("budget.commit"));
    inTransaction(() -> budget.order(ref, 1, 1, VOUCHER, "officer"));

    assertThatThrownBy(() -> release(ref)).hasMessageContaining(ref.value());

    assertThat(promise2()).isEmpty();
  }

  @Test
  void aRejectedPaymentIsTriedAgainAndEachPostingIsMadeOnce() {
    var before = line();
    var ref = committed();

    for (int delivery = 0; delivery < 2; delivery++) {
      inTransaction(() -> budget.order(ref, 1, 1, VOUCHER, "officer"));
      inTransaction(() -> budget.reject(ref, 1, 1, VOUCHER, "AC04 closed", "officer"));
    }
    assertThat(line().committed()).isEqualTo(before.committed().plus(VOUCHER));
    assertThat(line().inPayment()).isEqualTo(before.inPayment());
    for (int delivery = 0; delivery < 2; delivery++) {
      inTransaction(() -> budget.order(ref, 1, 2, VOUCHER, "officer"));
      inTransaction(() -> budget.pay(ref, 1, 2, VOUCHER, "officer"));
    }
    assertThat(line().paid()).isEqualTo(before.paid().plus(VOUCHER));
    for (int delivery = 0; delivery < 2; delivery++) {
      inTransaction(() -> budget.returned(ref, 1, 2, VOUCHER, "AC06 blocked", "officer"));
    }

    assertThat(line().paid()).isEqualTo(before.paid());
    assertThat(line().committed()).isEqualTo(before.committed().plus(VOUCHER));
    assertThat(promise2()).isEmpty();
    release(ref);
    assertThat(line()).isEqualTo(before);
    inTransaction(() -> budget.returned(ref, 1, 2, VOUCHER, "AC06 blocked", "officer"));
    assertThat(line()).isEqualTo(before);
    assertThat(promise2()).isEmpty();
  }

  @Test
  void postingsAboutAPaymentFollowEachOther() {
    var ref = committed();

    refused(() -> budget.pay(ref, 1, 1, VOUCHER, "officer"), "does not follow its ORDER");
    inTransaction(() -> budget.order(ref, 1, 1, VOUCHER, "officer"));
    refused(() -> budget.order(ref, 1, 2, VOUCHER, "officer"), "would pay it twice");
    refused(() -> budget.order(ref, 1, 1, Cents.euros(1), "officer"), "EUR 5000.00");
    refused(() -> budget.pay(ref, 1, 1, Cents.euros(1), "officer"), "does not follow its ORDER");
    refused(() -> budget.returned(ref, 1, 1, VOUCHER, "AC04", "officer"), "follow its PAY");
    inTransaction(() -> budget.reject(ref, 1, 1, VOUCHER, "AC04", "officer"));
    refused(() -> budget.pay(ref, 1, 1, VOUCHER, "officer"), "contradicts its REJECT");
    refused(() -> budget.order(ref, 1, 0, VOUCHER, "officer"), "count from 1");

    assertThat(promise2()).isEmpty();
  }

  @Test
  void anApplicationMovesOnlyWhatItHolds() {
    var rich = committed();
    var ref = committed();

    refused(() -> budget.order(ref, 1, 1, Cents.euros(5_001), "officer"), "does not fit line");

    release(rich);
    assertThat(promise2()).isEmpty();
  }

  @Test
  void recoveredMoneyIsAvailableAgainOnceAndNeverMoreThanWasPaid() {
    var before = line();
    var ref = paid();

    for (int delivery = 0; delivery < 2; delivery++) {
      inTransaction(() -> budget.recover(ref, "receipt-1", Cents.euros(1_200), "found", "officer"));
    }
    assertThat(line().paid()).isEqualTo(before.paid().plus(Cents.euros(3_800)));
    assertThat(budget.held(ref)).hasValue(Cents.euros(3_800));
    refused(
        () -> budget.recover(ref, "receipt-2", Cents.euros(3_801), "found", "officer"),
        "EUR 3800.00 paid");
    refused(() -> budget.returned(ref, 1, 1, VOUCHER, "AC04", "officer"), "EUR 3800.00 paid");
    inTransaction(() -> budget.recover(ref, "receipt-2", Cents.euros(3_800), "rest", "officer"));

    assertThat(line().paid()).isEqualTo(before.paid());
    assertThat(line().available()).isEqualTo(before.available());
    assertThat(promise2()).isEmpty();
    release(ref);
    assertThat(line()).isEqualTo(before);
    assertThat(promise2()).isEmpty();
  }

  @Test
  void nothingIsOrderedWithoutAReservation() {
    var ref = submitted();

    assertThatThrownBy(() -> inTransaction(() -> budget.order(ref, 1, 1, VOUCHER, "officer")))
        .hasMessageContaining("holds no budget");
  }

  @Test
  void theViewOfThePromiseShowsALedgerThatDoesNotAddUp() {
    inTransaction(
        () -> {
          jdbc.sql(
                  "update budget_line set available_cents = available_cents - 1,"
                      + " reserved_cents = reserved_cents + 1 where code = 'VOUCHER'")
              .update();
          assertThat(promise2()).contains("the postings do not add up to the balances of NATIONAL");
          jdbc.sql(
                  "update budget_line set available_cents = available_cents + 1,"
                      + " reserved_cents = reserved_cents - 1 where code = 'VOUCHER'")
              .update();
        });
  }

  @Test
  void postingsAreNeverChanged() {
    var ref = submitted();
    budget.reserve(ref, VOUCHER, passageOf("budget.reserve"));

    assertThatThrownBy(() -> jdbc.sql("update budget_posting set amount_cents = 1").update())
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> jdbc.sql("delete from budget_posting").update())
        .hasMessageContaining("append-only");
  }

  private ApplicationRef submitted() {
    return desk.submit(anApplication());
  }

  private ApplicationRef committed() {
    var ref = submitted();
    budget.reserve(ref, VOUCHER, passageOf("budget.reserve"));
    budget.commit(ref, passageOf("budget.commit"));
    return ref;
  }

  private ApplicationRef paid() {
    var ref = committed();
    inTransaction(() -> budget.order(ref, 1, 1, VOUCHER, "officer"));
    inTransaction(() -> budget.pay(ref, 1, 1, VOUCHER, "officer"));
    return ref;
  }

  private void refused(Runnable work, String because) {
    var before = budget.totals();
    assertThatThrownBy(() -> inTransaction(work)).hasMessageContaining(because);
    assertThat(budget.totals()).isEqualTo(before);
  }

  private LineTotals line() {
    return budget.totals().stream()
        .filter(l -> l.line().equals("VOUCHER"))
        .findFirst()
        .orElseThrow();
  }

  private List<String> promise2() {
    return jdbc.sql("select broken from promise_2_budget_is_never_exceeded")
        .query(String.class)
        .list();
  }

  private void release(ApplicationRef ref) {
    inTransaction(() -> budget.release(ref, "released by test", "tester"));
  }

  private void inTransaction(Runnable work) {
    desk.inTransaction(
        () -> {
          work.run();
          return true;
        });
  }
}
