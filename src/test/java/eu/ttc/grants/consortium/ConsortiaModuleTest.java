package eu.ttc.grants.consortium;

import static eu.ttc.grants.testing.AMember.aMember;
import static eu.ttc.grants.testing.AMember.costs;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.hold.Holds;
import eu.ttc.grants.hold.PutOnHold;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.notification.NotificationView;
import eu.ttc.grants.notification.Notifications;
import eu.ttc.grants.screening.PartyFacts;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.stateaid.AidOutcome;
import eu.ttc.grants.testing.AidTables;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("A consortium")
class ConsortiaModuleTest {

  private static final Duration PERIOD = Duration.ofDays(21);

  private final Consortia consortia;
  private final FundProjects projects;
  private final AidComputations computations;
  private final Screenings screenings;
  private final Applications applications;
  private final Notifications notifications;
  private final Holds holds;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;
  private String lead = "";
  private String partner = "";

  ConsortiaModuleTest(
      Consortia consortia,
      FundProjects projects,
      AidComputations computations,
      Screenings screenings,
      Applications applications,
      Notifications notifications,
      Holds holds,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.consortia = consortia;
    this.projects = projects;
    this.computations = computations;
    this.screenings = screenings;
    this.applications = applications;
    this.notifications = notifications;
    this.holds = holds;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @BeforeEach
  void people() {
    clock.stopAt(Instant.parse("2026-11-26T10:00:00Z"));
    lead = desk.person(Role.APPLICANT);
    partner = desk.person(Role.APPLICANT);
  }

  @Nested
  @DisplayName("whose partners are asked")
  class Asked {

    private ApplicationRef ref = ApplicationRef.of("F-2026-000001");

    @BeforeEach
    void ask() {
      ref = complete(f1());
      ConsortiaModuleTest.this.ask(ref);
    }

    @Test
    @DisplayName("is told to each of them in the language of its region, with a link of its own")
    void isToldToEach() {
      assertThat(notifications.of(ref))
          .filteredOn(told -> told.template().name().equals("PARTICIPATION_ASKED"))
          .extracting(NotificationView::recipient, NotificationView::language)
          .containsExactly(tuple("partner 2", Language.DE), tuple("partner 3", Language.FR));
      assertThat(tokens(ref)).hasSize(2).doesNotHaveDuplicates().allMatch(t -> t.length() == 43);
      assertThat(consortia.invitation(ref, 2))
          .hasValueSatisfying(told -> assertThat(told.email()).isEqualTo("post@b.example"));
      assertThat(desk.events(ref)).contains("PARTICIPATION_ASKED");
    }

    @Test
    @DisplayName("is confirmed when the last of them confirms, which its lifecycle is told once")
    void isConfirmedByAll() {
      var third = desk.person(Role.APPLICANT);
      consortia.confirm(tokens(ref).get(0), partner);
      assertThat(state(ref)).isEqualTo(ConsortiumState.OPEN);
      assertThat(messages(ref)).isZero();

      consortia.confirm(tokens(ref).get(1), third);
      consortia.confirm(tokens(ref).get(1), third);

      assertThat(state(ref)).isEqualTo(ConsortiumState.CONFIRMED);
      assertThat(messages(ref)).isOne();
      assertThat(check(ref).state()).isEqualTo(ConsortiumState.CONFIRMED);
      assertThat(status(ref)).isEqualTo(ApplicationStatus.COMPLETE);
      assertThat(desk.events(ref))
          .containsSubsequence(
              "PARTICIPATION_ASKED", "PARTICIPATION_CONFIRMED", "CONSORTIUM_CONFIRMED");
    }

    @Test
    @DisplayName("is confirmed by neither its lead, nor staff, nor one person for two partners")
    void isConfirmedByThePartnersThemselves() {
      var tokens = tokens(ref);
      var officer = desk.person(Role.PROGRAMME_OFFICER);

      assertThatExceptionOfType(NotNow.class)
          .isThrownBy(() -> consortia.confirm(tokens.get(0), lead))
          .withMessageContaining("lead");
      assertThatExceptionOfType(NotNow.class)
          .isThrownBy(() -> consortia.confirm(tokens.get(0), officer));
      consortia.confirm(tokens.get(0), partner);
      assertThatExceptionOfType(NotNow.class)
          .isThrownBy(() -> consortia.confirm(tokens.get(1), partner))
          .withMessageContaining("another partner");
      assertThatExceptionOfType(Unknown.class)
          .isThrownBy(() -> consortia.confirm("no-such-link", partner));
    }

    @Test
    @DisplayName("lapses when one of them declines, with a reason for the lead")
    void lapsesWhenOneDeclines() {
      var token = tokens(ref).get(0);
      assertThatExceptionOfType(InvalidInput.class)
          .isThrownBy(() -> consortia.decline(token, partner, " "));

      consortia.decline(token, partner, "We have no staff for it.");

      assertThat(messages(ref)).isOne();
      assertThat(check(ref).state()).isEqualTo(ConsortiumState.DECLINED);
      assertThat(status(ref)).isEqualTo(ApplicationStatus.LAPSED);
      assertThat(desk.events(ref)).endsWith("PARTICIPATION_DECLINED", "CONSORTIUM_DECLINED");
      assertThatExceptionOfType(NotNow.class)
          .isThrownBy(() -> consortia.confirm(tokens(ref).get(1), desk.person(Role.APPLICANT)));
      assertThat(consortia.of(ref).orElseThrow().partners().getFirst().reason())
          .isEqualTo("We have no staff for it.");
    }

    @Test
    @DisplayName("reminds those who did not answer, and lapses when the time is over")
    void remindsAndLapses() {
      consortia.confirm(tokens(ref).get(0), partner);
      var passage = passageOf("consortium.remind");
      assertThat(consortia.remind(ref, 1, passage)).isOne();
      assertThat(consortia.remind(ref, 1, passage)).isOne();
      clock.advance(PERIOD.minusSeconds(1));
      assertThat(check(ref).state()).isEqualTo(ConsortiumState.OPEN);
      clock.advance(Duration.ofSeconds(1));

      assertThatExceptionOfType(NotNow.class)
          .isThrownBy(() -> consortia.confirm(tokens(ref).get(1), desk.person(Role.APPLICANT)));
      assertThat(check(ref).state()).isEqualTo(ConsortiumState.LAPSED);

      assertThat(status(ref)).isEqualTo(ApplicationStatus.LAPSED);
      assertThat(desk.events(ref))
          .containsOnlyOnce("PARTICIPATION_REMINDED")
          .endsWith("CONSORTIUM_LAPSED");
    }

    @Test
    @DisplayName("waits longer when the case is on hold, and nobody answers meanwhile")
    void waitsLongerOnHold() {
      var due = consortia.of(ref).orElseThrow().dueAt();
      var officer = desk.person(Role.PROGRAMME_OFFICER);
      holds.place(
          new PutOnHold(
              ref,
              "Moving house.",
              clock.instant().plus(Duration.ofDays(10)).atOffset(ZoneOffset.UTC).toLocalDate(),
              officer));

      assertThat(consortia.of(ref).orElseThrow().dueAt()).isAfter(due.plus(Duration.ofDays(9)));
      assertThatExceptionOfType(NotNow.class)
          .isThrownBy(() -> consortia.confirm(tokens(ref).getFirst(), partner));
    }

    @Test
    @DisplayName("is not asked again about the same dossier")
    void isNotAskedAgain() {
      var again = consortia.ask(ref, due(), passageOf("consortium.ask"));
      assertThat(again.number()).isOne();
      confirmAll(ref);

      var confirmed = consortia.ask(ref, due(), passageOf("consortium.ask"));

      assertThat(confirmed.number()).isOne();
      assertThat(confirmed.state()).isEqualTo(ConsortiumState.CONFIRMED);
      assertThat(tokens(ref)).hasSize(2);
    }

    @Test
    @DisplayName("keeps what was answered, whatever else is tried")
    void keepsAnswers() {
      consortia.confirm(tokens(ref).get(0), partner);

      assertThatThrownBy(
              () ->
                  jdbc.sql(
                          "update participation set state = 'OPEN', answered_by = null,"
                              + " answered_at = null where application = :ref")
                      .param("ref", ref.value())
                      .update())
          .isInstanceOf(DataAccessException.class);
      assertThatThrownBy(
              () ->
                  jdbc.sql(
                          "update consortium_request set state = 'CONFIRMED', settled_at = now()"
                              + " where application = :ref")
                      .param("ref", ref.value())
                      .update())
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining("Not every partner");
    }
  }

  @Test
  @DisplayName("is not asked before its application is complete")
  void isNotAskedBefore() {
    var ref = desk.submit(f1());

    assertThatExceptionOfType(NotNow.class).isThrownBy(() -> ask(ref));
  }

  @Test
  @DisplayName("is complete only with what each partner is asked")
  void isCompleteOnlyWithAllOfThem() {
    var told =
        anApplication()
            .by(lead)
            .forTheFund(Cents.euros(200_000))
            .with(aMember("B", Region.AACHEN).reachedAt(null).bearing(null).told());
    var ref = desk.submit(told);

    assertThat(applications.missing(ref))
        .extracting(FieldProblem::field)
        .containsExactly(
            "partners[0].member.email",
            "partners[0].member.participation.costs",
            "partners[0].member.participation.ownFundsCents");
  }

  @Test
  @DisplayName("cannot have a partner twice, in the wrong country, or other aid for no costs")
  void cannotBeImpossible() {
    var aid =
        new Dossier.Participation(
            new Dossier.PerCategory(100_00L, null, null, null, null, null),
            new Dossier.PerCategory(null, 50_00L, null, null, null, null),
            0L,
            null,
            null);
    var elsewhere = aMember("B", Region.AACHEN).told();
    var told =
        anApplication()
            .forTheFund(Cents.euros(200_000))
            .with(
                new Dossier.Partner("B", "NL", Region.AACHEN, null, "1", 1L, elsewhere.member()),
                aMember("b ", Region.LIEGE).bearing(aid).told());
    desk.openCall();

    assertThat(applications.problems(told.scheme(), told.dossier()))
        .extracting(problem -> problem.field() + " " + problem.rule())
        .containsExactly(
            "partners[0].country otherRegion",
            "partners[0].shareCents notInFund",
            "partners[1].member.participation.otherAid.experimentalDevelopmentCents noSuchCosts",
            "partners[1].name twice");
  }

  @Test
  @DisplayName("gives facts about each partner: place, size, difficulty, and who belongs to whom")
  void givesFacts() {
    var ref =
        complete(
            anApplication()
                .by(lead)
                .registeredAs("777001")
                .forTheFund(Cents.euros(200_000))
                .with(
                    aMember("B", Region.AACHEN).employing(400).losing(900_000).told(),
                    aMember("C", Region.LIEGE).controlledBy("NL", "777 001").owingRecovery().told(),
                    aMember("D", Region.OTHER).asInstitute().told()));
    screenings.gatherFacts(ref, passageOf("screening.gather-facts"));

    var facts = screenings.gatherConsortium(ref, passageOf("screening.gather-consortium"));

    assertThat(facts.parties())
        .extracting(
            PartyFacts::number,
            PartyFacts::undertaking,
            PartyFacts::country,
            PartyFacts::smeCategory,
            PartyFacts::inDifficulty,
            PartyFacts::recoveryOrder,
            PartyFacts::economicActivity)
        .containsExactly(
            tuple(1, 1, "NL", SmeCategory.SMALL, false, false, true),
            tuple(2, 2, "DE", SmeCategory.LARGE, true, false, true),
            tuple(3, 1, "BE", SmeCategory.MEDIUM, false, true, true),
            tuple(4, 4, null, null, false, false, false));
    assertThat(screenings.consortium(ref)).contains(facts);
  }

  @Test
  @DisplayName("makes the project of case F1, whose grant is EUR 200,000 to the cent")
  void makesTheProjectOfF1() {
    var ref =
        complete(
            anApplication()
                .by(lead)
                .forTheFund(Cents.euros(250_000))
                .with(aMember("B", Region.AACHEN).told()));
    screenings.gatherFacts(ref, passageOf("screening.gather-facts"));
    screenings.gatherConsortium(ref, passageOf("screening.gather-consortium"));

    var step = passageOf("consortium.take-project");
    assertThat(projects.take(ref, step)).isOne();
    assertThat(projects.take(ref, step)).isOne();
    var prepared = computations.prepare(ref, passageOf("stateaid.prepare-aid"));
    var computed =
        computations.compute(
            ref,
            prepared.project(),
            AidTables.answers(prepared.questions()),
            passageOf("stateaid.compute-aid"));

    assertThat(prepared.crossBorder()).isTrue();
    assertThat(computed.grant()).isEqualTo(Cents.euros(200_000));
  }

  @Test
  @DisplayName("counts other aid that a partner states (case F5), and work that began too early")
  void countsOtherAid() {
    var aided =
        new Dossier.Participation(
            new Dossier.PerCategory(60_000_00L, 100_000_00L, null, null, null, null),
            new Dossier.PerCategory(null, 20_000_00L, null, null, null, null),
            80_000_00L,
            null,
            null);
    var ref =
        complete(
            anApplication()
                .by(lead)
                .forTheFund(Cents.euros(250_000))
                .with(aMember("B", Region.AACHEN).bearing(aided).told()));

    assertThat(computed(ref, false).grant()).isEqualTo(Cents.euros(180_000));
    computed(complete(f1().withWorkStarted()), true);
  }

  @Test
  @DisplayName("needs facts about its partners before a project is made of it")
  void needsFacts() {
    var ref = complete(f1());

    assertThatExceptionOfType(NotNow.class)
        .isThrownBy(() -> projects.take(ref, passageOf("consortium.take-project")));
    assertThatExceptionOfType(NotNow.class)
        .isThrownBy(
            () -> screenings.gatherConsortium(ref, passageOf("screening.gather-consortium")));
  }

  private AidOutcome computed(ApplicationRef ref, boolean workStarted) {
    screenings.gatherFacts(ref, passageOf("screening.gather-facts"));
    screenings.gatherConsortium(ref, passageOf("screening.gather-consortium"));
    projects.take(ref, passageOf("consortium.take-project"));
    var prepared = computations.prepare(ref, passageOf("stateaid.prepare-aid"));
    assertThat(prepared.questions()).allMatch(asked -> asked.workStarted() == workStarted);
    return computations.compute(
        ref,
        prepared.project(),
        AidTables.answers(prepared.questions()),
        passageOf("stateaid.compute-aid"));
  }

  /** With partners in Aachen and Liège. */
  private AnApplication f1() {
    return anApplication()
        .by(lead)
        .forTheFund(Cents.euros(200_000))
        .with(
            aMember("B", Region.AACHEN).reachedAt("post@b.example").told(),
            aMember("C", Region.LIEGE).bearing(costs(20_000, 20_000)).told());
  }

  private ApplicationRef complete(AnApplication told) {
    var ref = desk.submit(told);
    assertThat(
            screenings.checkCompleteness(ref, passageOf("screening.check-completeness")).complete())
        .isTrue();
    return ref;
  }

  private void ask(ApplicationRef ref) {
    consortia.ask(ref, due(), passageOf("consortium.ask"));
  }

  private ConsortiumCheck check(ApplicationRef ref) {
    return consortia.check(ref, 1, passageOf("consortium.check"));
  }

  private void confirmAll(ApplicationRef ref) {
    tokens(ref).forEach(token -> consortia.confirm(token, desk.person(Role.APPLICANT)));
  }

  private OffsetDateTime due() {
    return clock.instant().plus(PERIOD).atOffset(ZoneOffset.UTC);
  }

  private List<String> tokens(ApplicationRef ref) {
    return jdbc.sql("select token from participation where application = :ref order by partner")
        .param("ref", ref.value())
        .query(String.class)
        .list();
  }

  private long messages(ApplicationRef ref) {
    return jdbc.sql(
            "select count(*) from outbox_record where record_key = :ref"
                + " and payload like '%consortium-settled%'")
        .param("ref", ref.value())
        .query(Long.class)
        .single();
  }

  private ConsortiumState state(ApplicationRef ref) {
    return consortia.of(ref).orElseThrow().state();
  }

  private ApplicationStatus status(ApplicationRef ref) {
    return applications.get(ref).status();
  }
}
