package eu.ttc.grants.call;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.AtOnce;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("A call")
class CallsModuleTest {

  private static final Instant OPENS = Instant.parse("2026-12-01T08:00:00Z");
  private static final Instant CLOSES = Instant.parse("2026-12-15T16:00:00Z");

  private final Calls calls;
  private final Applications applications;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;
  private String administrator = "";

  CallsModuleTest(
      Calls calls,
      Applications applications,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.calls = calls;
    this.applications = applications;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @BeforeEach
  void isAnnounced() {
    administrator = desk.person(Role.ADMINISTRATOR);
    desk.openCall();
    clock.stopAt(Instant.parse("2026-11-26T10:00:00Z"));
  }

  @Test
  @DisplayName("takes applications from its opening on, to the second, and not at its closing")
  void takesApplicationsToTheSecond() {
    var call = announce();
    var early = draft(call);
    var inTime = draft(call);
    var late = draft(call);

    clock.stopAt(OPENS.minusMillis(1));
    assertThat(calls.find(call).orElseThrow().state()).isEqualTo(CallState.ANNOUNCED);
    assertThatExceptionOfType(NotNow.class)
        .isThrownBy(() -> submit(early))
        .withMessageContainingAll(call, "opens", early.value());
    clock.stopAt(OPENS);
    submit(early);
    clock.stopAt(CLOSES.minusMillis(1));
    submit(inTime);
    clock.stopAt(CLOSES);
    assertThat(calls.find(call).orElseThrow().state()).isEqualTo(CallState.CLOSED);
    assertThatExceptionOfType(NotNow.class)
        .isThrownBy(() -> submit(late))
        .withMessageContainingAll(call, "too late", late.value());

    assertThat(status(early)).isEqualTo(ApplicationStatus.SUBMITTED);
    assertThat(status(inTime)).isEqualTo(ApplicationStatus.SUBMITTED);
    assertThat(status(late)).isEqualTo(ApplicationStatus.DRAFT);
    assertThat(calls.answered(inTime).reference()).isEqualTo(call);
  }

  @ParameterizedTest
  @CsvSource({"fr, languageOfCall", "xx, languageOfCall", ", required"})
  @DisplayName(
      "refuses an application in a language that is not one of its own, and keeps the draft")
  void takesItsLanguagesOnly(@Nullable String language, String rule) {
    var call = announce();
    var ref = draft(call, language);
    clock.stopAt(OPENS);

    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> submit(ref))
        .satisfies(
            refused ->
                assertThat(refused.problems())
                    .extracting(FieldProblem::field, FieldProblem::rule)
                    .containsExactly(tuple("fund.language", rule)));
    assertThat(applications.hindrances(ref)).hasSize(1);
    assertThat(status(ref)).isEqualTo(ApplicationStatus.DRAFT);
    assertThat(calls.submissions(call)).isEmpty();

    for (var taken : List.of("nl", "de")) {
      var other = draft(call, taken);
      submit(other);
      assertThat(status(other)).isEqualTo(ApplicationStatus.SUBMITTED);
    }
  }

  @Test
  @DisplayName("of one language needs not be told in which one an application is written")
  void ofOneLanguageNeedsNotBeTold() {
    desk.openCall();
    clock.reset();
    var ref = draft(ApplicationDesk.CALL, null);

    submit(ref);

    assertThat(status(ref)).isEqualTo(ApplicationStatus.SUBMITTED);
  }

  @Test
  @DisplayName("starts the lifecycle of the fund, not that of a voucher")
  void startsTheLifecycleOfTheFund() {
    var ref = draft(announce());
    clock.stopAt(OPENS);
    submit(ref);
    submit(ref);

    assertThat(
            jdbc.sql("select payload from outbox_record where record_key = :ref")
                .param("ref", ref.value())
                .query(String.class)
                .list())
        .singleElement()
        .asString()
        .contains("fund-application-submitted");
  }

  @Test
  @DisplayName("that was announced before calls had a lifecycle gets one, exactly once")
  void getsAMissingLifecycleOnce() throws InterruptedException {
    var known = announce();
    var old = "C-1998-%02d".formatted(ThreadLocalRandom.current().nextInt(1_000_000));
    jdbc.sql(
            """
            insert into fund_call (reference, title, opens_at, closes_at, languages, budget_line, ruleset,
                                   grants_expected_on, announced_by, announced_at)
            select :old, title, opens_at, closes_at, languages, budget_line, ruleset, grants_expected_on,
                   announced_by, announced_at from fund_call where reference = :known
            """)
        .param("old", old)
        .param("known", known)
        .update();
    assertThat(announcements(old)).isEmpty();

    var begun = AtOnce.happen(calls::beginMissing, calls::beginMissing);

    assertThat(begun).allMatch(AtOnce.Done.class::isInstance);
    assertThat(calls.beginMissing()).isEmpty();
    assertThat(announcements(old))
        .singleElement()
        .asString()
        .contains("call-announced", old, Applications.inProgramme(CLOSES).toString());
    assertThat(announcements(known)).hasSize(1);
  }

  private List<String> announcements(String call) {
    return jdbc.sql("select payload from outbox_record where record_key = :call")
        .param("call", call)
        .query(String.class)
        .list();
  }

  @Test
  @DisplayName("that an administrator closes is too late for everybody from then on, with a reason")
  void isClosedEarly() {
    var call = announce();
    var ref = draft(call);
    clock.stopAt(OPENS.plusSeconds(60));

    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> calls.close(call, " ", administrator));
    var closed = calls.close(call, "The money goes elsewhere.", administrator);

