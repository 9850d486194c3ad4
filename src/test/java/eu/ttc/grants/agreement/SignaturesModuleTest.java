package eu.ttc.grants.agreement;

import static eu.ttc.grants.testing.AMember.aMember;
import static eu.ttc.grants.testing.AProject.aProject;
import static eu.ttc.grants.testing.AProject.ofF1;
import static eu.ttc.grants.testing.AgreementDesk.ofAAndB;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.agreement.Acceptance.Signed;
import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.cofunding.EvidenceRequests;
import eu.ttc.grants.cofunding.ReducedGrants;
import eu.ttc.grants.cofunding.SheetResult;
import eu.ttc.grants.cofunding.Verifications;
import eu.ttc.grants.hold.Holds;
import eu.ttc.grants.hold.PutOnHold;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.testing.AProject;
import eu.ttc.grants.testing.AgreementDesk;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.AtOnce;
import eu.ttc.grants.testing.AtOnce.Done;
import eu.ttc.grants.testing.CoFundingDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.withdrawal.Withdrawals;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("An agreement of the innovation fund")
class SignaturesModuleTest {

  private static final String WORDS = "I sign for B.";

  private final Signatures signatures;
  private final Agreements agreements;
  private final AssuredGrants grants;
  private final GrantPlans plans;
  private final PaymentPlans payments;
  private final CoFunding coFunding;
  private final EvidenceRequests requests;
  private final ReducedGrants reducedGrants;
  private final Verifications verifications;
  private final Applications applications;
  private final Withdrawals withdrawals;
  private final Holds holds;
  private final Budget budget;
  private final AgreementDesk cases;
  private final CoFundingDesk money;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;

