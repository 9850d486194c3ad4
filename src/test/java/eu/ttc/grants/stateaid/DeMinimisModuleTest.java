package eu.ttc.grants.stateaid;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.stateaid.HeadroomCheck.CeilingExceeded;
import eu.ttc.grants.stateaid.HeadroomCheck.Reserved;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@ModuleTest
class DeMinimisModuleTest {

  private static final Cents VOUCHER = Cents.euros(5_000);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  private final DeMinimis deMinimis;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;

  DeMinimisModuleTest(DeMinimis deMinimis, ApplicationDesk desk, TestClock clock, JdbcClient jdbc) {
    this.deMinimis = deMinimis;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @AfterEach
  void promiseHolds() {
    assertThat(broken()).isEmpty();
  }

  @Test
  @DisplayName(
      "D1: 296,000 before and a voucher is too much on 20 Nov 2026, and fits in March 2027")
  void caseD1() {
    clock.stopAt(LocalDate.of(2026, 11, 20));
    var first = eligible(withHistoryOfD1("D1"));

    var refused = check(first);

    assertThat(refused)
        .isEqualTo(
            new CeilingExceeded(
                new HeadroomFigures(
                    Cents.euros(296_000),
                    VOUCHER,
                    Cents.euros(300_000),
                    false,
                    "DE-MINIMIS-2023-2831",
                    LocalDate.of(2026, 11, 20))));
    assertThat(deMinimis.lastCheck(first)).isPresent();

    clock.stopAt(LocalDate.of(2027, 3, 2));
    assertThat(check(eligible(withHistoryOfD1("D1")))).isEqualTo(new Reserved(VOUCHER));
  }

  @Test
  @DisplayName("D2: exactly 300,000 is within the ceiling")
  void caseD2() {
    clock.stopAt(DAY);
    var ref = eligible(anApplication().withPriorAid("State", DAY.minusDays(9), euros(295_000)));

    assertThat(check(ref)).isEqualTo(new Reserved(VOUCHER));
  }

  @Test
  void sameDeclarationTwiceCountsOnce() {
    clock.stopAt(DAY);
    var prior = euros(150_000);
    var first = anApplication().registeredAs("TWICE").withPriorAid("Land", DAY.minusDays(9), prior);
    var second =
        anApplication().registeredAs("TWICE").withPriorAid(" LAND", DAY.minusDays(9), prior);

    assertThat(check(eligible(first))).isInstanceOf(Reserved.class);
    assertThat(check(eligible(second))).isInstanceOf(Reserved.class);
  }

  @Test
  void equalLinesOfOneDeclarationAreTwoGrants() {
    clock.stopAt(DAY);
    var told =
        anApplication()
            .withPriorAid("Land", DAY.minusDays(9), euros(150_000))
            .withPriorAid("Land", DAY.minusDays(9), euros(150_000));

    assertThat(check(eligible(told))).isInstanceOf(CeilingExceeded.class);
  }

  @Test
  void repeatedDeliveryAndRepeatedStepReserveOnce() {
    var ref = eligible(anApplication());
    var step = passageOf("stateaid.check-de-minimis");

    assertThat(deMinimis.check(ref, VOUCHER, step)).isEqualTo(new Reserved(VOUCHER));
    assertThat(deMinimis.check(ref, VOUCHER, step)).isEqualTo(new Reserved(VOUCHER));
    assertThat(check(ref)).isEqualTo(new Reserved(VOUCHER));

    assertThat(desk.events(ref)).containsOnlyOnce("DE_MINIMIS_RESERVED");
  }

  @Test
  void releasedAidMakesRoom() {
    var day = LocalDate.now(clock).minusDays(9);
    var first =
        eligible(anApplication().registeredAs("ROOM").withPriorAid("L", day, euros(295_000)));
    check(first);
    assertThat(check(eligible(anApplication().registeredAs("ROOM"))))
        .isInstanceOf(CeilingExceeded.class);

    release(first);
    release(first);

    assertThat(check(eligible(anApplication().registeredAs("ROOM")))).isInstanceOf(Reserved.class);
    assertThat(desk.events(first)).containsOnlyOnce("DE_MINIMIS_RELEASED");
  }

  @Test
  @DisplayName("granting again does not move the day that counts")
  void keepsTheDayOfTheFirstGrant() {
    clock.stopAt(LocalDate.of(2027, 1, 10));
    var first =
        eligible(
            anApplication()
                .registeredAs("DAY")
                .requesting(VOUCHER)
                .withPriorAid("L", DAY, euros(295_000)));
    check(first);
    grant(first, LocalDate.of(2027, 2, 1));
    grant(first, LocalDate.of(2027, 2, 9));

    assertThat(
            jdbc.sql(
                    "select granted_on from de_minimis_aid where application = :ref and state ="
                        + " 'GRANTED'")
                .param("ref", first.value())
                .query(LocalDate.class)
                .single())
        .isEqualTo(LocalDate.of(2027, 2, 1));
  }

  @Test
  void nothingReservedCannotBeGranted() {
    var ref = eligible(anApplication());

    assertThatThrownBy(() -> grant(ref, DAY)).hasMessageContaining("no de minimis aid reserved");
  }

  @Test
  void onlyEligibleApplicationsReserve() {
    var ref = desk.submit(anApplication());

    assertThatThrownBy(() -> check(ref)).isInstanceOf(NotNow.class);
  }

  @Test
  @DisplayName("twenty applications of one undertaking at once, room for four: four get it")
  void holdsUnderConcurrency() throws Exception {
    var day = LocalDate.now(clock).minusDays(9);
    List<ApplicationRef> refs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      refs.add(
          eligible(anApplication().registeredAs("RACE").withPriorAid("L", day, euros(280_000))));
    }

    List<HeadroomCheck> outcomes = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<HeadroomCheck>> work = new ArrayList<>();
      refs.forEach(ref -> work.add(() -> check(ref)));
      for (Future<HeadroomCheck> done : threads.invokeAll(work)) {
        outcomes.add(done.get());
      }
    }

