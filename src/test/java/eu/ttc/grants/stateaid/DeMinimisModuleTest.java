package eu.ttc.grants.stateaid;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Region;
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
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

@ModuleTest
class DeMinimisModuleTest {

  private static final Cents VOUCHER = Cents.euros(5_000);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final LocalDate RECENT = DAY.minusDays(9);
  private static final Cents PRIOR = Cents.euros(293_000);

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
                List.of(
                    new HeadroomFigures(
                        "Vacuum Washers",
                        "NL:D1",
                        Cents.euros(296_000),
                        VOUCHER,
                        Cents.euros(300_000),
                        false,
                        "DE-MINIMIS-2023-2831",
                        "NL",
                        LocalDate.of(2026, 11, 20)))));
    assertThat(deMinimis.lastCheck(first)).hasSize(1);

    clock.stopAt(LocalDate.of(2027, 3, 2));
    assertThat(check(eligible(withHistoryOfD1("D1")))).isEqualTo(new Reserved(VOUCHER));
  }

  @ParameterizedTest(name = "on {0}: {1}")
  @CsvSource({"2027-02-28, false", "2027-03-01, true"})
  @DisplayName("D1: aid of 1 March 2024 counts until 28 February 2027")
  void boundaryOfTheWindow(LocalDate day, boolean fits) {
    clock.stopAt(day);
    var ref = eligible(withHistoryOfD1("D1-" + day));

    assertThat(check(ref) instanceof Reserved).isEqualTo(fits);
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
  @DisplayName("a grant of the fund that holds no de minimis aid can be awarded")
  void grantOfTheFundNeedsNone() {
    var ref = eligible(anApplication().forTheFund(euros(150_000)));

    grant(ref, DAY);

    assertThat(desk.events(ref)).doesNotContain("DE_MINIMIS_GRANTED");
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

    assertThat(atOnce(refs)).filteredOn(Reserved.class::isInstance).hasSize(4);
  }

  @Test
  @DisplayName("D3: 2,500 / 1,500 / 1,000 over three parties are three checks and three entries")
  void caseD3() {
    clock.stopAt(DAY);
    var ref = eligible(splitOverThree("D3"));

    assertThat(check(ref)).isEqualTo(new Reserved(VOUCHER));

    assertThat(deMinimis.lastCheck(ref))
        .extracting(HeadroomFigures::enterprise, HeadroomFigures::requested)
        .containsExactly(
            tuple("BE:D3C", euros(1_000)),
            tuple("DE:D3B", euros(1_500)),
            tuple("NL:D3A", euros(2_500)));
    assertThat(states(ref)).containsOnly("RESERVED").hasSize(3);
    grant(ref, DAY);
    assertThat(states(ref)).containsOnly("GRANTED").hasSize(3);
    assertThat(desk.events(ref)).containsOnlyOnce("DE_MINIMIS_RESERVED", "DE_MINIMIS_GRANTED");
    release(ref);
    assertThat(states(ref)).containsOnly("RELEASED").hasSize(3);
    assertThat(desk.events(ref)).containsOnlyOnce("DE_MINIMIS_RELEASED");
  }

  @Test
  @DisplayName(
      "D3: one party above the ceiling blocks the voucher, and nothing is held for anybody")
  void onePartyFailing() {
    clock.stopAt(DAY);
    var full =
        eligible(
            anApplication()
                .in(Region.AACHEN)
                .registeredAs("D3F B")
                .withPriorAid("Land", DAY.minusDays(9), euros(298_500)));
    deMinimis.check(full, euros(1_500), passageOf("stateaid.check-de-minimis"));
    var ref = eligible(splitOverThree("D3F"));

    var refused = (CeilingExceeded) check(ref);

    assertThat(refused.figures())
        .filteredOn(party -> !party.withinCeiling())
        .singleElement()
        .satisfies(
            party -> {
              assertThat(party.party()).isEqualTo("Second");
              assertThat(party.counted()).isEqualTo(euros(300_000));
              assertThat(party.requested()).isEqualTo(euros(1_500));
            });
    assertThat(deMinimis.lastCheck(ref)).isEqualTo(refused.figures());
    assertThat(states(ref)).isEmpty();
    assertThat(reasonOf(ref, "DE_MINIMIS_CEILING_EXCEEDED"))
        .isEqualTo("Second: EUR 300000.00 + EUR 1500.00 > EUR 300000.00");
    release(full);
    assertThat(check(ref)).isEqualTo(new Reserved(VOUCHER));
  }

  @Test
  void partnersWithoutAShareAreNotChecked() {
    var ref =
        eligible(
            anApplication()
                .registeredAs("ALONE")
                .sharing("Institute", Region.AACHEN, null, Cents.ZERO));

    check(ref);

    assertThat(deMinimis.lastCheck(ref))
        .extracting(HeadroomFigures::enterprise)
        .containsExactly("NL:ALONE");
  }

  @Test
  @DisplayName("the same parties in opposite order, many times at once: nobody waits for ever")
  void oppositeOrderDoesNotDeadlock() throws Exception {
    List<ApplicationRef> refs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      refs.add(eligible(twoOf("OPP1", "OPP2")));
      refs.add(eligible(twoOf("OPP2", "OPP1")));
    }

    assertThat(atOnce(refs)).hasSize(40).allMatch(Reserved.class::isInstance);
  }

  @Nested
  @DisplayName("Enterprises linked by majority are one undertaking")
  class Linked {

    @Test
    void theirAidCountsTogether() {
      clock.stopAt(DAY);
      var other = eligible(anApplication().registeredAs("L1").withPriorAid("L", RECENT, PRIOR));
      check(other);

      var refused =
          (CeilingExceeded)
              check(eligible(anApplication().registeredAs("L2").withHolding(51, "NL", "L1")));

      assertThat(refused.figures())
          .singleElement()
          .satisfies(party -> assertThat(party.counted()).isEqualTo(PRIOR.plus(VOUCHER)));
    }

    @Test
    @DisplayName("but not partner enterprises of 25 to 50 %")
    void partnerEnterprisesDoNot() {
      clock.stopAt(DAY);
      check(eligible(anApplication().registeredAs("P1").withPriorAid("L", RECENT, PRIOR)));

      assertThat(check(eligible(anApplication().registeredAs("P2").withHolding(50, "NL", "P1"))))
          .isEqualTo(new Reserved(VOUCHER));
    }

    @Test
    @DisplayName("whoever of them applies, also when only another one told of the link")
    void foundByAnyMember() {
      clock.stopAt(DAY);
      check(eligible(anApplication().registeredAs("M1").withHolding(60, "NL", "M2")));
      check(eligible(anApplication().registeredAs("M3").withHolding(100, "NL", "M2")));
      var told = anApplication().registeredAs("M2").withPriorAid("L", RECENT, euros(290_000));

      assertThat(check(eligible(told))).isInstanceOf(CeilingExceeded.class);
      assertThat(check(eligible(anApplication().registeredAs("M3"))))
          .isInstanceOf(CeilingExceeded.class);
    }

    @Test
    @DisplayName("aid that each of them declares counts once")
    void declaredByEachOfThemCountsOnce() {
      clock.stopAt(DAY);
      var first =
          anApplication()
              .registeredAs("ONCE1")
              .withHolding(60, "NL", "ONCE2")
              .withPriorAid("L", RECENT, euros(150_000));
      var second = anApplication().registeredAs("ONCE2").withPriorAid("L", RECENT, euros(150_000));

      check(eligible(first));
      var ref = eligible(second);

      assertThat(check(ref)).isInstanceOf(Reserved.class);
      assertThat(deMinimis.lastCheck(ref).getFirst().counted())
          .isEqualTo(euros(150_000).plus(VOUCHER));
    }

    @Test
    @DisplayName("two with histories that turn out to be one sum both; what they got before stays")
    void mergersSumBothHistories() {
      clock.stopAt(DAY);
      var first = eligible(anApplication().registeredAs("A1").withPriorAid("L", RECENT, PRIOR));
      var second = eligible(anApplication().registeredAs("A2").withPriorAid("K", RECENT, PRIOR));
      assertThat(check(first)).isInstanceOf(Reserved.class);
      assertThat(check(second)).isInstanceOf(Reserved.class);

      var merged = eligible(anApplication().registeredAs("A2").withHolding(60, "NL", "A1"));
      var refused = (CeilingExceeded) check(merged);

      assertThat(refused.figures().getFirst().counted())
          .isEqualTo(PRIOR.plus(PRIOR).plus(VOUCHER).plus(VOUCHER));
      assertThat(states(first)).containsExactly("DECLARED", "RESERVED");
      assertThat(broken()).isEmpty();
      assertThat(toldBy("NL:A2")).isEqualTo(merged.value());
      grant(first, DAY);
      assertThat(check(eligible(anApplication().registeredAs("A1"))))
          .isInstanceOf(CeilingExceeded.class);
    }

    @Test
    @DisplayName("and parties of one application that are linked share one ceiling")
    void linkedPartiesOfOneApplication() {
      clock.stopAt(DAY);
      var told =
          anApplication()
              .registeredAs("S1")
              .withHolding(60, "DE", "S2")
              .sharing("Daughter", Region.AACHEN, "S2", euros(2_000))
              .withPriorAid("L", RECENT, Cents.of(295_000_01));

      var refused = (CeilingExceeded) check(eligible(told));

      assertThat(refused.figures())
          .extracting(HeadroomFigures::party, HeadroomFigures::withinCeiling)
          .contains(tuple("Daughter", true));
      assertThat(refused.figures()).filteredOn(party -> !party.withinCeiling()).hasSize(1);
    }

    @Test
    @DisplayName("twenty told at once, each of a new member, room for four: four get it")
    void newsAtOnceIsCounted() throws Exception {
      check(
          eligible(anApplication().registeredAs("HUB").withPriorAid("L", today(), euros(275_000))));
      List<ApplicationRef> refs = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        refs.add(eligible(anApplication().registeredAs("HUB" + i).withHolding(60, "NL", "HUB")));
      }

      assertThat(atOnce(refs)).filteredOn(Reserved.class::isInstance).hasSize(4);
    }

    @Test
    @DisplayName("links and shares in every order at once: no deadlock, and the promise holds")
    void newsAndChecksAtOnce() throws Exception {
      var random = new Random(20261125);
      List<ApplicationRef> refs = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        var told = anApplication().registeredAs("MIX" + random.nextInt(8));
        if (random.nextBoolean()) {
          told.withHolding(60, "NL", "MIX" + random.nextInt(8));
        }
        refs.add(
            eligible(
                told.sharing("P", Region.MAASTRICHT, "MIX" + random.nextInt(8), euros(1_000))));
      }

      assertThat(atOnce(refs)).hasSize(40);
      assertThat(broken()).isEmpty();
    }
  }

  @Test
  @DisplayName("the numbers are those of the day, and the granting State is noted")
  void numbersHaveADate() {
    clock.stopAt(DAY);
    var ref = eligible(anApplication().registeredAs("NUMBERS"));

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("update de_minimis_ruleset set valid_to = :day where id like 'DE-MINIMIS-2023%'")
              .param("day", DAY.minusDays(1))
              .update();
          jdbc.sql("insert into de_minimis_ruleset values ('NEXT', :day, null, 400000, 3, 50)")
              .param("day", DAY)
              .update();

          var refused = (CeilingExceeded) check(ref);

          assertThat(refused.figures().getFirst().ruleset()).isEqualTo("NEXT");
          assertThat(refused.figures().getFirst().ceiling()).isEqualTo(euros(4_000));
          assertThat(refused.figures().getFirst().memberState()).isEqualTo("NL");
        });
  }

  @Test
  void aDayWithoutNumbersIsForAnOperator() {
    clock.stopAt(LocalDate.of(2031, 1, 1));
    var ref = eligible(anApplication());

    assertThatThrownBy(() -> check(ref)).hasMessageContaining("table de_minimis_ruleset");
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

  @Test
  @DisplayName("promise 6 is seen broken when aid of a linked enterprise is added past the check")
  void viewCountsLinkedEnterprises() {
    var ref = eligible(anApplication().registeredAs("VIEW1").withHolding(60, "NL", "VIEW2"));
    check(ref);
    var other = eligible(anApplication().registeredAs("VIEW2"));
    check(other);

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql(
                  "update de_minimis_aid set amount_cents = 29600000"
                      + " where application = :ref and state = 'RESERVED'")
              .param("ref", ref.value())
              .update();
          assertThat(broken()).containsExactly(other.value());
        });
    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("delete from de_minimis_member where enterprise = 'NL:VIEW1'").update();
          assertThat(broken()).as("aid that nothing counts").containsExactly(ref.value());
        });
  }

  private List<String> broken() {
    return jdbc.sql("select application from promise_6_de_minimis_within_ceiling")
        .query(String.class)
        .list();
  }

  private AnApplication withHistoryOfD1(String number) {
    return anApplication()
        .ofEnterprise("Vacuum Washers")
        .registeredAs(number)
        .withPriorAid("Region", LocalDate.of(2024, 3, 1), euros(120_000))
        .withPriorAid("State", LocalDate.of(2025, 6, 15), euros(140_000))
        .withPriorAid("Town", LocalDate.of(2025, 11, 10), euros(36_000));
  }

  private static AnApplication splitOverThree(String number) {
    return anApplication()
        .ofEnterprise("First")
        .registeredAs(number + "A")
        .sharing("Second", Region.AACHEN, number + "B", euros(1_500))
        .sharing("Third", Region.LIEGE, number + "C", euros(1_000));
  }

  private static AnApplication twoOf(String applicant, String partner) {
    return anApplication()
        .registeredAs(applicant)
        .sharing("Partner", Region.MAASTRICHT, partner, euros(2_000));
  }

  private List<HeadroomCheck> atOnce(List<ApplicationRef> refs) throws Exception {
    List<HeadroomCheck> outcomes = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<HeadroomCheck>> work = new ArrayList<>();
      refs.forEach(ref -> work.add(() -> check(ref)));
      for (Future<HeadroomCheck> done : threads.invokeAll(work)) {
        outcomes.add(done.get());
      }
    }
    return outcomes;
  }

  private List<String> states(ApplicationRef ref) {
    return jdbc.sql("select state from de_minimis_aid where application = :ref order by id")
        .param("ref", ref.value())
        .query(String.class)
        .list();
  }

  private String reasonOf(ApplicationRef ref, String event) {
    return jdbc.sql("select reason from status_history where application = :ref and event = :event")
        .param("ref", ref.value())
        .param("event", event)
        .query(String.class)
        .single();
  }

  private String toldBy(String enterprise) {
    return jdbc.sql(
            "select told_by from de_minimis_member where enterprise = :enterprise and known_until"
                + " is null")
        .param("enterprise", enterprise)
        .query(String.class)
        .single();
  }

  private LocalDate today() {
    return LocalDate.now(clock).minusDays(1);
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