    assertThat(closed.state()).isEqualTo(CallState.CLOSED);
    assertThat(closed.closingReason()).isEqualTo("The money goes elsewhere.");
    assertThatExceptionOfType(NotNow.class).isThrownBy(() -> submit(ref));
    assertThatExceptionOfType(NotNow.class)
        .isThrownBy(() -> calls.close(call, "Again.", administrator));
    assertThatExceptionOfType(Unknown.class)
        .isThrownBy(() -> calls.close("C-1999-01", "Why not.", administrator));
  }

  @Test
  @DisplayName("is announced and closed by administrators only")
  void isForAdministrators() {
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    var call = announce();

    assertThatExceptionOfType(NotNow.class).isThrownBy(() -> calls.announce(wanted(), officer));
    assertThatExceptionOfType(NotNow.class)
        .isThrownBy(() -> calls.close(call, "No reason.", officer));
  }

  @Test
  @DisplayName("is numbered within the year, has the fund's money and the rules of the grants' day")
  void isNumbered() {
    var first = calls.find(announce()).orElseThrow();
    var second = calls.find(announce()).orElseThrow();

    assertThat(first.reference()).startsWith("C-2026-");
    assertThat(number(second)).isEqualTo(number(first) + 1);
    assertThat(first.budgetLine()).isEqualTo("FUND");
    assertThat(first.ruleset()).isEqualTo("FUND-AID-2024");
    assertThat(first.languages()).containsExactly(Language.NL, Language.DE);
  }

  @ParameterizedTest(name = "{0} to {1}, grants {2}: {3}")
  @DisplayName("must make sense")
  @CsvSource(
      nullValues = "none",
      value = {
        "none, 2026-12-15T16:00:00Z, 2027-03-01, opensAt required",
        "2026-12-01T08:00:00Z, none, 2027-03-01, closesAt required",
        "2026-12-01T08:00:00Z, 2026-12-01T08:00:00Z, 2027-03-01, closesAt afterOpening",
        "2026-01-01T08:00:00Z, 2026-11-26T10:00:00Z, 2027-03-01, closesAt future",
        "2026-12-01T08:00:00Z, 2026-12-15T16:00:00Z, none, grantsExpectedOn required",
        "2026-12-01T08:00:00Z, 2026-12-15T16:00:00Z, 2026-12-15, grantsExpectedOn afterClosing",
        "2026-12-01T08:00:00Z, 2026-12-15T16:00:00Z, 2035-01-01, grantsExpectedOn noRules"
      })
  void mustMakeSense(
      @Nullable Instant opens,
      @Nullable Instant closes,
      @Nullable LocalDate grants,
      String problem) {
    var wanted = new AnnounceCall("Call", opens, closes, List.of(Language.NL), grants);

    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> calls.announce(wanted, administrator))
        .satisfies(
            wrong ->
                assertThat(wrong.problems())
                    .extracting(told -> told.field() + " " + told.rule())
                    .containsExactly(problem));
  }

  @Test
  @DisplayName("needs a title and a language")
  void needsTitleAndLanguage() {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(
            () ->
                calls.announce(
                    new AnnounceCall(" ", OPENS, CLOSES, List.of(), LocalDate.of(2027, 3, 1)),
                    administrator))
        .satisfies(
            wrong ->
                assertThat(wrong.problems())
                    .extracting(FieldProblem::field)
                    .containsExactly("title", "languages"));
  }

  @Test
  @DisplayName("stays as it was announced, and no late application gets past the database")
  void staysInTheDatabase() {
    var call = announce();
    var ref = draft(call);

    assertThatThrownBy(
            () ->
                jdbc.sql("update fund_call set closes_at = closes_at + interval '1 day'").update())
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(
            () ->
                jdbc.sql("insert into call_submission values (:ref, :call, :at)")
                    .param("ref", ref.value())
                    .param("call", call)
                    .param("at", CLOSES.atOffset(ZoneOffset.UTC))
                    .update())
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("is not open");
  }

  @Test
  @DisplayName("must be there for a draft to name it")
  void mustBeThere() {
    var told = anApplication().forTheFund(Cents.euros(200_000)).answering("C-1999-01");

    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> applications.draft(told.scheme(), told.dossier(), told.applicant()))
        .satisfies(
            wrong ->
                assertThat(wrong.problems())
                    .extracting(problem -> problem.field() + " " + problem.rule())
                    .containsExactly("fund.call unknownCall"));
  }

  private String announce() {
    return calls.announce(wanted(), administrator).reference();
  }

  private static AnnounceCall wanted() {
    return new AnnounceCall(
        "First call",
        OPENS.plusMillis(400),
        CLOSES.plusMillis(400),
        List.of(Language.DE, Language.NL, Language.DE),
        LocalDate.of(2027, 3, 1));
  }

  private ApplicationRef draft(String call) {
    return draft(call, "de");
  }

  private ApplicationRef draft(String call, @Nullable String language) {
    AnApplication told =
        anApplication().by("lead").forTheFund(Cents.euros(200_000)).answering(call).in(language);
    return desk.draft(told);
  }

  private void submit(ApplicationRef ref) {
    applications.submit(ref, "lead");
  }

  private ApplicationStatus status(ApplicationRef ref) {
    return applications.get(ref).status();
  }

  private static int number(CallView call) {
    return Integer.parseInt(call.reference().substring("C-2026-".length()));
  }
}