    assertThat(outcomes).filteredOn(Reserved.class::isInstance).hasSize(4);
  }

  @Test
  @Transactional
  @DisplayName("promise 6 is seen broken when aid is added past the check")
  void viewShowsABrokenPromise() {
    var ref = eligible(anApplication().registeredAs("BROKEN"));
    check(ref);
    jdbc.sql("update de_minimis_aid set amount_cents = 30000001 where application = :ref")
        .param("ref", ref.value())
        .update();

    assertThat(broken()).containsExactly(ref.value());

    jdbc.sql("update de_minimis_aid set amount_cents = 30000000 where application = :ref")
        .param("ref", ref.value())
        .update();
  }

  private List<String> broken() {
    return jdbc.sql("select application from promise_6_de_minimis_within_ceiling")
        .query(String.class)
        .list();
  }

  private AnApplication withHistoryOfD1(String number) {
    return anApplication()
        .registeredAs(number)
        .withPriorAid("Region", LocalDate.of(2024, 3, 1), euros(120_000))
        .withPriorAid("State", LocalDate.of(2025, 6, 15), euros(140_000))
        .withPriorAid("Town", LocalDate.of(2025, 11, 10), euros(36_000));
  }

  private ApplicationRef eligible(AnApplication told) {
    return desk.submitAndMove(told, ApplicationStatus.COMPLETE, ApplicationStatus.ELIGIBLE);
  }

  private HeadroomCheck check(ApplicationRef ref) {
    return deMinimis.check(ref, VOUCHER, passageOf("stateaid.check-de-minimis"));
  }

  private void grant(ApplicationRef ref, LocalDate day) {
    desk.inTransaction(
        () -> {
          deMinimis.grant(ref, day);
          return ref;
        });
  }

  private void release(ApplicationRef ref) {
    desk.inTransaction(
        () -> {
          deMinimis.release(ref);
          return ref;
        });
  }

  private static Cents euros(long amount) {
    return Cents.euros(amount);
  }
}
