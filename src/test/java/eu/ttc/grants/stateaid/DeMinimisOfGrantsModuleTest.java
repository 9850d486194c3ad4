package eu.ttc.grants.stateaid;

import static eu.ttc.grants.application.AidCategory.EXPERIMENTAL_DEVELOPMENT;
import static eu.ttc.grants.application.AidCategory.INDUSTRIAL_RESEARCH;
import static eu.ttc.grants.kernel.Cents.euros;
import static eu.ttc.grants.testing.AProject.ofF1;
import static eu.ttc.grants.testing.AgreementDesk.ofAAndB;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.agreement.Signatures;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.award.Decision;
import eu.ttc.grants.award.DecisionOutcome;
import eu.ttc.grants.award.DecisionOutcome.Decided;
import eu.ttc.grants.award.DecisionOutcome.DecisionNotAllowed;
import eu.ttc.grants.award.RecordDecision;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.stateaid.HeadroomCheck.CeilingExceeded;
import eu.ttc.grants.stateaid.HeadroomCheck.Reserved;
import eu.ttc.grants.testing.AMember;
import eu.ttc.grants.testing.AProject;
import eu.ttc.grants.testing.AgreementDesk;
import eu.ttc.grants.testing.AidTables;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.AtOnce;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.withdrawal.Withdrawals;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Case F1, with its experimental development supported as de minimis aid: EUR 40,000 for A and EUR
 * 50,000 for B.
 */
@ModuleTest
@DisplayName("De minimis aid in grants of the fund")
class DeMinimisOfGrantsModuleTest {

  private static final Set<AidCategory> DEVELOPMENT = Set.of(EXPERIMENTAL_DEVELOPMENT);
  private static final LocalDate DAY = LocalDate.of(2026, 12, 1);

  private final DeMinimisOfGrants grants;
  private final DeMinimis vouchers;
  private final AidComputations computations;
  private final Signatures signatures;
  private final Awards awards;
  private final Withdrawals withdrawals;
  private final AgreementDesk agreements;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;