  SignaturesModuleTest(
      Signatures signatures,
      Agreements agreements,
      AssuredGrants grants,
      GrantPlans plans,
      PaymentPlans payments,
      CoFunding coFunding,
      EvidenceRequests requests,
      ReducedGrants reducedGrants,
      Verifications verifications,
      Applications applications,
      Withdrawals withdrawals,
      Holds holds,
      Budget budget,
      AgreementDesk cases,
      CoFundingDesk money,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.signatures = signatures;
    this.agreements = agreements;
    this.grants = grants;
    this.plans = plans;
    this.payments = payments;
    this.coFunding = coFunding;
    this.requests = requests;
    this.reducedGrants = reducedGrants;
    this.verifications = verifications;
    this.applications = applications;
    this.withdrawals = withdrawals;
    this.holds = holds;
    this.budget = budget;
    this.cases = cases;
    this.money = money;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("F1", ofF1(), List.of(80_000, 40_000, 30_000, 50_000)),
        Arguments.of(
            "F4",
            aProject()
                .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
                .costing(AidCategory.INDUSTRIAL_RESEARCH, 256_000)
                .costing(AidCategory.EXPERIMENTAL_DEVELOPMENT, 128_000)
                .with("B", Region.AACHEN, SmeCategory.MEDIUM)
                .costing(AidCategory.INDUSTRIAL_RESEARCH, 96_000)
                .costing(AidCategory.EXPERIMENTAL_DEVELOPMENT, 160_000),
            List.of(100_000, 50_000, 37_500, 62_500)),
        Arguments.of(
            "F5",
            ofF1().alsoAidedFor(AidCategory.EXPERIMENTAL_DEVELOPMENT, 20_000),
            List.of(80_000, 40_000, 30_000, 30_000)));
  }

  @ParameterizedTest(name = "of case {0}")
  @MethodSource("cases")
  @DisplayName("binds all once all have signed, and puts their plan in force to the cent")
  void bindsAllOnceAllHaveSigned(String name, AProject project, List<Integer> shares) {
    var told = ofAAndB();
    var ref = cases.offered(told, project);
    var grant = Cents.euros(shares.stream().mapToInt(Integer::intValue).sum());

    var lead = agreements.accept(ref, told.applicant(), "I sign for A.");
    assertThat(lead).isInstanceOfSatisfying(Signed.class, it -> assertThat(it.missing()).isOne());
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.APPROVED);
    assertThat(plans.inForce(ref)).isEmpty();
    var signer = desk.person(Role.APPLICANT);
    signatures.sign(cases.token(ref, 2), signer, WORDS);
    assertThat(signatures.sign(cases.token(ref, 2), signer, WORDS).statement()).isEqualTo(WORDS);

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.CONTRACTED);
    assertThat(agreements.of(ref).orElseThrow())
        .satisfies(
            it -> {
              assertThat(it.state()).isEqualTo(AgreementState.ACCEPTED);
              assertThat(it.amount()).isEqualTo(grant);
              assertThat(it.acceptedBy()).isEqualTo(told.applicant());
              assertThat(it.statement()).isEqualTo("I sign for A.");
            });
    var version = plans.all(ref);
    assertThat(version).singleElement().extracting(PlanVersion::number).isEqualTo(1);
    var plan = version.getFirst().plan();
    assertThat(plan.shares())
        .extracting(PlanShare::grant)
        .containsExactlyElementsOf(shares.stream().map(Cents::euros).toList());
    assertThat(plan.shares()).extracting(PlanShare::partner).containsExactly(1, 1, 2, 2);
    assertThat(plan.startsOn()).isEqualTo(LocalDate.of(2090, 1, 1));
    assertThat(plan.endsOn()).isEqualTo(LocalDate.of(2090, 6, 1));
    assertThat(payments.of(ref).orElseThrow())
        .satisfies(
            it -> {
              assertThat(it.grant()).isEqualTo(grant);
              assertThat(it.advance()).isEqualTo(Cents.of(grant.value() / 5));
              assertThat(it.capBeforeFinal()).isEqualTo(Cents.of(grant.value() * 9 / 10));
            });
    assertThat(cases.messages(ref, "agreement-signed")).isOne();
    budget.commit(ref, passageOf("budget.commit"));
    assertThat(budget.held(ref)).contains(grant);
    assertThat(desk.events(ref)).containsOnlyOnce("AGREEMENT_ACCEPTED", "BUDGET_COMMITTED");
    assertThat(broken(ref)).isZero();
  }

  @Test
  @DisplayName("is signed by each partner for itself, in time, and by nobody else")
  void isSignedByEachForItself() {
    var told =
        AnApplication.anApplication()
            .forTheFund(Cents.euros(250_000))
            .ofEnterprise("A")
            .with(aMember("B", Region.AACHEN).told(), aMember("C", Region.HASSELT).told());
    var ref = cases.offered(told, ofThree());
    var forB = desk.person(Role.APPLICANT);
    var c = cases.token(ref, 3);

    assertThatThrownBy(() -> signatures.sign("nothing", forB, WORDS)).isInstanceOf(Unknown.class);
    assertThatThrownBy(() -> signatures.sign(c, told.applicant(), WORDS))
        .isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> signatures.sign(c, desk.person(Role.EVALUATOR), WORDS))
        .isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> signatures.sign(c, forB, " ")).isInstanceOf(InvalidInput.class);
    assertThatThrownBy(() -> signatures.decline(c, forB, "")).isInstanceOf(InvalidInput.class);
    signatures.sign(cases.token(ref, 2), forB, WORDS);
    assertThatThrownBy(() -> signatures.sign(c, forB, WORDS))
        .hasMessageContaining("each partner answers for itself");
    clock.advance(Duration.ofDays(31));
    assertThatThrownBy(() -> signatures.sign(c, desk.person(Role.APPLICANT), WORDS))
        .isInstanceOf(NotNow.class);

    assertThat(signatures.of(ref))
        .extracting(SignatureView::state)
        .containsExactly(SignatureState.OPEN, SignatureState.SIGNED, SignatureState.OPEN);
  }

  @Test
  @DisplayName("lapses at once when a partner declines, with its reason, and gives back the money")
  void isDeclined() {
    var told = ofAAndB();
    var ref = cases.offered(told, ofF1());
    agreements.accept(ref, told.applicant(), "I sign for A.");

    signatures.decline(cases.token(ref, 2), desk.person(Role.APPLICANT), "We were sold.");

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.LAPSED);
    assertThat(agreements.of(ref).orElseThrow().state()).isEqualTo(AgreementState.LAPSED);
    assertThat(budget.held(ref)).isEmpty();
    assertThat(plans.inForce(ref)).isEmpty();
    assertThat(cases.messages(ref, "agreement-declined")).isOne();
    assertThat(cases.messages(ref, "agreement-signed")).isZero();
    assertThat(applications.history(ref))
        .filteredOn(entry -> entry.event().equals("AGREEMENT_DECLINED"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.reason()).isEqualTo("We were sold."));
  }

  @Test
  @DisplayName("lapses when one signature is missing at the deadline, and gives back the money")
  void lapses() {
    var told = ofAAndB();
    var ref = cases.offered(told, ofF1());
    agreements.accept(ref, told.applicant(), "I sign for A.");
    assertThat(signatures.remind(ref, passageOf("agreement.remind-signatories"))).isOne();
    clock.advance(Duration.ofDays(31));

    assertThat(agreements.lapse(ref, passageOf("agreement.lapse")).state())
        .isEqualTo(AgreementState.LAPSED);

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.LAPSED);
    assertThat(budget.held(ref)).isEmpty();
    assertThat(desk.events(ref)).containsOnlyOnce("SIGNATURE_REMINDED", "AGREEMENT_LAPSED");
  }

  @Test
  @DisplayName("can be signed a month longer, once, when staff say so")
  void isExtendedOnce() {
    var told = ofAAndB();
    var ref = cases.offered(told, ofF1());
    var before = agreements.of(ref).orElseThrow().acceptBy();
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    assertThatThrownBy(() -> extend(ref, told.applicant())).isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> extend(ref, desk.person(Role.FINANCE_OFFICER)))
        .isInstanceOf(NotNow.class);

    var until = extend(ref, officer);

    assertThat(until).isEqualTo(before.plus(Duration.ofDays(30)));
    assertThatThrownBy(() -> extend(ref, officer)).hasMessageContaining("cannot be extended");
    clock.advance(Duration.ofDays(31));
    assertThat(agreements.lapse(ref, passageOf("agreement.lapse")))
        .satisfies(
            check -> {
              assertThat(check.state()).isEqualTo(AgreementState.OPEN);
              assertThat(check.acceptBy().toInstant()).isEqualTo(until);
            });
    cases.sign(ref, told);
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.CONTRACTED);
  }

  @Test
  @DisplayName("has one outcome when the last two sign at the same instant")
  void hasOneOutcome() throws InterruptedException {
    for (int round = 0; round < 3; round++) {
      var told =
          AnApplication.anApplication()
              .forTheFund(Cents.euros(250_000))
              .ofEnterprise("A")
              .with(aMember("B", Region.AACHEN).told(), aMember("C", Region.HASSELT).told());
      var ref = cases.offered(told, ofThree());
      agreements.accept(ref, told.applicant(), "I sign for A.");
      var forB = desk.person(Role.APPLICANT);
      var forC = desk.person(Role.APPLICANT);

      var outcomes =
          AtOnce.happen(
              () -> signatures.sign(cases.token(ref, 2), forB, "I sign for B."),
              () -> signatures.sign(cases.token(ref, 3), forC, "I sign for C."));

      assertThat(outcomes).allMatch(Done.class::isInstance);
      assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.CONTRACTED);
      assertThat(cases.messages(ref, "agreement-signed")).isOne();
      assertThat(plans.all(ref)).hasSize(1);
      assertThat(desk.events(ref)).containsOnlyOnce("AGREEMENT_ACCEPTED");
    }
  }

  @Test
  @DisplayName("has one outcome when the last signs and the other declines at the same instant")
  void isSignedOrDeclined() throws InterruptedException {
    var told =
        AnApplication.anApplication()
            .forTheFund(Cents.euros(250_000))
            .ofEnterprise("A")
            .with(aMember("B", Region.AACHEN).told(), aMember("C", Region.HASSELT).told());
    var ref = cases.offered(told, ofThree());
    agreements.accept(ref, told.applicant(), "I sign for A.");
    var forB = desk.person(Role.APPLICANT);
    var forC = desk.person(Role.APPLICANT);

    AtOnce.happen(
        () -> signatures.sign(cases.token(ref, 2), forB, "I sign for B."),
        () -> signatures.decline(cases.token(ref, 3), forC, "We do not."));

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.LAPSED);
    assertThat(cases.messages(ref, "agreement-declined")).isOne();
    assertThat(cases.messages(ref, "agreement-signed")).isZero();
    assertThat(budget.held(ref)).isEmpty();
  }

  @Test
  @DisplayName("cannot be signed after the application was withdrawn, nor while it is on hold")
  void cannotBeSigned() {
    var told = ofAAndB();
    var withdrawn = cases.offered(told, ofF1());
    withdrawals.withdraw(withdrawn, told.applicant(), "");
    assertThatThrownBy(
            () -> signatures.sign(cases.token(withdrawn, 2), desk.person(Role.APPLICANT), WORDS))
        .isInstanceOf(NotNow.class);

    var held = cases.offered(ofAAndB(), ofF1());
    var before = agreements.of(held).orElseThrow().acceptBy();
    var tomorrow = LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE).plusDays(1);
    holds.place(new PutOnHold(held, "A doubt.", tomorrow, desk.person(Role.PROGRAMME_OFFICER)));
    assertThatThrownBy(
            () -> signatures.sign(cases.token(held, 2), desk.person(Role.APPLICANT), WORDS))
        .isInstanceOf(NotNow.class);
    assertThat(agreements.of(held).orElseThrow().acceptBy()).isAfter(before);
  }

  @Test
  @DisplayName("is about the aid of the smaller project when only part of the grant was matched")
  void isAboutTheReducedGrant() {
    var told = ofAAndB();
    var ref = cases.funded(told, ofF1());
    grants.takePlan(ref, passageOf("agreement.take-financing-plan"));
    assertThat(coFunding.planOf(ref).orElseThrow().parties())
        .extracting(share -> share.highestAid())
        .containsExactly(Cents.euros(176_000), Cents.euros(95_000));
    cases.bank(ref, told, cases.party(ref, "A"), Cents.euros(102_000));
    cases.bank(ref, told, cases.party(ref, "B"), Cents.euros(68_000));
    assertThat(money.verify(ref).result()).isEqualTo(SheetResult.SHORT);
    var number = requests.ask(ref, cases.inDays(28), passageOf("cofunding.ask"));
    clock.advance(Duration.ofDays(29));
    requests.lapse(ref, number, passageOf("cofunding.lapse-request"));
    verifications.confirm(ref, passageOf("cofunding.confirm"));
    reducedGrants.offer(ref, cases.inDays(14), passageOf("cofunding.offer-reduced-grant"));
    reducedGrants.answer(ref, told.applicant(), true);
    assertThat(verifications.confirm(ref, passageOf("cofunding.confirm")).result())
        .isEqualTo(SheetResult.COVERED);
    assertThatThrownBy(() -> cases.offer(ref)).hasMessageContaining("must be settled");

    assertThat(grants.takeReducedProject(ref, passageOf("agreement.take-reduced-project")))
        .isTrue();
    assertThat(cases.compute(ref)).isEqualTo(Cents.euros(170_000));
    assertThat(grants.settle(ref, passageOf("agreement.settle-grant"))).isTrue();
    assertThat(grants.settle(ref, passageOf("agreement.settle-grant"))).isTrue();

    assertThat(budget.held(ref)).contains(Cents.euros(170_000));
    assertThat(desk.events(ref)).containsOnlyOnce("BUDGET_REDUCED");
    cases.offer(ref);
    cases.sign(ref, told);
    budget.commit(ref, passageOf("budget.commit"));
    assertThat(agreements.of(ref).orElseThrow().amount()).isEqualTo(Cents.euros(170_000));
    assertThat(plans.inForce(ref).orElseThrow())
        .satisfies(
            plan -> {
              assertThat(plan.grant()).isEqualTo(Cents.euros(170_000));
              assertThat(plan.costs()).isEqualTo(Cents.euros(340_000));
              assertThat(plan.shares())
                  .extracting(PlanShare::costs)
                  .containsExactly(
                      Cents.euros(136_000),
                      Cents.euros(68_000),
                      Cents.euros(51_000),
                      Cents.euros(85_000));
            });
    assertThat(budget.held(ref)).contains(Cents.euros(170_000));
  }

  @Test
  @DisplayName("shows promise 4 broken when it is in force without a signature or a plan")
  void promise4ShowsMissingSignatures() {
    var ref = cases.offered(ofAAndB(), ofF1());
    assertThat(broken(ref)).isZero();

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("set local session_replication_role = replica").update();
          jdbc.sql(
                  """
                  update agreement set state = 'ACCEPTED', accepted_at = offered_at, accepted_by = 'x',
                                       statement = 'x'
                  where application = :ref
                  """)
              .param("ref", ref.value())
              .update();
          assertThat(broken(ref)).isEqualTo(2);
        });
    assertThatThrownBy(
            () ->
                jdbc.sql(
                        """
                        update agreement set state = 'ACCEPTED', accepted_at = offered_at,
                                             accepted_by = 'x', statement = 'x'
                        where application = :ref
                        """)
                    .param("ref", ref.value())
                    .update())
        .hasMessageContaining("Not every partner of");
  }

  private Instant extend(ApplicationRef ref, String who) {
    return signatures.extend(ref, who, "A partner is on leave.").toInstant();
  }

  private static AProject ofThree() {
    return ofF1()
        .with("C", Region.HASSELT, SmeCategory.MEDIUM)
        .costing(AidCategory.INDUSTRIAL_RESEARCH, 20_000);
  }

  private long broken(ApplicationRef ref) {
    return jdbc.sql(
            "select count(*) from promise_4_no_agreement_of_the_fund_without_all_signatures"
                + " where application = :ref")
        .param("ref", ref.value())
        .query(Long.class)
        .single();
  }
}
