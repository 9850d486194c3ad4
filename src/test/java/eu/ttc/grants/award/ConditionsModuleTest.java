package eu.ttc.grants.award;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.award.AwardCondition.Confirmation;
import eu.ttc.grants.award.ConfirmConditions.Fulfilled;
import eu.ttc.grants.award.ConfirmationOutcome.ConfirmationNotAllowed;
import eu.ttc.grants.award.ConfirmationOutcome.Recorded;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.AtOnce;
import eu.ttc.grants.testing.CaseDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.withdrawal.Withdrawals;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class ConditionsModuleTest {

  private static final Duration PERIOD = Duration.ofDays(90);

  private final Conditions conditions;
  private final Awards awards;
  private final Agreements agreements;
  private final Applications applications;
  private final Documents documents;
  private final Withdrawals withdrawals;
  private final Budget budget;
  private final ApplicationDesk desk;
  private final CaseDesk cases;
  private final TestClock clock;
  private final JdbcClient jdbc;
  private AnApplication told;
  private ApplicationRef ref;
  private String olga;

  ConditionsModuleTest(
      Conditions conditions,
      Awards awards,
      Agreements agreements,
      Applications applications,
      Documents documents,
      Withdrawals withdrawals,
      Budget budget,
      ApplicationDesk desk,
      CaseDesk cases,
      TestClock clock,
      JdbcClient jdbc) {
    this.conditions = conditions;
    this.awards = awards;
    this.agreements = agreements;
    this.applications = applications;
    this.documents = documents;
    this.withdrawals = withdrawals;
    this.budget = budget;
    this.desk = desk;
    this.cases = cases;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @BeforeEach
  void anAwardOnTwoConditions() {
    told = anApplication().by(desk.person(Role.APPLICANT));
    ref = cases.awardedOn(told, "Send the letter of intent.", "Send a schedule.");
    olga = desk.person(Role.PROGRAMME_OFFICER);
  }

  @Test
  void theApplicantIsAskedForProofOnce() {
    var asked = ask();
    clock.advance(Duration.ofDays(1));

    assertThat(ask()).as("asked again a day later").isEqualTo(asked);

    assertThat(asked.state()).isEqualTo(ConditionsState.OPEN);
    assertThat(asked.open())
        .containsExactly(
            new OpenCondition(1, "Send the letter of intent."),
            new OpenCondition(2, "Send a schedule."));
    assertThat(desk.events(ref)).containsOnlyOnce("AWARDED_ON_CONDITIONS", "PROOF_ASKED");
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.APPROVED);
  }

  @Test
  void eachConditionIsConfirmedOnItsOwn() {
    ask();

    assertThat(confirm(olga, 2))
        .isEqualTo(
            new Recorded(
                ConditionsState.OPEN, List.of(new OpenCondition(1, "Send the letter of intent."))));
    assertThat(desk.events(ref))
        .contains("CONDITIONS_CONFIRMED")
        .doesNotContain("CONDITIONS_FULFILLED", "DE_MINIMIS_GRANTED");
    assertThat(confirm(olga, 1)).isEqualTo(new Recorded(ConditionsState.FULFILLED, List.of()));

    assertThat(desk.events(ref))
        .containsOnlyOnce("CONDITIONS_CONFIRMED", "CONDITIONS_FULFILLED", "DE_MINIMIS_GRANTED");
    assertThat(conditions.of(ref).orElseThrow().conditions())
        .extracting(AwardCondition::confirmation)
        .allSatisfy(
            confirmed -> assertThat(confirmed.map(Confirmation::confirmedBy)).contains(olga));
  }

  @Test
  void whatIsConfirmedStaysConfirmed() {
    ask();
    confirm(olga, 1);

    assertThat(confirm(desk.person(Role.PROGRAMME_OFFICER), 1)).isInstanceOf(Recorded.class);
    assertThat(confirm(olga)).isInstanceOf(Recorded.class);

    assertThat(conditions.of(ref).orElseThrow().conditions().getFirst().confirmation())
        .map(Confirmation::confirmedBy)
        .contains(olga);
    assertThat(desk.events(ref)).containsOnlyOnce("CONDITIONS_CONFIRMED");
  }

  @ParameterizedTest
  @CsvSource({
    "PROGRAMME_MANAGER, 1, As sent., Only a programme officer",
    "EVALUATOR,         1, As sent., Only a programme officer",
    "APPLICANT,         1, As sent., Only a programme officer",
    "PROGRAMME_OFFICER, 3, As sent., no condition 3",
    "PROGRAMME_OFFICER, 0, As sent., no condition 0",
    "PROGRAMME_OFFICER, 1, '',       1 to 2000 characters"
  })
  void whatCannotBeConfirmedIsRefusedWhole(Role role, int number, String note, String problem) {
    ask();

    var outcome =
        report(desk.person(role), new Fulfilled(2, "As sent."), new Fulfilled(number, note));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            ConfirmationNotAllowed.class,
            refused -> assertThat(refused.problem()).contains(problem));
    assertThat(conditions.of(ref).orElseThrow().open()).hasSize(2);
  }

  @Test
  void nobodyConfirmsTheirOwn() {
    ask();
    jdbc.sql("insert into account_role (username, role) values (:name, 'PROGRAMME_OFFICER')")
        .param("name", told.applicant())
        .update();

    assertThat(confirm(told.applicant(), 1)).isInstanceOf(ConfirmationNotAllowed.class);
  }

  @Test
  void whoDecidedMayConfirmAsAnOfficer() {
    ask();
    var decider = awards.of(ref).orElseThrow().decidedBy();
    jdbc.sql("insert into account_role (username, role) values (:name, 'PROGRAMME_OFFICER')")
        .param("name", decider)
        .update();

    assertThat(confirm(decider, 1)).isInstanceOf(Recorded.class);
  }

  @Test
  void noAgreementIsOfferedWhileAConditionIsOpen() {
    ask();
    confirm(olga, 1);

    assertThatThrownBy(this::offer)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Confirm conditions");
    assertThat(agreements.of(ref)).isEmpty();

    confirm(olga, 2);
    offer();
    assertThat(agreements.of(ref)).isPresent();
  }

  @Test
  void theAwardLapsesWhenItsTimeIsOverAndNotBefore() {
    ask();
    confirm(olga, 1);
    clock.advance(PERIOD.minusMinutes(1));
    assertThat(lapse().state()).isEqualTo(ConditionsState.OPEN);
    assertThat(budget.held(ref)).isPresent();
    clock.advance(Duration.ofMinutes(1));

    for (int passage = 0; passage < 2; passage++) {
      assertThat(lapse().state()).isEqualTo(ConditionsState.LAPSED);
    }

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.LAPSED);
    assertThat(desk.events(ref))
        .containsOnlyOnce("CONDITIONS_LAPSED", "BUDGET_RELEASED", "DE_MINIMIS_RELEASED");
    assertThat(budget.held(ref)).isEmpty();
    assertThatThrownBy(() -> confirm(olga, 2)).isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> prove("late")).isInstanceOf(NotNow.class);
  }

  @Test
  void theDateInTheDatabaseDecidesNotTheTimer() {
    ask();
    jdbc.sql(
            "update proof_request set prove_by = prove_by + interval '7 days' where application ="
                + " :ref")
        .param("ref", ref.value())
        .update();
    clock.advance(PERIOD.plusDays(1));

    var check = lapse();

    assertThat(check.state()).isEqualTo(ConditionsState.OPEN);
    assertThat(check.proveBy().toInstant()).isAfter(clock.instant().plus(Duration.ofDays(5)));
  }

  @Test
  void nothingLapsesOnceEverythingIsConfirmed() {
    ask();
    confirm(olga, 1, 2);
    clock.advance(PERIOD.plusDays(1));

    assertThat(lapse().state()).isEqualTo(ConditionsState.FULFILLED);
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.APPROVED);
  }

  @Test
  void confirmationAndLapseAtTheSameInstantHaveOneOutcome() throws InterruptedException {
    ask();
    clock.advance(PERIOD);

    AtOnce.happen(() -> confirm(olga, 1, 2), this::lapse);

    var fulfilled = conditions.fulfilled(ref);
    assertThat(applications.get(ref).status())
        .isEqualTo(fulfilled ? ApplicationStatus.APPROVED : ApplicationStatus.LAPSED);
    assertThat(budget.held(ref).isPresent()).isEqualTo(fulfilled);
  }

  @Test
  void documentsAreTakenWhileAConditionIsAwaited() {
    ask();
    prove("the letter");
    confirm(olga, 1, 2);

    assertThatThrownBy(() -> prove("another letter")).isInstanceOf(NotNow.class);
    assertThat(documents.of(ref))
        .filteredOn(document -> document.kind() == DocumentKind.CONDITION)
        .hasSize(1);
  }

  @Test
  void anAwardWithoutConditionsTakesNoProofAndIsFulfilled() {
    var plain = cases.evaluated(anApplication().by(told.applicant()), true);
    cases.decide(plain, Decision.AWARD, null);

    assertThat(conditions.of(plain)).isEmpty();
    assertThat(conditions.fulfilled(plain)).isTrue();
    assertThat(conditions.askForProof(plain, inPeriod(), passageOf("award.ask-for-proof")).state())
        .isEqualTo(ConditionsState.FULFILLED);
    assertThat(desk.events(plain)).contains("AWARDED").doesNotContain("PROOF_ASKED");
    assertThatThrownBy(
            () ->
                documents.add(
                    plain,
                    told.applicant(),
                    DocumentKind.CONDITION,
                    "a.txt",
                    "text/plain",
                    new byte[] {1}))
        .isInstanceOf(NotNow.class);
  }

  @Test
  void whoWithdrewIsNotAskedForAnything() {
    ask();
    withdrawals.withdraw(ref, told.applicant(), "");
    clock.advance(PERIOD);

    assertThatThrownBy(() -> confirm(olga, 1)).isInstanceOf(NotNow.class);
    assertThatThrownBy(this::lapse).isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> prove("late")).isInstanceOf(NotNow.class);
    assertThat(conditions.takesProof(ref)).isFalse();
  }

  @Test
  void onlyAnAwardHasConditions() {
    var evaluated = cases.evaluated(anApplication(), true);

    assertThatThrownBy(
            () -> conditions.askForProof(evaluated, inPeriod(), passageOf("award.ask-for-proof")))
        .isInstanceOf(NotNow.class);
  }

  private ProofCheck ask() {
    return conditions.askForProof(ref, inPeriod(), passageOf("award.ask-for-proof"));
  }

  private ProofCheck lapse() {
    return conditions.lapse(ref, passageOf("award.lapse"));
  }

  private ConfirmationOutcome confirm(String officer, int... numbers) {
    return report(
        officer,
        Arrays.stream(numbers)
            .mapToObj(number -> new Fulfilled(number, "As sent."))
            .toArray(Fulfilled[]::new));
  }

  private ConfirmationOutcome report(String officer, Fulfilled... found) {
    return conditions.confirm(
        new ConfirmConditions(ref, List.of(found), officer), passageOf("award.confirm-conditions"));
  }

  private void offer() {
    agreements.offer(ref, inPeriod(), passageOf("agreement.offer"));
  }

  private void prove(String content) {
    documents.add(
        ref,
        told.applicant(),
        DocumentKind.CONDITION,
        "proof.txt",
        "text/plain",
        content.getBytes(StandardCharsets.UTF_8));
  }

  private OffsetDateTime inPeriod() {
    return Applications.inProgramme(clock.instant().plus(PERIOD));
  }
}