  DeMinimisOfGrantsModuleTest(
      DeMinimisOfGrants grants,
      DeMinimis vouchers,
      AidComputations computations,
      Signatures signatures,
      Awards awards,
      Withdrawals withdrawals,
      AgreementDesk agreements,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.grants = grants;
    this.vouchers = vouchers;
    this.computations = computations;
    this.signatures = signatures;
    this.awards = awards;
    this.withdrawals = withdrawals;
    this.agreements = agreements;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @AfterEach
  void promiseHolds() {
    assertThat(jdbc.sql("select * from promise_6_de_minimis_within_ceiling").query().listOfRows())
        .isEmpty();
  }

  @Test
  @DisplayName("is reserved when it is computed, in the account of each partner; other aid is not")
  void reservedWhenComputed() {
    var ref = complete(ofAAndB());

    compute(ref, ofF1());

    assertThat(grants.entries(ref))
        .extracting(DeMinimisEntry::party, DeMinimisEntry::amount, DeMinimisEntry::grantedOn)
        .containsExactlyInAnyOrder(
            tuple("A", euros(40_000), null), tuple("B", euros(50_000), null));
    assertThat(sheet(ref).steps())
        .filteredOn(AidStep.DeMinimisRoom.class::isInstance)
        .extracting(step -> ((AidStep.DeMinimisRoom) step).requested())
        .containsExactlyInAnyOrder(euros(40_000), euros(50_000));
    assertThat(vouchers.lastCheck(ref)).hasSize(2).allMatch(HeadroomFigures::withinCeiling);
    compute(ref, ofF1());
    assertThat(sheet(ref).number()).isEqualTo(1);
    assertThat(entries(ref)).hasSize(2);
    assertThat(desk.events(ref)).containsOnlyOnce("DE_MINIMIS_RESERVED");
  }

  @Test
  @DisplayName("is nobody's when the grant rests on other rules")
  void notWithoutDeMinimis() {
    var ref = complete(ofAAndB());

    agreements.compute(ref, ofF1());

    assertThat(grants.entries(ref)).isEmpty();
    assertThat(vouchers.lastCheck(ref)).isEmpty();
    assertThat(desk.events(ref)).doesNotContain("DE_MINIMIS_RESERVED");
  }

  @Test
  @DisplayName("refuses the project when one share breaks the ceiling, and holds nothing then")
  void refusedAboveTheCeiling() {
    var ref = complete(ofAAndB().withPriorAid("Land", recent(), euros(260_001)));

    assertThat(compute(ref, ofF1())).isEqualTo(Cents.ZERO);

    assertThat(sheet(ref).reasonCodes()).containsExactly(ReasonCode.DE_MINIMIS_CEILING);
    assertThat(grants.entries(ref)).isEmpty();
    assertThat(vouchers.lastCheck(ref))
        .filteredOn(party -> !party.withinCeiling())
        .singleElement()
        .satisfies(
            party -> {
              assertThat(party.party()).isEqualTo("A");
              assertThat(party.counted()).isEqualTo(euros(260_001));
            });
  }

  @ParameterizedTest(name = "{0} before: room {1}")
  @CsvSource({"260000, true", "260001, false"})
  @DisplayName("tells the tables for each partner and category whether there is room")
  void tellsTheTables(long before, boolean room) {
    var ref = complete(ofAAndB().withPriorAid("Land", recent(), euros(before)));
    desk.inTransaction(() -> computations.keep(ref, ofF1().told()));

    var questions = computations.prepare(ref, passageOf("stateaid.prepare-aid")).questions();

    assertThat(questions)
        .extracting(AidQuestion::partner, AidQuestion::category, AidQuestion::deMinimisRoom)
        .containsExactly(
            tuple(1, INDUSTRIAL_RESEARCH, false),
            tuple(1, EXPERIMENTAL_DEVELOPMENT, room),
            tuple(2, INDUSTRIAL_RESEARCH, true),
            tuple(2, EXPERIMENTAL_DEVELOPMENT, true));
  }

  @Test
  @DisplayName("counts together for partners of one undertaking")
  void ofLinkedPartners() {
    var number = UUID.randomUUID().toString();
    var told =
        anApplication()
            .forTheFund(euros(250_000))
            .ofEnterprise("A")
            .registeredAs(number)
            .withPriorAid("Land", recent(), euros(210_001))
            .with(AMember.aMember("B", Region.AACHEN).controlledBy("NL", number).told());
    var ref = complete(told);

    compute(ref, ofF1());

    assertThat(sheet(ref).reasonCodes()).containsExactly(ReasonCode.DE_MINIMIS_CEILING);
  }

  @Test
  @DisplayName("takes room from vouchers, and gives it back when the application is withdrawn")
  void sharesTheAccountWithVouchers() {
    var number = UUID.randomUUID().toString();
    var told = ofAAndB().registeredAs(number).withPriorAid("Land", recent(), euros(258_000));
    var ref = complete(told);
    compute(ref, ofF1());
    assertThat(voucher(number)).isInstanceOf(CeilingExceeded.class);

    withdrawals.withdraw(ref, told.applicant(), "");

    assertThat(grants.entries(ref)).isEmpty();
    assertThat(voucher(number)).isInstanceOf(Reserved.class);
  }

  @Test
  @DisplayName("of ten grants of one undertaking at once, room for three: three get it")
  void holdsUnderConcurrency() throws Exception {
    var number = UUID.randomUUID().toString();
    var refs = new ArrayList<ApplicationRef>();
    for (int i = 0; i < 10; i++) {
      refs.add(
          complete(ofAAndB().registeredAs(number).withPriorAid("Land", recent(), euros(180_000))));
    }

    var outcomes =
        AtOnce.happen(
            refs.stream()
                .<Callable<?>>map(ref -> () -> compute(ref, ofF1()))
                .toArray(Callable<?>[]::new));

    assertThat(outcomes)
        .filteredOn(
            outcome -> outcome instanceof AtOnce.Done(Cents grant) && grant.exceeds(Cents.ZERO))
        .hasSize(3);
    assertThat(refs).filteredOn(ref -> !grants.entries(ref).isEmpty()).hasSize(3);
  }

  @Test
  @DisplayName("is looked at again when the grant is awarded, and bars the award without room")
  void lookedAtAgainWithTheAward() {
    var number = UUID.randomUUID().toString();
    var told = ofAAndB().registeredAs(number).withPriorAid("Land", recent(), euros(257_000));
    var ref = desk.submitAndMove(told, ApplicationStatus.COMPLETE, ApplicationStatus.ELIGIBLE);
    compute(ref, ofF1());
    desk.evaluate(ref, 8, 8, 8);
    release(ref);
    var voucher = eligible(number);
    assertThat(check(voucher)).isInstanceOf(Reserved.class);

    assertThat(award(ref))
        .isInstanceOfSatisfying(
            DecisionNotAllowed.class,
            refused -> assertThat(refused.problem()).contains("de minimis", "EUR 262000.00"));
    release(voucher);

    assertThat(award(ref)).isEqualTo(new Decided(true, List.of()));
    assertThat(grants.entries(ref)).hasSize(2).allMatch(entry -> entry.grantedOn() == null);
  }

  @Test
  @DisplayName("of two awards at once, with room for one: one is awarded")
  void twoAwardsAtOnce() throws Exception {
    var number = UUID.randomUUID().toString();
    var refs = new ArrayList<ApplicationRef>();
    for (int i = 0; i < 2; i++) {
      var ref =
          desk.submitAndMove(
              ofAAndB().registeredAs(number).withPriorAid("Land", recent(), euros(225_000)),
              ApplicationStatus.COMPLETE,
              ApplicationStatus.ELIGIBLE);
      compute(ref, ofF1());
      desk.evaluate(ref, 8, 8, 8);
      release(ref);
      refs.add(ref);
    }

    var outcomes = AtOnce.happen(() -> award(refs.get(0)), () -> award(refs.get(1)));

    assertThat(outcomes).allMatch(AtOnce.Done.class::isInstance);
    assertThat(outcomes)
        .filteredOn(outcome -> ((AtOnce.Done) outcome).result() instanceof Decided)
        .hasSize(1);
    assertThat(refs).filteredOn(ref -> !grants.entries(ref).isEmpty()).hasSize(1);
  }

  @Test
  @DisplayName("is granted on the day on which the last partner signs, not with the award")
  void grantedWhenAllSigned() {
    var told = ofAAndB();
    var ref = agreements.offered(told, ofF1(), DEVELOPMENT);
    desk.inTransaction(
        () -> {
          vouchers.grant(ref, LocalDate.now(clock));
          return ref;
        });
    assertThat(grants.entries(ref)).allMatch(entry -> entry.grantedOn() == null);

    agreements.sign(ref, told);

    var today = LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE);
    assertThat(grants.entries(ref)).hasSize(2).allMatch(entry -> today.equals(entry.grantedOn()));
    assertThat(desk.events(ref))
        .containsSubsequence("DE_MINIMIS_RESERVED", "DE_MINIMIS_GRANTED", "AGREEMENT_ACCEPTED");
  }

