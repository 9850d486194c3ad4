package eu.ttc.grants.cofunding;

import static eu.ttc.grants.kernel.Cents.euros;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.cofunding.Checking.NotAllowed;
import eu.ttc.grants.cofunding.Checking.Recorded;
import eu.ttc.grants.cofunding.ItemVerdict.Accepted;
import eu.ttc.grants.cofunding.ItemVerdict.Limited;
import eu.ttc.grants.cofunding.ItemVerdict.Refused;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.AtOnce;
import eu.ttc.grants.testing.CoFundingDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("The co-funding of an application")
class CoFundingModuleTest {

  private final CoFunding coFunding;
  private final Verifications verifications;
  private final EvidenceRequests requests;
  private final ReducedGrants reducedGrants;
  private final Cures cures;
  private final Applications applications;
  private final RuleRows rules;
  private final CountedMoney counted;
  private final CoFundingDesk money;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;

  CoFundingModuleTest(
      CoFunding coFunding,
      Verifications verifications,
      EvidenceRequests requests,
      ReducedGrants reducedGrants,
      Cures cures,
      Applications applications,
      RuleRows rules,
      CountedMoney counted,
      CoFundingDesk money,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.coFunding = coFunding;
    this.verifications = verifications;
    this.requests = requests;
    this.reducedGrants = reducedGrants;
    this.cures = cures;
    this.applications = applications;
    this.rules = rules;
    this.counted = counted;
    this.money = money;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @Test
  @DisplayName("follows rules that are data, the ones of domain.md to begin with")
  void rulesAreData() {
    assertThat(rules.on(LocalDate.of(2026, 11, 26))).isEqualTo(Money.RULES);
    assertThatThrownBy(() -> rules.on(LocalDate.of(2023, 12, 31)))
        .hasMessageContaining("cofunding_ruleset");
  }

  @Test
  @DisplayName("is verified item by item, and kept with every step")
  void isVerified() {
    var told = told();
    var ref = money.planned(told, euros(400_000), euros(200_000));
    money.bank(ref, told, unique(), euros(170_000));
    money.bank(ref, told, unique(), euros(40_000));
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    var assess = passageOf("cofunding.assess");
    var checklist = verifications.assess(ref, assess);
    assertThat(verifications.assess(ref, assess)).isEqualTo(checklist);
    assertThat(checklist.items())
        .extracting(Checklist.Item::number, Checklist.Item::partyNumber, Checklist.Item::byRules)
        .containsExactly(tuple(1, 1, euros(170_000)), tuple(2, 1, euros(40_000)));
    assertThat(checklist.sheet().result()).isEqualTo(SheetResult.COVERED);

    var judged =
        money.judge(
            ref,
            1,
            List.of(
                new Accepted(1),
                new Limited(2, euros(30_000), VerdictReason.ENCUMBERED, "Part secures a loan.")),
            officer);
    var confirm = passageOf("cofunding.confirm");
    var confirmed = verifications.confirm(ref, confirm);

    assertThat(judged).isEqualTo(new Recorded());
    assertThat(confirmed).isEqualTo(new Confirmation(SheetResult.COVERED, 0, false));
    assertThat(verifications.confirm(ref, confirm)).isEqualTo(confirmed);
    var view = coFunding.of(ref);
    assertThat(view.state()).isEqualTo(VerificationState.VERIFIED);
    assertThat(view.sheets())
        .singleElement()
        .satisfies(kept -> assertThat(kept.sheet().total().ownFunds()).isEqualTo(euros(200_000)));
    assertThat(verifications.hasChecked(ref, officer)).isTrue();
    assertThat(desk.events(ref))
        .containsSubsequence(
            "FINANCING_PLANNED",
            "CO_FUNDING_EVIDENCE_RECORDED",
            "CO_FUNDING_EVIDENCE_RECORDED",
            "CO_FUNDING_ASSESSED",
            "CO_FUNDING_CHECKED",
            "CO_FUNDING_VERIFIED")
        .containsOnlyOnce("CO_FUNDING_VERIFIED");
    coFunding.requireVerified(ref);
  }

  @Test
  @DisplayName("keeps sheets, verdicts and evidence as they were written")
  void keepsWhatWasWritten() {
    var told = told();
    var ref = money.planned(told, euros(400_000), euros(200_000));
    money.bank(ref, told, unique(), euros(200_000));
    money.verify(ref);

    for (var table :
        List.of(
            "cofunding_sheet",
            "cofunding_counted",
            "cofunding_verdict",
            "cofunding_evidence",
            "cofunding_pledge",
            "cofunding_plan",
            "cofunding_round")) {
      assertThatThrownBy(
              () ->
                  jdbc.sql("delete from " + table + " where application = :ref")
                      .param("ref", ref.value())
                      .update())
          .as(table)
          .isInstanceOf(DataAccessException.class);
    }
  }

  @Test
  @DisplayName("is no matter for who applies, evaluated, decided or advised, nor for a manager")
  void officersHadNoOtherPart() {
    var told = told().by(desk.person(Role.PROGRAMME_OFFICER));
    var ref = money.planned(told, euros(400_000), euros(200_000));
    money.bank(ref, told, unique(), euros(200_000));
    var round = verifications.assess(ref, passageOf("cofunding.assess")).round();
    var verdicts = List.<ItemVerdict>of(new Accepted(1));

    assertThat(money.judge(ref, round, verdicts, told.applicant())).isInstanceOf(NotAllowed.class);
    assertThat(money.judge(ref, round, verdicts, desk.person(Role.PROGRAMME_MANAGER)))
        .isInstanceOf(NotAllowed.class);
    var decider = desk.person(Role.PROGRAMME_OFFICER);
    jdbc.sql(
            """
            insert into award_decision (application, number, decision, reasons, reason_codes,
                                        decided_by, decided_at, basis)
            values (:ref, 1, 'AWARD', 'Good.', '{}', :decider, now(), '{}')
            """)
        .param("ref", ref.value())
        .param("decider", decider)
        .update();
    assertThat(money.judge(ref, round, verdicts, decider)).isInstanceOf(NotAllowed.class);
    assertThatThrownBy(() -> verifications.confirm(ref, passageOf("cofunding.confirm")))
        .hasMessageContaining("No officer has judged");
  }

  @Test
  @DisplayName("needs one possible verdict for each item, findings and a word on a smaller project")
  void impossibleVerdictsComeBack() {
    var told = told();
    var ref = money.planned(told, euros(400_000), euros(200_000));
    money.bank(ref, told, unique(), euros(200_000));
    var round = verifications.assess(ref, passageOf("cofunding.assess")).round();
    var officer = desk.person(Role.PROGRAMME_OFFICER);

    assertThat(problem(money.judge(ref, round, List.of(), officer)))
        .contains("[1] needs one verdict");
    assertThat(problem(money.judge(ref, round, List.of(new Accepted(1), new Accepted(2)), officer)))
        .contains("verdicts for [1, 2]");
    assertThat(
            problem(
                money.judge(
                    ref,
                    round,
                    List.of(new Limited(1, euros(200_000), VerdictReason.OUTDATED, "")),
                    officer)))
        .contains("less than EUR 200000.00");
    assertThat(
            problem(
                money.judge(
                    ref, round, List.of(new Refused(1, VerdictReason.OTHER, " ")), officer)))
        .contains("needs words");
    assertThat(
            verifications.recordVerdicts(
                new RecordVerdicts(ref, round, List.of(new Accepted(1)), null, "Read.", officer),
                passageOf("cofunding.record-verdicts")))
        .isInstanceOf(NotAllowed.class);
    assertThat(
            verifications.recordVerdicts(
                new RecordVerdicts(ref, round, List.of(new Accepted(1)), true, " ", officer),
                passageOf("cofunding.record-verdicts")))
        .isInstanceOf(NotAllowed.class);
  }

  @Test
  @DisplayName("that is short is supplemented once, within the time (C1)")
  void isSupplementedOnce() {
    var told = told();
    var ref = money.planned(told, euros(400_000), euros(200_000));
    money.bank(ref, told, unique(), euros(170_000));
    assertThat(money.verify(ref)).isEqualTo(new Confirmation(SheetResult.SHORT, 1, true));
    assertThatThrownBy(() -> reducedGrants.offer(ref, inDays(14), passageOf("cofunding.offer")))
        .as("only who cannot supplement any more is offered less")
        .hasMessageContaining("No reduced grant can be offered");

    var ask = passageOf("cofunding.ask");
    assertThat(requests.ask(ref, inDays(28), ask)).isOne();
    assertThat(requests.ask(ref, inDays(28), passageOf("cofunding.ask"))).isOne();
    assertThat(coFunding.of(ref).request().missing()).isEqualTo(euros(30_000));
    assertThatThrownBy(() -> requests.handIn(ref, told.applicant()))
        .isInstanceOf(InvalidInput.class);
    clock.advance(Duration.ofDays(1));
    money.bank(ref, told, unique(), euros(30_000));
    requests.handIn(ref, told.applicant());
    requests.handIn(ref, told.applicant());

    assertThat(messages(ref)).containsOnlyOnce("co-funding-supplemented");
    assertThatThrownBy(() -> money.bank(ref, told, unique(), euros(1)))
        .as("while an officer looks at it")
        .isInstanceOf(NotNow.class);
    var checklist = money.accept(ref);
    assertThat(checklist.round()).isEqualTo(2);
    assertThat(checklist.items().getFirst().earlier()).isEqualTo(new Accepted(1));
    assertThat(verifications.confirm(ref, passageOf("cofunding.confirm")).result())
        .isEqualTo(SheetResult.COVERED);
  }

  @Test
  @DisplayName("request lapses when it is due, and what was recorded by then counts as handed in")
  void requestsLapse() {
    var told = told();
    var silent = money.planned(told, euros(400_000), euros(200_000));
    money.bank(silent, told, unique(), euros(170_000));
    money.verify(silent);
    requests.ask(silent, inDays(28), passageOf("cofunding.ask"));
    var toldToo = told();
    var forgetful = money.planned(toldToo, euros(400_000), euros(200_000));
    money.bank(forgetful, toldToo, unique(), euros(170_000));
    money.verify(forgetful);
    requests.ask(forgetful, inDays(28), passageOf("cofunding.ask"));
    clock.advance(Duration.ofDays(27));
    money.bank(forgetful, toldToo, unique(), euros(30_000));
    assertThat(lapse(silent)).isEqualTo(RequestState.OPEN);

    clock.advance(Duration.ofDays(2));

    assertThatThrownBy(() -> money.bank(silent, told, unique(), euros(30_000)))
        .isInstanceOf(NotNow.class);
    assertThat(lapse(silent)).isEqualTo(RequestState.LAPSED);
    assertThat(lapse(forgetful)).isEqualTo(RequestState.ANSWERED);
    assertThatThrownBy(() -> requests.handIn(silent, told.applicant())).isInstanceOf(NotNow.class);
  }

  @Test
  @DisplayName("carries a smaller grant, which becomes the plan and the agreement (C2)")
  void aReducedGrantIsAccepted() {
    var told = told();
    var ref = shortAfterSupplement(told, euros(170_000));
    assertThat(coFunding.of(ref).sheets().getLast().sheet().reducedGrantIsEnough()).isTrue();

    assertThat(reducedGrants.offer(ref, inDays(14), passageOf("cofunding.offer"))).isOne();
    assertThat(reducedGrants.offer(ref, inDays(14), passageOf("cofunding.offer"))).isOne();
    assertThat(check(ref)).isEqualTo(ReducedGrantState.OPEN);
    reducedGrants.answer(ref, told.applicant(), true);
    reducedGrants.answer(ref, told.applicant(), true);

    assertThatThrownBy(() -> reducedGrants.answer(ref, told.applicant(), false))
        .isInstanceOf(NotNow.class);
    assertThat(messages(ref)).containsOnlyOnce("reduced-grant-answered");
    assertThat(check(ref)).isEqualTo(ReducedGrantState.ACCEPTED);
    assertThat(verifications.confirm(ref, passageOf("cofunding.confirm")).result())
        .isEqualTo(SheetResult.COVERED);
    var plan = coFunding.planOf(ref).orElseThrow();
    assertThat(plan.grant()).isEqualTo(euros(170_000));
    assertThat(plan.eligibleCosts()).isEqualTo(euros(340_000));
    coFunding.requireVerified(ref);
  }

  @Test
  @DisplayName("is not assured when the smaller grant is declined or not answered (C2)")
  void aReducedGrantIsDeclinedOrLapses() {
    var told = told();
    var declined = shortAfterSupplement(told, euros(170_000));
    reducedGrants.offer(declined, inDays(14), passageOf("cofunding.offer"));
    reducedGrants.answer(declined, told.applicant(), false);
    var lapsed = shortAfterSupplement(told(), euros(170_000));
    reducedGrants.offer(lapsed, inDays(14), passageOf("cofunding.offer"));
    assertThatThrownBy(() -> verifications.close(lapsed, passageOf("cofunding.close")))
        .as("while the offer is open")
        .hasMessageContaining("cannot be closed");
    clock.advance(Duration.ofDays(15));

    assertThat(check(lapsed)).isEqualTo(ReducedGrantState.LAPSED);
    for (var ref : List.of(declined, lapsed)) {
      verifications.close(ref, passageOf("cofunding.close"));
      assertThat(coFunding.of(ref).state()).isEqualTo(VerificationState.NOT_ASSURED);
      assertThat(desk.events(ref)).containsOnlyOnce("CO_FUNDING_NOT_ASSURED");
      assertThatThrownBy(() -> coFunding.requireVerified(ref)).isInstanceOf(NotNow.class);
      assertThatThrownBy(() -> verifications.assess(ref, passageOf("cofunding.assess")))
          .hasMessageContaining("nothing to assess");
    }
  }

  @Test
  @DisplayName("carries no grant that would be too small (C2)")
  void tooSmallAGrantIsNotOffered() {
    var ref = shortAfterSupplement(told(), euros(95_000));

    assertThatThrownBy(() -> reducedGrants.offer(ref, inDays(14), passageOf("cofunding.offer")))
        .hasMessageContaining("EUR 95000.00 would be left of at least EUR 100000.00");
    verifications.close(ref, passageOf("cofunding.close"));
    assertThat(coFunding.of(ref).state()).isEqualTo(VerificationState.NOT_ASSURED);
  }

  @Test
  @DisplayName("of a party that is short is mended by a signed reallocation (C3)")
  void aReallocationMendsAParty() {
    var told = told().sharing("Partner", Region.AACHEN, unique(), Cents.of(1));
    var ref = money.approved(told);
    money.plan(
        ref, euros(240_000), euros(120_000), euros(1), Cents.ZERO, euros(160_000), euros(80_000));
    money.bank(ref, told, unique(), euros(200_001));
    var keys = coFunding.parties(ref).stream().map(CoFundingParty::key).toList();
    coFunding.record(reallocation(ref, told, keys.getFirst(), keys.get(1), euros(1)));
    coFunding.record(reallocation(ref, told, keys.getFirst(), keys.getLast(), euros(80_000)));

    assertThat(money.verify(ref).result()).isEqualTo(SheetResult.COVERED);
    assertThat(coFunding.of(ref).sheets().getLast().sheet().parties())
        .extracting(PartyLine::ownFunds)
        .containsExactly(euros(120_000), euros(1), euros(80_000));
  }

  @Test
  @DisplayName("counts the same account or document once, in order of submission (C4)")
  void theSameMoneyCountsOnce() {
    var account = unique();
    var first = told().registeredAs(unique());
    var firstRef = money.planned(first, euros(400_000), euros(200_000));
    clock.advance(Duration.ofMinutes(1));
    var second = told().registeredAs(first.dossier().enterprise().registrationNumber());
    var secondRef = money.planned(second, euros(400_000), euros(200_000));
    var third = told();
    var thirdRef = money.planned(third, euros(400_000), euros(200_000));
    money.record(
        secondRef, second, EvidenceKind.BANK_BALANCE, account, euros(200_000), null, unique());
    money.record(
        firstRef,
        first,
        EvidenceKind.BANK_BALANCE,
        account.toUpperCase(),
        euros(200_000),
        null,
        "letter " + account);
    money.record(
        thirdRef,
        third,
        EvidenceKind.BANK_BALANCE,
        unique(),
        euros(200_000),
        null,
        "letter " + account);

    assertThat(money.verify(secondRef).result())
        .as("pledged by the application that came first, though verified earlier")
        .isEqualTo(SheetResult.SHORT);
    assertThat(money.verify(thirdRef).result()).isEqualTo(SheetResult.SHORT);
    assertThat(money.verify(firstRef).result()).isEqualTo(SheetResult.COVERED);
    assertThat(coFunding.of(secondRef).sheets().getLast().sheet().items().getFirst().why())
        .containsExactly(Why.PLEDGED_ELSEWHERE);

    desk.inTransaction(
        () -> {
          applications.move(firstRef, ApplicationStatus.WITHDRAWN, "WITHDRAWN", "nobody", null);
          return true;
        });
    assertThat(coFunding.of(secondRef).preview().orElseThrow().result())
        .as("an application that ended gives its money free")
        .isEqualTo(SheetResult.COVERED);
  }

  @Test
  @DisplayName("counts money where it counts already, though another application pledges it later")
  void whatCountsStaysWhereItCounts() {
    var first = told().registeredAs(unique());
    var firstRef = money.planned(first, euros(400_000), euros(200_000));
    clock.advance(Duration.ofMinutes(1));
    var second = told().registeredAs(first.dossier().enterprise().registrationNumber());
    var secondRef = money.planned(second, euros(400_000), euros(200_000));
    var account = unique();
    money.bank(secondRef, second, account, euros(200_000));
    assertThat(money.verify(secondRef).result()).isEqualTo(SheetResult.COVERED);

    money.bank(firstRef, first, account, euros(200_000));

    assertThat(money.verify(firstRef).result()).isEqualTo(SheetResult.SHORT);
    assertThat(coFunding.isAssured(secondRef)).isTrue();
  }

  @Test
  @DisplayName("counts the same money once however many officers confirm at the same instant (C4)")
  void theSameMoneyCountsOnceAtOnce() throws InterruptedException {
    for (int round = 0; round < 5; round++) {
      var number = unique();
      var accounts = List.of(unique(), unique(), unique());
      var refs = new ArrayList<ApplicationRef>();
      for (int which = 0; which < 4; which++) {
        var told = told().registeredAs(number);
        var ref = money.planned(told, euros(400_000), euros(200_000));
        for (int item = 0; item < accounts.size(); item++) {
          var account = accounts.get((item + which) % accounts.size());
          money.bank(ref, told, account, euros(70_000));
        }
        money.accept(ref);
        refs.add(ref);
      }

      AtOnce.happen(
          refs.stream()
              .<Callable<?>>map(
                  ref -> () -> verifications.confirm(ref, passageOf("cofunding.confirm")))
              .toArray(Callable<?>[]::new));

      assertThat(refs.stream().filter(this::isCovered)).hasSize(1);
      assertThat(
              refs.stream()
                  .map(ref -> coFunding.of(ref).sheets().getLast().sheet().total().ownFunds())
                  .reduce(Cents.ZERO, Cents::plus))
          .as("counted in all applications together")
          .isEqualTo(euros(210_000));
    }
  }

  @Test
  @DisplayName(
      "counts money once also when nobody sees the other's pledge, without a deadlock (C4)")
  void theSameMoneyIsClaimedOnceAtOnce() throws InterruptedException {
    for (int round = 0; round < 10; round++) {
      var number = unique();
      var accounts = List.of(unique(), unique(), unique());
      var claims = new ArrayList<Callable<?>>();
      for (int which = 0; which < 4; which++) {
        var told = told().registeredAs(number);
        var ref = money.planned(told, euros(400_000), euros(200_000));
        for (int item = 0; item < accounts.size(); item++) {
          // in another order each time, as a deadlock would need it
          money.bank(ref, told, accounts.get((item + which) % accounts.size()), euros(70_000));
        }
        var items = coFunding.of(ref).evidence();
        claims.add(
            () ->
                desk.inTransaction(
                    () -> items.size() - counted.claim(ref, items, clock.instant()).size()));
      }

      var outcomes = AtOnce.happen(claims.toArray(Callable<?>[]::new));

      assertThat(outcomes).allMatch(AtOnce.Done.class::isInstance);
      assertThat(outcomes.stream().mapToInt(done -> (int) ((AtOnce.Done) done).result()).sum())
          .isEqualTo(accounts.size());
    }
  }

  @Test
  @DisplayName("that ends before the project starts is renewed before the agreement (C5)")
  void evidenceIsRenewed() {
    var told = told();
    var ref = money.planned(told, euros(400_000), euros(200_000));
    var account = unique();
    money.record(
        ref,
        told,
        EvidenceKind.BANK_BALANCE,
        account,
        euros(200_000),
        money.today().plusDays(60),
        unique());
    assertThat(money.verify(ref)).isEqualTo(new Confirmation(SheetResult.TO_BE_RENEWED, 1, false));
    assertThatThrownBy(() -> coFunding.requireVerified(ref))
        .isInstanceOf(NotNow.class)
        .hasMessageContaining("must be verified first");

    requests.ask(ref, inDays(28), passageOf("cofunding.ask"));
    assertThat(coFunding.of(ref).request().purpose()).isEqualTo(RequestPurpose.RENEWAL);
    money.record(ref, told, EvidenceKind.BANK_BALANCE, account, euros(200_000), null, unique());
    requests.handIn(ref, told.applicant());

    assertThat(money.verify(ref).result()).isEqualTo(SheetResult.COVERED);
    coFunding.requireVerified(ref);
  }

  @Test
  @DisplayName("that is not renewed counts nothing, and then the applicant may supplement (C5)")
  void evidenceThatIsNotRenewedCountsNothing() {
    var told = told();
    var ref = money.planned(told, euros(400_000), euros(200_000));
    money.record(
        ref,
        told,
        EvidenceKind.BANK_BALANCE,
        unique(),
        euros(200_000),
        money.today().plusDays(90),
        unique());
    money.verify(ref);
    requests.ask(ref, inDays(28), passageOf("cofunding.ask"));
    clock.advance(Duration.ofDays(29));
    lapse(ref);

    assertThat(verifications.confirm(ref, passageOf("cofunding.confirm")))
        .isEqualTo(new Confirmation(SheetResult.SHORT, 1, false));
  }

  @Test
  @DisplayName("that a co-funder leaves suspends payments until it is replaced (C6)")
  void aCoFunderLeaves() {
    var told = told();
    var ref = money.planned(told, euros(400_000), euros(200_000));
    money.bank(ref, told, unique(), euros(150_000));
    money.bank(ref, told, unique(), euros(60_000));
    money.verify(ref);
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    assertThatThrownBy(() -> cures.funderLeft(ref, 2, "Insolvent.", officer))
        .as("before an agreement is in force")
        .isInstanceOf(NotNow.class);
    move(ref, ApplicationStatus.CONTRACTED);
    assertThatThrownBy(() -> cures.funderLeft(ref, 9, " ", told.applicant()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("item")
        .hasMessageContaining("reasons")
        .hasMessageContaining("officer");

    var cure = cures.funderLeft(ref, 2, "Insolvent.", officer);

    assertThat(cure.state()).isEqualTo(CureState.OPEN);
    assertThat(cure.cureBy()).isAfter(clock.instant().plus(Duration.ofDays(30)));
    assertThatThrownBy(() -> coFunding.requireVerified(ref)).isInstanceOf(NotNow.class);
    assertThat(coFunding.isAssured(ref)).as("so nothing is paid").isFalse();
    assertThat(cures.check(ref, 1, passageOf("cofunding.check-cure")).state())
        .isEqualTo(CureState.OPEN);
    money.bank(ref, told, unique(), euros(50_000));
    assertThat(money.verify(ref).result()).isEqualTo(SheetResult.COVERED);
    assertThat(cures.of(ref)).extracting(Cure::state).containsExactly(CureState.CURED);
    coFunding.requireVerified(ref);
  }

  @Test
  @DisplayName("is lost when the co-funder is not replaced in time; one too many is no matter (C6)")
  void aCoFunderIsNotReplaced() {
    var told = told();
    var ref = money.planned(told, euros(400_000), euros(200_000));
    money.bank(ref, told, unique(), euros(200_000));
    money.bank(ref, told, unique(), euros(60_000));
    money.verify(ref);
    move(ref, ApplicationStatus.CONTRACTED);
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    assertThat(cures.funderLeft(ref, 2, "Sold.", officer).state()).isEqualTo(CureState.CURED);
    coFunding.requireVerified(ref);
    assertThat(cures.funderLeft(ref, 1, "Insolvent.", officer).state()).isEqualTo(CureState.OPEN);
    clock.advance(Duration.ofDays(32));

    assertThat(cures.check(ref, 2, passageOf("cofunding.check-cure")).state())
        .isEqualTo(CureState.LAPSED);
    assertThat(coFunding.of(ref).state()).isEqualTo(VerificationState.NOT_ASSURED);
    assertThatThrownBy(() -> coFunding.requireVerified(ref)).isInstanceOf(NotNow.class);
  }

  @Test
  @DisplayName("takes no impossible evidence, and says everything that is wrong")
  void takesNoImpossibleEvidence() {
    var told = told();
    var ref = money.approved(told);

    assertThatThrownBy(
            () ->
                coFunding.record(
                    new RecordEvidence(
                        ref,
                        told.applicant(),
                        null,
                        "XX:1",
                        "NL:1",
                        " ",
                        "-.-",
                        0L,
                        -1L,
                        money.today().plusDays(1),
                        money.today(),
                        null,
                        null,
                        UUID.randomUUID())))
        .isInstanceOfSatisfying(
            InvalidInput.class,
            wrong ->
                assertThat(wrong.problems())
                    .extracting("field", "rule")
                    .containsExactlyInAnyOrder(
                        tuple("kind", "required"),
                        tuple("party", "unknown"),
                        tuple("givenBy", "unknown"),
                        tuple("issuer", "required"),
                        tuple("reference", "required"),
                        tuple("amountCents", "min"),
                        tuple("fundsShownCents", "min"),
                        tuple("datedOn", "pastOrPresent"),
                        tuple("validUntil", "afterStart"),
                        tuple("documentId", "unknown")));
    assertThat(coFunding.of(ref).evidence()).isEmpty();
    var document = money.document(ref, told, unique());
    assertThatThrownBy(
            () ->
                coFunding.record(
                    money.evidence(
                        ref, told, EvidenceKind.CREDIT_LINE, "1", euros(1), null, document)))
        .hasMessageContaining("validUntil");
  }

  @Test
  @DisplayName("is nobody else's matter, and none of a voucher or of an application that ended")
  void isOnlyTheApplicantsMatter() {
    var told = told();
    var ref = money.approved(told);
    var document = money.document(ref, told, unique());
    var theirs =
        money.evidence(ref, told(), EvidenceKind.BANK_BALANCE, "1", euros(1), null, document);
    assertThatThrownBy(() -> coFunding.record(theirs)).isInstanceOf(Unknown.class);
    assertThatThrownBy(() -> requests.handIn(ref, "somebody")).isInstanceOf(Unknown.class);
    assertThatThrownBy(() -> reducedGrants.answer(ref, "somebody", true))
        .isInstanceOf(Unknown.class);
    assertThatThrownBy(() -> requests.handIn(ref, told.applicant())).isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> reducedGrants.answer(ref, told.applicant(), true))
        .isInstanceOf(NotNow.class);

    var voucher = anApplication();
    var voucherRef = desk.submit(voucher);
    assertThatThrownBy(() -> money.bank(voucherRef, voucher, "1", euros(1)))
        .isInstanceOf(NotNow.class);
    coFunding.requireVerified(voucherRef);
    move(ref, ApplicationStatus.WITHDRAWN);
    assertThatThrownBy(() -> money.bank(ref, told, "1", euros(1))).isInstanceOf(NotNow.class);
  }

  @Test
  @DisplayName("can be shown in a draft already, and needs a plan to be assessed")
  void canBeShownInADraft() {
    var told = told();
    var draft = desk.draft(told);

    assertThat(money.bank(draft, told, unique(), euros(200_000))).isOne();
    var ref = money.approved(told());
    assertThatThrownBy(() -> verifications.assess(ref, passageOf("cofunding.assess")))
        .hasMessageContaining("has no financing plan yet");
    assertThatThrownBy(
            () ->
                coFunding.plan(
                    ref,
                    new FinancingPlan(
                        List.of(new PartyShare("XX:1", "X", euros(2), euros(1), euros(1)))),
                    Applications.SYSTEM))
        .hasMessageContaining("has no party XX:1");
  }

  private ApplicationRef shortAfterSupplement(AnApplication told, Cents amount) {
    var ref = money.planned(told, euros(400_000), euros(200_000));
    money.bank(ref, told, unique(), amount);
    money.verify(ref);
    requests.ask(ref, inDays(28), passageOf("cofunding.ask"));
    clock.advance(Duration.ofDays(29));
    lapse(ref);
    verifications.confirm(ref, passageOf("cofunding.confirm"));
    return ref;
  }

  private RecordEvidence reallocation(
      ApplicationRef ref, AnApplication told, String from, String to, Cents amount) {
    return new RecordEvidence(
        ref,
        told.applicant(),
        EvidenceKind.REALLOCATION,
        to,
        from,
        "All parties",
        unique(),
        amount.value(),
        null,
        money.today(),
        null,
        null,
        null,
        money.document(ref, told, unique()));
  }

  private boolean isCovered(ApplicationRef ref) {
    return coFunding.of(ref).sheets().getLast().sheet().result() == SheetResult.COVERED;
  }

  private RequestState lapse(ApplicationRef ref) {
    return requests.lapse(ref, 1, passageOf("cofunding.lapse-request")).state();
  }

  private ReducedGrantState check(ApplicationRef ref) {
    return reducedGrants.check(ref, 1, passageOf("cofunding.check-reduced-grant")).state();
  }

  private void move(ApplicationRef ref, ApplicationStatus status) {
    desk.inTransaction(
        () -> {
          applications.move(ref, status, "MOVED_BY_TEST", Applications.SYSTEM, null);
          return status;
        });
  }

  private List<String> messages(ApplicationRef ref) {
    return jdbc
        .sql("select payload from outbox_record where record_key = :ref")
        .param("ref", ref.value())
        .query(String.class)
        .list()
        .stream()
        .map(payload -> payload.replaceAll(".*\"name\":\"([a-z-]+)\".*", "$1"))
        .toList();
  }

  private OffsetDateTime inDays(int days) {
    return clock.instant().plus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
  }

  private static String problem(Checking checking) {
    return ((NotAllowed) checking).problem();
  }

  private static AnApplication told() {
    return anApplication().forTheFund(euros(200_000));
  }

  private static String unique() {
    return "a" + UUID.randomUUID();
  }
}
