package eu.ttc.grants.budget;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Reservation.Reserved;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("The ledger")
class LedgerModuleTest {

  private static final Cents AMOUNT = Cents.of(499_999);

  private final Ledger ledger;
  private final Budget budget;
  private final Allocations allocations;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;
  private final Vouchers vouchers;
  private Instant start;

  LedgerModuleTest(
      Ledger ledger,
      Budget budget,
      Allocations allocations,
      WaitingList list,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.ledger = ledger;
    this.budget = budget;
    this.allocations = allocations;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
    this.vouchers = new Vouchers(budget, list, desk, jdbc);
  }

  /** Postings of a line never go back in time, so this test begins after all others. */
  @BeforeEach
  void aDayAfterTheLastPosting() {
    vouchers.giveAllBack();
    start =
        jdbc.sql("select greatest(now(), max(posted_at)) moment from budget_posting")
            .query((row, number) -> row.getTimestamp("moment").toInstant())
            .single()
            .plus(Duration.ofDays(1));
    clock.stopAt(start);
  }

  @AfterEach
  void everythingIsGivenBack() {
    vouchers.giveAllBack();
  }

  @Test
  @DisplayName("tells the balances of each source at any past moment")
  void pastMoments() {
    var before = line(start);
    var ref = desk.submit(anApplication());
    var reserved = hour(1);
    budget.reserve(ref, AMOUNT, passageOf("budget.reserve"));
    hour(2);
    budget.commit(ref, passageOf("budget.commit"));
    var ordered = hour(3);
    within(() -> budget.order(ref, 1, 1, AMOUNT, "felix"));
    var rejected = hour(4);
    within(() -> budget.reject(ref, 1, 1, AMOUNT, "AC04", "fiona"));
    hour(5);
    within(() -> budget.release(ref, "over", "anna"));

    assertThat(line(reserved.minusMillis(1))).isEqualTo(before);
    assertThat(line(reserved).reserved()).isEqualTo(before.reserved().plus(AMOUNT));
    assertThat(line(reserved).vouchersTaken()).isEqualTo(before.vouchersTaken() + 1);
    assertThat(line(ordered).inPayment()).isEqualTo(before.inPayment().plus(AMOUNT));
    assertThat(line(ordered).committed()).isEqualTo(before.committed());
    assertThat(line(rejected).committed()).isEqualTo(before.committed().plus(AMOUNT));
    assertThat(line(hour(6))).isEqualTo(before);
    for (var bucket : Bucket.values()) {
      var parts = line(ordered).sources();
      var erdf = parts.get(Source.ERDF).in(bucket);
      var national = parts.get(Source.NATIONAL).in(bucket);
      assertThat(erdf.plus(national)).isEqualTo(line(ordered).all().in(bucket));
      assertThat(erdf.value() - national.value()).as(bucket.name()).isBetween(-2L, 2L);
    }
    assertThat(ledger.totals(hour(6))).isEqualTo(budget.totals());
    assertThat(ledger.totals(Instant.EPOCH)).isEmpty();
  }

  @Test
  @DisplayName("leads from a balance to the postings, the applications and the persons")
  void drillDown() {
    var ref = desk.submit(anApplication());
    hour(1);
    budget.reserve(ref, AMOUNT, passageOf("budget.reserve"));
    budget.commit(ref, passageOf("budget.commit"));
    hour(2);
    within(() -> budget.order(ref, 1, 1, AMOUNT, "felix"));
    var end = hour(3);

    var all = ledger.postings(of(null, null, ref));
    assertThat(all.rows())
        .extracting(Posting::kind, Posting::by)
        .containsExactly(
            tuple(PostingKind.ORDER, "felix"),
            tuple(PostingKind.COMMIT, Applications.SYSTEM),
            tuple(PostingKind.RESERVE, Applications.SYSTEM));
    assertThat(all.count()).isEqualTo(3);
    var order = all.rows().getFirst();
    assertThat(order.erdf().plus(order.national())).isEqualTo(AMOUNT);
    assertThat(order.entries()).hasSize(4);
    assertThat(order.change(Bucket.COMMITTED, null)).isEqualTo(-AMOUNT.value());
    assertThat(order.change(Bucket.IN_PAYMENT, Source.ERDF)).isEqualTo(order.erdf().value());

    assertThat(ledger.postings(of(Bucket.RESERVED, null, ref)).rows())
        .extracting(Posting::kind)
        .containsExactly(PostingKind.COMMIT, PostingKind.RESERVE);
    for (var bucket : Bucket.values()) {
      var found = ledger.postings(of(bucket, null, null));
      assertThat(found.changeCents()).isEqualTo(line(end).all().in(bucket).value());
      for (var source : Source.values()) {
        assertThat(ledger.postings(of(bucket, source, null)).changeCents())
            .isEqualTo(line(end).sources().get(source).in(bucket).value());
      }
    }
    within(() -> budget.reject(ref, 1, 1, AMOUNT, "AC04", "fiona"));
  }

