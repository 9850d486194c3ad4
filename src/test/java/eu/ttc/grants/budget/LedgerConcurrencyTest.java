package eu.ttc.grants.budget;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.budget.Reservation.Reserved;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("Everybody asks for money at once")
class LedgerConcurrencyTest {

  private static final Cents GRANT = Cents.euros(250_000);
  private static final List<ApplicationRef> CLAIMANTS = new ArrayList<>();
  private static final List<ApplicationRef> CONSORTIA = new ArrayList<>();

  private final Budget budget;
  private final Allocations allocations;
  private final ApplicationDesk desk;
  private final JdbcClient jdbc;
  private final Vouchers vouchers;

  LedgerConcurrencyTest(
      Budget budget,
      Allocations allocations,
      WaitingList list,
      ApplicationDesk desk,
      JdbcClient jdbc) {
    this.budget = budget;
    this.allocations = allocations;
    this.desk = desk;
    this.jdbc = jdbc;
    this.vouchers = new Vouchers(budget, list, desk, jdbc);
  }

  @BeforeEach
  @AfterEach
  void nobodyHoldsAnything() {
    vouchers.giveAllBack();
    assertThat(jdbc.sql("select * from promise_2_budget_is_never_exceeded").query().listOfRows())
        .isEmpty();
  }

  @RepeatedTest(5)
  @DisplayName("100 claims on 35 vouchers: each that is free is taken, and no other")
  void claims() throws Exception {
    while (CLAIMANTS.size() < 100) {
      CLAIMANTS.add(desk.submit(anApplication()));
    }
    var free = vouchers.free();
    var usedUp = 35 - free;

    var won = vouchers.atOnce(CLAIMANTS, vouchers::tryReserve).stream().filter(is -> is).count();

    assertThat(won + usedUp).isEqualTo(35);
    assertThat(vouchers.free()).isZero();
  }

  @RepeatedTest(5)
  @DisplayName("50 awards on a line for 12: exactly 12")
  void awards() throws Exception {
    fundFor(12);
    while (CONSORTIA.size() < 50) {
      CONSORTIA.add(desk.submit(Scheme.INNOVATION_FUND, anApplication()));
    }

    var won = vouchers.atOnce(CONSORTIA, this::award).stream().filter(is -> is).count();

    assertThat(won).isEqualTo(12);
    assertThat(fund().available()).isEqualTo(Cents.ZERO);
    assertThat(fund().reserved()).isEqualTo(Cents.euros(12 * 250_000));
  }

  @RepeatedTest(5)
  @DisplayName("each job delivered five times at once posts once")
  void deliveries() throws Exception {
    fundFor(3);
    var refs = Stream.generate(() -> desk.submit(Scheme.INNOVATION_FUND, anApplication()));
    var three = refs.limit(3).toList();
    var deliveries =
        new ArrayList<>(Collections.nCopies(5, three).stream().flatMap(List::stream).toList());
    Collections.shuffle(deliveries);

    vouchers.atOnce(deliveries, this::award);
    vouchers.atOnce(deliveries, this::commit);
    vouchers.atOnce(deliveries, ref -> within(() -> budget.order(ref, 1, 1, GRANT, "officer")));
    vouchers.atOnce(
        deliveries, ref -> within(() -> budget.reject(ref, 1, 1, GRANT, "AC04", "officer")));
    vouchers.atOnce(deliveries, ref -> within(() -> budget.order(ref, 1, 2, GRANT, "officer")));
    vouchers.atOnce(deliveries, ref -> within(() -> budget.pay(ref, 1, 2, GRANT, "officer")));
    assertThat(fund().paid()).isEqualTo(Cents.euros(3 * 250_000));
    vouchers.atOnce(
        deliveries, ref -> within(() -> budget.recover(ref, "all", GRANT, "found", "officer")));

    assertThat(fund().available()).isEqualTo(Cents.euros(3 * 250_000));
    assertThat(
            jdbc.sql("select count(*) from budget_posting where application in (:refs)")
                .param("refs", three.stream().map(ApplicationRef::value).toList())
                .query(Long.class)
                .single())
        .isEqualTo(3 * 7);
  }

  @RepeatedTest(5)
  @DisplayName("two awards race for the last money: one wins")
  void lastMoney() throws Exception {
    fundFor(1);
    var two =
        Stream.generate(() -> desk.submit(Scheme.INNOVATION_FUND, anApplication()))
            .limit(2)
            .toList();

    assertThat(vouchers.atOnce(two, this::award)).containsExactlyInAnyOrder(true, false);
  }

  private boolean award(ApplicationRef ref) {
    return budget.reserve(ref, GRANT, passageOf("budget.reserve")) instanceof Reserved;
  }

  private boolean commit(ApplicationRef ref) {
    budget.commit(ref, passageOf("budget.commit"));
    return true;
  }

  private boolean within(Runnable work) {
    return desk.inTransaction(
        () -> {
          work.run();
          return true;
        });
  }

  /** Makes so many grants available in the line of the fund, as an administrator does. */
  private void fundFor(int grants) {
    allocate(1);
    var change = grants * GRANT.value() - fund().available().value();
    if (change != 0) {
      allocate(change);
    }
  }

  private void allocate(long cents) {
    allocations.allocate(
        new AllocateBudget(
            "FUND",
            Scheme.INNOVATION_FUND,
            cents,
            "MC " + System.nanoTime(),
            "decided by test",
            "ada"));
  }

  private LineTotals fund() {
    return budget.totals().stream()
        .filter(totals -> totals.line().equals("FUND"))
        .findFirst()
        .orElseThrow();
  }
}