  @Test
  @DisplayName("is nobody's any more when a partner does not sign")
  void releasedWhenDeclined() {
    var ref = agreements.offered(ofAAndB(), ofF1(), DEVELOPMENT);

    signatures.decline(agreements.token(ref, 2), desk.person(Role.APPLICANT), "Bankrupt.");

    assertThat(grants.entries(ref)).isEmpty();
    assertThat(states(ref)).containsOnly("RELEASED");
  }

  @Test
  @DisplayName("becomes less with the grant, and keeps its entry and its day")
  void correctedWhenReduced() {
    var ref = granted();
    var before = entries(ref);
    clock.stopAt(DAY.plusMonths(3));

    compute(ref, AProject.ofF1().requesting(euros(100_000)));

    assertThat(entries(ref)).hasSameSizeAs(before);
    assertThat(grants.entries(ref))
        .extracting(DeMinimisEntry::amount, DeMinimisEntry::grantedOn)
        .containsExactlyInAnyOrder(tuple(euros(20_000), DAY), tuple(euros(25_000), DAY));
    assertThat(corrections(ref)).containsExactlyInAnyOrder("4000000 2000000", "5000000 2500000");
    assertThat(desk.events(ref)).containsOnlyOnce("DE_MINIMIS_CORRECTED");
  }

  @Test
  @DisplayName("grows by a change only as new aid of the day of the change")
  void newAidWhenItGrows() {
    var ref = granted();
    clock.stopAt(DAY.plusMonths(3));

    compute(ref, shifted(20_000));

    assertThat(grants.entries(ref))
        .extracting(DeMinimisEntry::party, DeMinimisEntry::amount, DeMinimisEntry::grantedOn)
        .containsExactlyInAnyOrder(
            tuple("A", euros(40_000), DAY),
            tuple("A", euros(10_000), DAY.plusMonths(3)),
            tuple("B", euros(40_000), DAY));
  }

  @Test
  @DisplayName("cannot grow without room, and then nothing else changes either")
  void cannotGrowWithoutRoom() {
    var number = UUID.randomUUID().toString();
    clock.stopAt(DAY);
    var told = ofAAndB().registeredAs(number).withPriorAid("Land", recent(), euros(255_000));
    var ref = agreements.offered(told, ofF1(), DEVELOPMENT);
    agreements.sign(ref, told);
    assertThat(voucher(number)).isInstanceOf(Reserved.class);
    var sheet = propose(ref, shifted(20_000));
    assertThat(sheet.reasonCodes()).containsExactly(ReasonCode.DE_MINIMIS_CEILING);
    assertThat(grants.entries(ref))
        .extracting(DeMinimisEntry::amount)
        .containsExactlyInAnyOrder(euros(40_000), euros(50_000));
    assertThat(corrections(ref)).isEmpty();
  }