  @Test
  @DisplayName("finds the postings of a time, a page at a time")
  void searches() {
    var ref = desk.submit(anApplication());
    var first = hour(1);
    budget.reserve(ref, AMOUNT, passageOf("budget.reserve"));
    hour(2);
    budget.commit(ref, passageOf("budget.commit"));
    for (int attempt = 1; attempt <= 30; attempt++) {
      var number = attempt;
      within(() -> budget.order(ref, 1, number, AMOUNT, "felix"));
      within(() -> budget.reject(ref, 1, number, AMOUNT, "AC04", "fiona"));
    }

    var page = ledger.postings(of(null, null, ref));
    assertThat(page.rows()).hasSize(50);
    assertThat(page.more()).isTrue();
    assertThat(page.count()).isEqualTo(62);
    var last = ledger.postings(new PostingSearch("VOUCHER", null, null, ref, null, null, 2));
    assertThat(last.rows()).hasSize(12);
    assertThat(last.more()).isFalse();
    var early = ledger.postings(new PostingSearch("VOUCHER", null, null, ref, first, first, 1));
    assertThat(early.rows()).extracting(Posting::kind).containsExactly(PostingKind.RESERVE);
    assertThat(
            ledger.postings(new PostingSearch("VOUCHER", null, null, ref, null, start, 1)).rows())
        .isEmpty();

    assertThatThrownBy(() -> ledger.postings(PostingSearch.of("NONE"))).isInstanceOf(Unknown.class);
    assertThatThrownBy(
            () ->
                ledger.postings(
                    new PostingSearch("VOUCHER", null, null, null, Instant.MIN, Instant.MAX, 1)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("from");
    assertThatThrownBy(() -> ledger.totals(Instant.MAX)).isInstanceOf(InvalidInput.class);
  }

  @Test
  @DisplayName("knows who had which voucher, and when")
  void vouchersOfThePast() {
    var first = desk.submit(anApplication());
    var second = desk.submit(anApplication());
    var taken = hour(1);
    var number = ((Reserved) vouchers.reserve(first)).voucherNumber();
    var released = hour(2);
    within(() -> budget.release(first, "over", "anna"));
    var again = hour(3);
    assertThat(((Reserved) vouchers.reserve(second)).voucherNumber()).isEqualTo(number);

    assertThat(holder(number, taken.minusMillis(1))).isNull();
    assertThat(holder(number, taken)).isEqualTo(first);
    assertThat(holder(number, released)).isNull();
    assertThat(holder(number, again)).isEqualTo(second);
    var history = ledger.history("VOUCHER", number);
    assertThat(history.subList(history.size() - 3, history.size()))
        .containsExactly(
            new VoucherEvent(number, VoucherEvent.Kind.TAKEN, first, Applications.SYSTEM, taken),
            new VoucherEvent(number, VoucherEvent.Kind.RELEASED, first, "anna", released),
            new VoucherEvent(number, VoucherEvent.Kind.TAKEN, second, Applications.SYSTEM, again));
    assertThatThrownBy(() -> ledger.history("VOUCHER", 36)).isInstanceOf(Unknown.class);
    assertThatThrownBy(() -> jdbc.sql("delete from voucher_event").update())
        .hasMessageContaining("append-only");
  }

  @Test
  @DisplayName("a clock that goes back does not change the order of what was posted")
  void momentsNeverGoBack() {
    var ref = desk.submit(anApplication());
    var reserved = hour(2);
    budget.reserve(ref, AMOUNT, passageOf("budget.reserve"));
    clock.stopAt(start);
    budget.commit(ref, passageOf("budget.commit"));

    assertThat(ledger.postings(of(null, null, ref)).rows())
        .extracting(Posting::at)
        .containsExactly(reserved, reserved);
  }

  @Test
  @DisplayName("an administrator gives a line money and takes back what nobody holds")
  void allocates() {
    var before = line(hour(1));
    var decision = "MC " + System.nanoTime();

    for (int delivery = 0; delivery < 2; delivery++) {
      allocations.allocate(change(101, decision));
    }

    var given = line(hour(2));
    assertThat(given.available()).isEqualTo(before.available().plus(Cents.of(101)));
    assertThat(given.allocated()).isEqualTo(before.allocated().plus(Cents.of(101)));
    var posted = ledger.postings(PostingSearch.of("VOUCHER")).rows().getFirst();
    assertThat(posted.kind()).isEqualTo(PostingKind.ALLOCATE);
    assertThat(posted.application()).isNull();
    assertThat(posted.by()).isEqualTo("ada");
    assertThat(posted.key()).isEqualTo(decision);
    assertThat(posted.reason()).isEqualTo("decided");
    assertThatThrownBy(() -> allocations.allocate(change(102, decision)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("EUR 1.01");
    assertThatThrownBy(() -> allocations.allocate(change(-101, decision)))
        .isInstanceOf(InvalidInput.class);
    var tooMuch = given.available().value() + 1;
    assertThatThrownBy(() -> allocations.allocate(change(-tooMuch, decision + "b")))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining(given.available().toString());

    allocations.allocate(change(-101, decision + "c"));
    assertThat(line(hour(3))).isEqualTo(before);
  }

  @Test
  void aSchemeHasOneLineAndALineOneScheme() {
    assertThatThrownBy(
            () ->
                allocations.allocate(
                    new AllocateBudget("OTHER", Scheme.VOUCHER, 1, "MC", "decided", "ada")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("VOUCHER is paid by line VOUCHER");
    assertThatThrownBy(
            () ->
                allocations.allocate(
                    new AllocateBudget(
                        "VOUCHER", Scheme.INNOVATION_FUND, 1, "MC", "decided", "ada")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("line VOUCHER pays VOUCHER");
    assertThatThrownBy(
            () -> new AllocateBudget("x", Scheme.VOUCHER, 0, " ", "r".repeat(1001), "ada"))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            wrong ->
                assertThat(wrong.problems())
                    .extracting(problem -> problem.field())
                    .containsExactly("line", "amountCents", "decision", "reason"));
  }

  @Test
  @DisplayName("the database refuses a balance that no source has, and shares that are not exact")
  void constraints() {
    for (var broken :
        List.of(
            "erdf_available_cents = erdf_available_cents - 1",
            "erdf_available_cents = erdf_available_cents + erdf_reserved_cents + 1,"
                + " erdf_reserved_cents = -1",
            "available_cents = 0, allocated_cents = allocated_cents - available_cents",
            "available_cents = available_cents - 2, paid_cents = paid_cents + 2")) {
      assertThatThrownBy(
              () ->
                  jdbc.sql("update budget_line set " + broken + " where code = 'VOUCHER'").update())
          .as(broken)
          .hasMessageContaining("violates check constraint");
    }
    assertThatThrownBy(() -> jdbc.sql("update budget_entry set cents = 1").update())
        .hasMessageContaining("append-only");
  }

  private static AllocateBudget change(long cents, String decision) {
    return new AllocateBudget("VOUCHER", Scheme.VOUCHER, cents, decision, " decided ", "ada");
  }

  private static PostingSearch of(Bucket bucket, Source source, ApplicationRef ref) {
    return new PostingSearch("VOUCHER", bucket, source, ref, null, null, 1);
  }

  private ApplicationRef holder(int number, Instant at) {
    return ledger.vouchers("VOUCHER", at).stream()
        .filter(slot -> slot.number() == number)
        .findFirst()
        .orElseThrow()
        .application();
  }

  private LineTotals line(Instant at) {
    return ledger.totals(at).stream()
        .filter(totals -> totals.line().equals("VOUCHER"))
        .findFirst()
        .orElseThrow();
  }

  /** Moves on to so many hours after the start. */
  private Instant hour(int hour) {
    var moment = start.plus(Duration.ofHours(hour));
    clock.stopAt(moment);
    return moment;
  }

  private void within(Runnable work) {
    desk.inTransaction(
        () -> {
          work.run();
          return true;
        });
  }
}
