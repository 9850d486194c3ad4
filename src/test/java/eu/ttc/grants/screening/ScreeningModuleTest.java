package eu.ttc.grants.screening;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.application.Sector;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.information.AnswerInformation;
import eu.ttc.grants.information.Information;
import eu.ttc.grants.information.InformationTopic;
import eu.ttc.grants.information.Supplement;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.screening.ScreeningOutcome.QuestionKept;
import eu.ttc.grants.screening.ScreeningOutcome.Screened;
import eu.ttc.grants.screening.ScreeningOutcome.ScreeningNotAllowed;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class ScreeningModuleTest {

  private final Screenings screenings;
  private final Information information;
  private final Applications applications;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;

  ScreeningModuleTest(
      Screenings screenings,
      Information information,
      Applications applications,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.screenings = screenings;
    this.information = information;
    this.applications = applications;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @Test
  void completeApplicationBecomesComplete() {
    var ref = desk.submit(anApplication());
    var step = passageOf("screening.check-completeness");

    var check = screenings.checkCompleteness(ref, step);
    var again = screenings.checkCompleteness(ref, step);

    assertThat(check.complete()).isTrue();
    assertThat(again).isEqualTo(check);
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.COMPLETE);
    assertThat(desk.events(ref)).containsOnlyOnce("COMPLETE");
  }

  @Test
  void keepsWhatAnIncompleteApplicationLacks() {
    var ref = desk.submit(anApplication().registeredAs(null));

    var check = screenings.checkCompleteness(ref, passageOf("screening.check-completeness"));

    assertThat(check.complete()).isFalse();
    assertThat(check.missing())
        .extracting(problem -> problem.field())
        .containsExactly("enterprise.registrationNumber");
    assertThat(screenings.completeness(ref)).contains(check);
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.SUBMITTED);
    assertThat(desk.events(ref)).contains("INCOMPLETE");
  }

  @Test
  void factsOfAnEligibleApplication() {
    var facts = gather(anApplication());

    assertThat(facts)
        .isEqualTo(
            new Facts(
                Region.EINDHOVEN,
                Sector.HIGH_TECH_MATERIALS,
                SmeCategory.SMALL,
                true,
                true,
                false,
                false,
                false,
                false,
                false));
  }

  @Test
  void factsOfOneThatMustBeRefused() {
    var facts =
        gather(
            anApplication()
                .in(Region.OTHER)
                .working(Sector.OTHER)
                .asSoleTrader()
                .withFigures(400, Cents.euros(80_000_000), Cents.euros(60_000_000))
                .withPartner("Partner", "FR", Region.OTHER)
                .afterEarlierResearch()
                .withWorkStarted()
                .withRecoveryOrder()
                .fundedElsewhere()
                .insolvent());

    assertThat(facts)
        .isEqualTo(
            new Facts(
                Region.OTHER,
                Sector.OTHER,
                SmeCategory.LARGE,
                false,
                false,
                true,
                true,
                true,
                true,
                true));
  }

  @Test
  @DisplayName("the facts are kept with ruleset, date and the figures of the group")
  void keepsWhatTheFactsWereDrawnFrom() {
    var ref =
        complete(
            anApplication()
                .withFigures(40, Cents.euros(8_000_000), Cents.euros(6_000_000))
                .withHolding(30, 80, Cents.euros(20_000_000), Cents.euros(15_000_000))
                .withHolding(60, 20, Cents.euros(3_000_000), Cents.euros(2_000_000)));

    screenings.gatherFacts(ref, passageOf("screening.gather-facts"));

    var kept = screenings.facts(ref).orElseThrow();
    assertThat(kept.facts().smeCategory()).isEqualTo(SmeCategory.MEDIUM);
    assertThat(kept.group().headcount()).isEqualByComparingTo("84");
    assertThat(kept.memberStates()).containsExactly("DE", "NL");
    assertThat(kept.ruleset()).isEqualTo("SCREENING-2024");
    assertThat(kept.asOf()).isNotNull();
  }

  @ParameterizedTest(name = "founded on {0}: in difficulty {1}")
  @CsvSource({"2012-05-01, true", "2023-11-25, true", "2023-11-26, false"})
  @DisplayName(
      "example of domain.md § 3.5: 70,000 lost of 120,000, unless younger than three years")
  void difficultyOfTheDossier(LocalDate founded, boolean inDifficulty) {
    clock.stopAt(LocalDate.of(2026, 11, 25));
    var ref =
        complete(
            anApplication()
                .foundedOn(founded)
                .withCapital(Cents.euros(120_000), Cents.euros(10_000), Cents.euros(80_000)));

    var facts = screenings.gatherFacts(ref, passageOf("screening.gather-facts"));

    assertThat(facts.inDifficulty()).isEqualTo(inDifficulty);
    assertThat(screenings.facts(ref).orElseThrow().difficulty())
        .isEqualTo(inDifficulty ? Set.of(DifficultySign.LIMITED_CAPITAL_LOST) : Set.of());
  }

  @Test
  @DisplayName("the numbers are those of the day: an enterprise is small today and medium tomorrow")
  void numbersHaveADate() {
    clock.stopAt(LocalDate.of(2026, 11, 25));
    var told = anApplication().withFigures(40, Cents.euros(8_000_000), Cents.euros(6_000_000));
    var today = complete(told);
    var tomorrow = complete(told.registeredAs("TOMORROW"));

    desk.inRolledBackTransaction(
        () -> {
          jdbc.sql("update screening_ruleset set valid_to = '2026-11-25'").update();
          jdbc.sql(
                  "insert into screening_ruleset values"
                      + " ('NEXT', '2026-11-26', null, 25, 50, 2, 50, 3)")
              .update();
          jdbc.sql(
                  "insert into sme_ceiling select 'NEXT', category, headcount_below - 10,"
                      + " turnover_up_to_cents, balance_up_to_cents from sme_ceiling"
                      + " where category <> 'MICRO'")
              .update();

          assertThat(gathered(today).smeCategory()).isEqualTo(SmeCategory.SMALL);
          clock.stopAt(LocalDate.of(2026, 11, 26));
          assertThat(gathered(tomorrow).smeCategory()).isEqualTo(SmeCategory.MEDIUM);
          assertThat(screenings.facts(tomorrow).orElseThrow().ruleset()).isEqualTo("NEXT");
        });
  }

  @Test
  void gathersNoFactsBeforeTheCompletenessCheck() {
    var ref = desk.submit(anApplication());

    assertThatThrownBy(() -> screenings.gatherFacts(ref, passageOf("screening.gather-facts")))
        .isInstanceOf(NotNow.class);
  }

  @Test
  void officersVerdictIsKeptAndTheFirstOneCounts() {
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    var ref = complete(anApplication());
    var refusal = verdict(ref, false, ReasonCode.IN_DIFFICULTY, officer);

    var outcome = screenings.recordScreening(refusal, passageOf("screening.record-screening"));
    var second =
        screenings.recordScreening(
            verdict(ref, true, null, officer), passageOf("screening.record-screening"));

    assertThat(outcome).isEqualTo(new Screened(false, List.of(ReasonCode.IN_DIFFICULTY)));
    assertThat(second).isEqualTo(outcome);
    assertThat(screenings.officer(ref)).contains(officer);
    assertThat(desk.events(ref)).containsOnlyOnce("SCREENED");
  }

  @Test
  void onlyAnIndependentOfficerScreens() {
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    var own = complete(anApplication().by(officer));

    assertThat(record(verdict(own, true, null, manager))).isInstanceOf(ScreeningNotAllowed.class);
    assertThat(record(verdict(own, true, null, "nobody"))).isInstanceOf(ScreeningNotAllowed.class);
    assertThat(record(verdict(own, true, null, officer))).isInstanceOf(ScreeningNotAllowed.class);
  }

  @Test
  void refusalNeedsAReason() {
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    var ref = complete(anApplication());

    assertThat(record(verdict(ref, false, null, officer))).isInstanceOf(ScreeningNotAllowed.class);
  }

  @Test
  void screenedApplicationBecomesEligible() {
    var ref = complete(anApplication());
    screenings.gatherFacts(ref, passageOf("screening.gather-facts"));

    screenings.recordEligibility(ref, passageOf("screening.record-eligibility"));
    screenings.recordEligibility(ref, passageOf("screening.record-eligibility"));

    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.ELIGIBLE);
    assertThat(desk.events(ref)).containsOnlyOnce("ELIGIBLE");
  }

  @Test
  @DisplayName("what an officer refused, or nobody looked at, becomes eligible through no model")
  void refusesEligibilityWithoutGround() {
    var unseen = complete(anApplication());
    var refused = complete(anApplication());
    screenings.gatherFacts(refused, passageOf("screening.gather-facts"));
    record(verdict(refused, false, ReasonCode.NOT_FIRST_RD, desk.person(Role.PROGRAMME_OFFICER)));

    for (var ref : List.of(unseen, refused)) {
      assertThatThrownBy(
              () -> screenings.recordEligibility(ref, passageOf("screening.record-eligibility")))
          .isInstanceOf(NotNow.class);
    }
  }

  @Test
  @DisplayName("completeness can be checked again after each answer of the applicant")
  void checksCompletenessSeveralTimes() {
    var told = anApplication().registeredAs(null);
    var ref = desk.submit(told);
    for (int number = 1; number <= 2; number++) {
      assertThat(screenings.checkCompleteness(ref, passageOf("check")).complete()).isFalse();
      ask(ref, InformationTopic.COMPLETENESS);
      assertThatThrownBy(() -> screenings.checkCompleteness(ref, passageOf("check")))
          .isInstanceOf(NotNow.class)
          .hasMessageContaining("waits for its applicant's answer");
      answer(ref, told, number == 1 ? null : "12345678");
    }

    assertThat(screenings.checkCompleteness(ref, passageOf("check")).complete()).isTrue();
    assertThat(screenings.checkCompleteness(ref, passageOf("check")).complete()).isTrue();
    assertThat(screenings.completeness(ref)).map(CompletenessCheck::complete).contains(true);
    assertThat(desk.events(ref))
        .containsSubsequence("INCOMPLETE", "INFORMATION_ANSWERED", "INCOMPLETE", "COMPLETE")
        .containsOnlyOnce("COMPLETE");
  }

  @Test
  @DisplayName("an officer may ask before the verdict, twice at most, and screens after the answer")
  void officerMayAskBeforeTheVerdict() {
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    var told = anApplication();
    var ref = complete(told);
    for (int round = 1; round <= 2; round++) {
      var step = passageOf("screening.record-screening");
      assertThat(screenings.ask(question(ref, officer), step)).isEqualTo(new QuestionKept());
      assertThat(screenings.ask(question(ref, officer), step)).isEqualTo(new QuestionKept());
      ask(ref, InformationTopic.SCREENING);
      answer(ref, told, null);
    }

    assertThat(screenings.ask(question(ref, officer), passageOf("screening.record-screening")))
        .isInstanceOfSatisfying(
            ScreeningNotAllowed.class,
            refused -> assertThat(refused.problem()).contains("as often as the rules allow"));
    assertThat(record(verdict(ref, true, null, officer))).isEqualTo(new Screened(true, List.of()));
    assertThat(screenings.ask(question(ref, officer), passageOf("screening.record-screening")))
        .isEqualTo(new Screened(true, List.of()));
  }

  @Test
  void onlyAnIndependentOfficerAsksAndNotNothing() {
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    var manager = desk.person(Role.PROGRAMME_MANAGER);
    var own = complete(anApplication().by(officer));
    var other = complete(anApplication());

    for (var refused :
        List.of(
            question(own, officer),
            question(other, manager),
            new AskApplicant(other, " ", officer),
            new AskApplicant(other, "x".repeat(8001), officer))) {
      assertThat(screenings.ask(refused, passageOf("screening.record-screening")))
          .isInstanceOf(ScreeningNotAllowed.class);
    }
    assertThat(information.roundsLeft(other, InformationTopic.SCREENING)).isEqualTo(2);
  }

  private static AskApplicant question(ApplicationRef ref, String officer) {
    return new AskApplicant(ref, "Who did the measurements?", officer);
  }

  private void ask(ApplicationRef ref, InformationTopic topic) {
    var now = OffsetDateTime.now(ZoneOffset.UTC);
    information.ask(ref, topic, now.plusDays(5), now.plusDays(10), passageOf("information.ask"));
  }

  private void answer(ApplicationRef ref, AnApplication told, @Nullable String registered) {
    var changes =
        registered == null
            ? Supplement.NONE
            : Supplement.of(anApplication().registeredAs(registered).dossier());
    information.answer(
        new AnswerInformation(ref, null, told.applicant(), "Here you are.", changes, List.of()));
  }

  private Facts gather(AnApplication told) {
    return gathered(complete(told));
  }

  private Facts gathered(ApplicationRef ref) {
    return screenings.gatherFacts(ref, passageOf("screening.gather-facts"));
  }

  private ApplicationRef complete(AnApplication told) {
    return desk.submitAndMove(told, ApplicationStatus.COMPLETE);
  }

  private ScreeningOutcome record(RecordScreening command) {
    return screenings.recordScreening(command, passageOf("screening.record-screening"));
  }

  private static RecordScreening verdict(
      ApplicationRef ref, boolean eligible, @Nullable ReasonCode reason, String officer) {
    return new RecordScreening(ref, eligible, reason, "Looked at the dossier.", officer);
  }
}