  @Test
  @DisplayName("stays proposed until a change is adopted, and needs room on that day")
  void proposalsHoldNothing() {
    var number = UUID.randomUUID().toString();
    clock.stopAt(DAY);
    var told = ofAAndB().registeredAs(number).withPriorAid("Land", recent(), euros(250_000));
    var ref = agreements.offered(told, ofF1(), DEVELOPMENT);
    agreements.sign(ref, told);
    var sheet = propose(ref, shifted(20_000));
    assertThat(sheet.allowed()).isTrue();
    assertThat(grants.entries(ref)).hasSize(2);
    assertThat(voucher(number)).isInstanceOf(Reserved.class);

    var followed = desk.inTransaction(() -> grants.follow(sheet));

    assertThat(followed).isInstanceOf(CeilingExceeded.class);
    assertThat(grants.entries(ref)).hasSize(2);
    assertThat(corrections(ref)).isEmpty();
  }

  @Test
  @DisplayName("is in the end what was earned")
  void whatWasEarned() {
    var ref = granted();

    for (int twice = 0; twice < 2; twice++) {
      desk.inTransaction(
          () -> {
            grants.settle(
                ref,
                (name, category) ->
                    name.equals("A") && category == EXPERIMENTAL_DEVELOPMENT
                        ? euros(31_000)
                        : category == INDUSTRIAL_RESEARCH ? euros(80_000) : Cents.ZERO);
            return ref;
          });
    }

    assertThat(grants.entries(ref))
        .extracting(DeMinimisEntry::party, DeMinimisEntry::amount)
        .containsExactly(tuple("A", euros(31_000)));
    assertThat(corrections(ref)).containsExactlyInAnyOrder("4000000 3100000", "5000000 0");
  }

  private ApplicationRef granted() {
    clock.stopAt(DAY);
    var told = ofAAndB();
    var ref = agreements.offered(told, ofF1(), DEVELOPMENT);
    agreements.sign(ref, told);
    return ref;
  }

  /** So much of B's development is A's. */
  private static AProject shifted(long euros) {
    return AProject.aProject()
        .requesting(euros(200_000))
        .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
        .costing(INDUSTRIAL_RESEARCH, 160_000)
        .costing(EXPERIMENTAL_DEVELOPMENT, 80_000 + euros)
        .with("B", Region.AACHEN, SmeCategory.MEDIUM)
        .costing(INDUSTRIAL_RESEARCH, 60_000)
        .costing(EXPERIMENTAL_DEVELOPMENT, 100_000 - euros);
  }

  private AidSheet propose(ApplicationRef ref, AProject project) {
    var version = desk.inTransaction(() -> computations.propose(ref, project.told()));
    var prepared = computations.prepare(ref, version, passageOf("stateaid.prepare-aid"));
    var outcome =
        computations.compute(
            ref,
            version,
            AidTables.answers(prepared.questions(), DEVELOPMENT),
            passageOf("stateaid.compute-aid"));
    return computations.sheet(ref, outcome.sheet()).orElseThrow();
  }

  private HeadroomCheck voucher(String number) {
    return check(eligible(number));
  }

  private ApplicationRef eligible(String number) {
    return desk.submitAndMove(
        anApplication().registeredAs(number),
        ApplicationStatus.COMPLETE,
        ApplicationStatus.ELIGIBLE);
  }

  private HeadroomCheck check(ApplicationRef voucher) {
    return vouchers.check(voucher, euros(5_000), passageOf("stateaid.check-de-minimis"));
  }

  private void release(ApplicationRef ref) {
    desk.inTransaction(
        () -> {
          vouchers.release(ref);
          return ref;
        });
  }

  private DecisionOutcome award(ApplicationRef ref) {
    return awards.record(
        new RecordDecision(
            ref, Decision.AWARD, "As ranked.", null, desk.person(Role.PROGRAMME_MANAGER)),
        passageOf("award.record-decision"));
  }

  private ApplicationRef complete(AnApplication told) {
    return desk.submitAndMove(told, ApplicationStatus.COMPLETE);
  }

  private Cents compute(ApplicationRef ref, AProject project) {
    return agreements.compute(ref, project, DEVELOPMENT);
  }

  private AidSheet sheet(ApplicationRef ref) {
    return computations.latest(ref).orElseThrow();
  }

  private LocalDate recent() {
    return LocalDate.now(clock).minusDays(9);
  }

  private List<Long> entries(ApplicationRef ref) {
    return jdbc.sql(
            "select id from de_minimis_aid where application = :ref"
                + " and state in ('RESERVED', 'GRANTED') order by id")
        .param("ref", ref.value())
        .query(Long.class)
        .list();
  }

  private List<String> states(ApplicationRef ref) {
    return jdbc.sql(
            "select state from de_minimis_aid where application = :ref and state <> 'DECLARED'")
        .param("ref", ref.value())
        .query(String.class)
        .list();
  }

  private List<String> corrections(ApplicationRef ref) {
    return jdbc.sql(
            "select before_cents || ' ' || after_cents from de_minimis_correction c"
                + " join de_minimis_aid a on a.id = c.aid where a.application = :ref")
        .param("ref", ref.value())
        .query(String.class)
        .list();
  }
}
