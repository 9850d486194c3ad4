package eu.ttc.grants.information;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.DocumentInfo;
import eu.ttc.grants.application.DocumentKind;
import eu.ttc.grants.application.Documents;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.information.Answering.AlreadyAnswered;
import eu.ttc.grants.information.Answering.Answered;
import eu.ttc.grants.information.Answering.NothingAsked;
import eu.ttc.grants.information.Answering.TooLate;
import eu.ttc.grants.information.Asking.Asked;
import eu.ttc.grants.information.Asking.RoundsExhausted;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.NotNow;
import eu.ttc.grants.kernel.Unknown;
import eu.ttc.grants.reporting.Promises;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
class InformationModuleTest {

  private static final Duration PERIOD = Duration.ofDays(14);
  private static final String QUESTION = "Who did the measurements of 2024?";

  private final Information information;
  private final Applications applications;
  private final Documents documents;
  private final Promises promises;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;

  InformationModuleTest(
      Information information,
      Applications applications,
      Documents documents,
      Promises promises,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc) {
    this.information = information;
    this.applications = applications;
    this.documents = documents;
    this.promises = promises;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
  }

  @Nested
  class WhatIsMissing {

    private final AnApplication told = anApplication().registeredAs(null);
    private final ApplicationRef ref = desk.submit(told);

    @Test
    @DisplayName("is asked by the names of its fields, until a deadline, and stops the clock")
    void isAsked() {
      var step = passageOf("information.ask");

      var asked = ask(ref, InformationTopic.COMPLETENESS);
      var again = information.ask(ref, InformationTopic.COMPLETENESS, soon(), due(), step);
      var delivered = information.ask(ref, InformationTopic.COMPLETENESS, soon(), due(), step);

      assertThat(asked).isEqualTo(new Asked(1, 1));
      assertThat(again).isEqualTo(asked);
      assertThat(delivered).isEqualTo(asked);
      assertThat(status(ref)).isEqualTo(ApplicationStatus.INFO_REQUESTED);
      assertThat(desk.events(ref)).containsOnlyOnce("INFORMATION_REQUESTED");
      assertThat(information.of(ref))
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.takesAnswer(clock.instant())).isTrue();
                assertThat(request.roundsLeft()).isEqualTo(1);
                assertThat(request.question()).isNull();
                assertThat(request.missing())
                    .extracting(FieldProblem::field)
                    .containsExactly("enterprise.registrationNumber");
              });
    }

    @Test
    @DisplayName("is answered with a new frozen version; the one submitted stays word for word")
    void isAnswered() {
      var submitted = applications.versions(ref).getFirst();
      ask(ref, InformationTopic.COMPLETENESS);

      var answered = information.answer(answer(ref, told, "", registered("12345678")));

      assertThat(answered).isInstanceOf(Answered.class);
      assertThat(status(ref)).isEqualTo(ApplicationStatus.SUBMITTED);
      assertThat(applications.missing(ref)).isEmpty();
      assertThat(applications.get(ref).submittedAt()).isEqualTo(submitted.frozenAt());
      assertThat(applications.get(ref).undertaking()).contains("NL:12345678");
      assertThat(applications.versions(ref)).hasSize(2).first().isEqualTo(submitted);
      assertThat(applications.versions(ref).getLast())
          .satisfies(
              version -> {
                assertThat(version.sha256()).isNotEqualTo(submitted.sha256()).hasSize(64);
                assertThat(version.frozenBy()).isEqualTo(told.applicant());
                assertThat(version.dossier()).isEqualTo(applications.get(ref).dossier());
              });
      assertThat(information.of(ref).getFirst().answer())
          .satisfies(given -> assertThat(given.dossierVersion()).isEqualTo(2));
      assertThat(applications.submit(ref, told.applicant()).dossierSha256())
          .isEqualTo(submitted.sha256());
      assertThat(messages(ref, 1)).isOne();
      assertThat(promises.broken().values()).allMatch(broken -> broken == 0);
    }

    @Test
    void isAskedTwiceAtMost() {
      for (int round = 1; round <= 2; round++) {
        assertThat(information.roundsLeft(ref, InformationTopic.COMPLETENESS)).isEqualTo(3 - round);
        assertThat(ask(ref, InformationTopic.COMPLETENESS)).isEqualTo(new Asked(round, 2 - round));
        information.answer(answer(ref, told, "We have no number yet.", Supplement.NONE));
      }

      assertThat(ask(ref, InformationTopic.COMPLETENESS)).isEqualTo(new RoundsExhausted());
      assertThat(status(ref)).isEqualTo(ApplicationStatus.SUBMITTED);
      assertThat(applications.versions(ref)).hasSize(1);
    }

    @Test
    @DisplayName("may be a document, which is taken only while it is asked for")
    void mayBeADocument() {
      assertThatThrownBy(this::upload).isInstanceOf(NotNow.class);
      ask(ref, InformationTopic.COMPLETENESS);

      var document = upload();
      information.answer(
          new AnswerInformation(
              ref, 1, told.applicant(), "", Supplement.NONE, List.of(document.id())));

      assertThat(information.of(ref).getFirst().answer().documents())
          .containsExactly(document.id());
      assertThatThrownBy(() -> document("another"))
          .isInstanceOf(NotNow.class)
          .hasMessageContaining("SUBMITTED");
    }

    @Test
    void asksNothingWhenNothingIsMissing() {
      var complete = desk.submit(anApplication());

      assertThatThrownBy(() -> ask(complete, InformationTopic.COMPLETENESS))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Nothing is missing");
      assertThat(status(complete)).isEqualTo(ApplicationStatus.SUBMITTED);
    }

    @Test
    void asksNothingOfADraftOrOfWhatEnded() {
      var draft = desk.draft(anApplication().registeredAs(null));
      var ended = desk.submitAndMove(anApplication(), ApplicationStatus.REJECTED);
      jdbc.sql("delete from document where application = :ref")
          .param("ref", ended.value())
          .update();

      for (var closed : List.of(draft, ended)) {
        assertThatThrownBy(() -> ask(closed, InformationTopic.COMPLETENESS))
            .isInstanceOf(NotNow.class);
        assertThat(information.of(closed)).isEmpty();
      }
    }

    private DocumentInfo upload() {
      return document("proof");
    }

    private DocumentInfo document(String content) {
      return documents.add(
          ref,
          told.applicant(),
          DocumentKind.OTHER,
          "proof.txt",
          "text/plain",
          content.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Nested
  class AnOfficersQuestion {

    private final AnApplication told = anApplication();
    private final ApplicationRef ref = desk.submitAndMove(told, ApplicationStatus.COMPLETE);

    @Test
    void isAskedUnderTheOfficersNameAndAnswered() {
      prepare();
      assertThat(information.of(ref)).isEmpty();
      assertThat(information.answer(answer(ref, told, "A guess.", Supplement.NONE)))
          .isInstanceOf(NothingAsked.class);

      ask(ref, InformationTopic.SCREENING);
      information.answer(answer(ref, told, "We did, ourselves.", Supplement.NONE));

      assertThat(status(ref)).isEqualTo(ApplicationStatus.COMPLETE);
      assertThat(applications.history(ref))
          .filteredOn(entry -> entry.event().equals("INFORMATION_REQUESTED"))
          .singleElement()
          .satisfies(entry -> assertThat(entry.actor()).isEqualTo("olga"));
      assertThat(information.of(ref))
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.question()).isEqualTo(QUESTION);
                assertThat(request.state()).isEqualTo(InformationState.ANSWERED);
                assertThat(request.answer().answer()).isEqualTo("We did, ourselves.");
                assertThat(request.answer().dossierVersion()).isEqualTo(1);
              });
    }

    @Test
    @DisplayName("has rounds of its own, and a conversation is question, answer, further question")
    void hasRoundsOfItsOwn() {
      for (int round = 1; round <= 2; round++) {
        prepare();
        assertThat(ask(ref, InformationTopic.SCREENING)).isEqualTo(new Asked(round, 2 - round));
        information.answer(answer(ref, told, "Answer " + round, Supplement.NONE));
      }

      assertThat(information.roundsLeft(ref, InformationTopic.SCREENING)).isZero();
      assertThat(information.roundsLeft(ref, InformationTopic.COMPLETENESS)).isEqualTo(2);
      assertThatThrownBy(this::prepare).isInstanceOf(NotNow.class);
      assertThat(ask(ref, InformationTopic.SCREENING)).isEqualTo(new RoundsExhausted());
    }

    @Test
    void isNotAskedBeforeItIsWrittenNorWhileAnotherWaits() {
      assertThatThrownBy(() -> ask(ref, InformationTopic.SCREENING))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no officer's question");
      prepare();
      assertThatThrownBy(this::prepare).isInstanceOf(NotNow.class);
      assertThatThrownBy(() -> ask(ref, InformationTopic.COMPLETENESS)).isInstanceOf(NotNow.class);
    }

    @Test
    void isNotAnsweredWithoutWordsOrWithDocumentsOfOthers() {
      prepare();
      ask(ref, InformationTopic.SCREENING);

      assertThatThrownBy(
              () ->
                  information.answer(
                      new AnswerInformation(
                          ref,
                          1,
                          told.applicant(),
                          " ",
                          Supplement.NONE,
                          List.of(UUID.randomUUID()))))
          .isInstanceOfSatisfying(
              InvalidInput.class,
              wrong ->
                  assertThat(wrong.problems())
                      .extracting(FieldProblem::field, FieldProblem::rule)
                      .containsExactly(
                          tuple("answer", "required"), tuple("documentIds", "unknown")));
      assertThatThrownBy(
              () -> information.answer(answer(ref, told, "x".repeat(8001), Supplement.NONE)))
          .isInstanceOf(InvalidInput.class);
      assertThat(status(ref)).isEqualTo(ApplicationStatus.INFO_REQUESTED);
    }

    private void prepare() {
      desk.inTransaction(
          () -> {
            information.prepare(ref, QUESTION, "olga");
            return true;
          });
    }
  }

  @Nested
  class AnAnswer {

    private final AnApplication told = anApplication().registeredAs(null);
    private final ApplicationRef ref = desk.submit(told);

    @Test
    void isNotTakenBeforeAnythingIsAskedOrFromAnotherPerson() {
      assertThat(information.answer(answer(ref, told, "Early.", Supplement.NONE)))
          .isInstanceOf(NothingAsked.class);
      ask(ref, InformationTopic.COMPLETENESS);

      assertThatThrownBy(
              () ->
                  information.answer(
                      new AnswerInformation(
                          ref, 1, "somebody", "Mine.", Supplement.NONE, List.of())))
          .isInstanceOf(Unknown.class);
      assertThatThrownBy(
              () ->
                  information.answer(
                      new AnswerInformation(
                          ref, 7, told.applicant(), "Which?", Supplement.NONE, List.of())))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("number");
      assertThat(status(ref)).isEqualTo(ApplicationStatus.INFO_REQUESTED);
    }

    @Test
    void givenTwiceIsOneAnswerAlsoWhenTheNextRoundIsOpen() {
      ask(ref, InformationTopic.COMPLETENESS);
      var first = information.answer(answer(ref, told, "First.", Supplement.NONE));
      var second = information.answer(answer(ref, told, "Second.", Supplement.NONE));
      ask(ref, InformationTopic.COMPLETENESS);
      var late =
          information.answer(
              new AnswerInformation(
                  ref, 1, told.applicant(), "Third.", Supplement.NONE, List.of()));

      assertThat(first).isInstanceOf(Answered.class);
      assertThat(second).isInstanceOf(AlreadyAnswered.class).isEqualTo(late);
      assertThat(information.of(ref).getFirst().answer().answer()).isEqualTo("First.");
      assertThat(information.of(ref).getLast().state()).isEqualTo(InformationState.OPEN);
      assertThat(messages(ref, 1)).isOne();
    }

    @Test
    void comesTooLateAfterTheDeadlineWhetherOrNotTheTimerFired() {
      ask(ref, InformationTopic.COMPLETENESS);
      clock.advance(PERIOD.plusMinutes(1));

      assertThat(information.answer(answer(ref, told, "", registered("1"))))
          .isInstanceOf(TooLate.class);
      information.lapse(ref, 1, passageOf("information.lapse"));
      assertThat(information.answer(answer(ref, told, "", registered("1"))))
          .isInstanceOf(TooLate.class);
      assertThat(applications.versions(ref)).hasSize(1);
      assertThat(information.of(ref).getFirst().answer()).isNull();
    }

    @Test
    void isNotTakenOnceTheApplicationIsWithdrawn() {
      ask(ref, InformationTopic.COMPLETENESS);
      desk.inTransaction(
          () -> {
            applications.move(
                ref, ApplicationStatus.WITHDRAWN, "WITHDRAWN", told.applicant(), null);
            return true;
          });

      assertThatThrownBy(() -> information.answer(answer(ref, told, "", registered("1"))))
          .isInstanceOf(NotNow.class)
          .hasMessageContaining("WITHDRAWN");
      clock.advance(PERIOD.plusDays(1));
      assertThatThrownBy(() -> information.remind(ref, 1, passageOf("information.remind")))
          .isInstanceOf(NotNow.class);
      assertThatThrownBy(() -> information.lapse(ref, 1, passageOf("information.lapse")))
          .isInstanceOf(NotNow.class);
      assertThat(desk.events(ref)).endsWith("WITHDRAWN");
    }

    @Test
    @DisplayName("changes nothing when a field is impossible or what was told would be lost")
    void isRefusedWithTheFields() {
      ask(ref, InformationTopic.COMPLETENESS);
      var dossier = told.dossier();

      assertWrong(with(null, dossier.declarations(), 600_000L), "requestedAmountCents max");
      assertWrong(
          with(null, new Dossier.Declarations(true, null, false, false, false, true), null),
          "declarations.workStarted required");
      assertWrong(with(List.of(), dossier.declarations(), null), "partners required");
      assertThat(applications.versions(ref)).hasSize(1);
      assertThat(status(ref)).isEqualTo(ApplicationStatus.INFO_REQUESTED);
    }

    @Test
    @DisplayName("need not change what was right when it was submitted, such as a day now past")
    void leavesAloneWhatItDoesNotTouch() {
      ask(ref, InformationTopic.COMPLETENESS);
      var project = told.dossier().project();
      clock.stopAt(project.startsOn().plusDays(1));
      jdbc.sql("update information_request set due_at = :due where application = :ref")
          .param("due", clock.instant().plus(PERIOD).atOffset(ZoneOffset.UTC))
          .param("ref", ref.value())
          .update();

      assertWrong(
          new Supplement(
              null,
              new Dossier.Project(
                  project.title(),
                  project.summary(),
                  project.workPlan(),
                  project.startsOn().minusDays(1),
                  project.endsOn(),
                  project.sector()),
              null,
              null,
              null,
              null,
              null,
              null,
              null),
          "project.startsOn futureOrPresent");
      assertThat(information.answer(answer(ref, told, "", registered("12345"))))
          .isInstanceOf(Answered.class);
    }

    @Test
    void canBeDraftedWithoutTouchingTheDossier() {
      ask(ref, InformationTopic.COMPLETENESS);
      var typed = Map.of("enterprise.registrationNumber", "12-", "answer", "To be continued …");

      information.saveDraft(ref, 1, told.applicant(), Map.of("answer", "Older."));
      information.saveDraft(ref, 1, told.applicant(), typed);

      assertThat(information.draft(ref, 1)).isEqualTo(typed);
      assertThat(applications.versions(ref)).hasSize(1);
      assertThatThrownBy(() -> information.saveDraft(ref, 1, "somebody", typed))
          .isInstanceOf(Unknown.class);
      information.answer(answer(ref, told, "", registered("12")));
      assertThat(information.draft(ref, 1)).isEmpty();
      assertThatThrownBy(() -> information.saveDraft(ref, 1, told.applicant(), typed))
          .isInstanceOf(NotNow.class);
    }

    private void assertWrong(Supplement changes, String fieldAndRule) {
      assertThatThrownBy(() -> information.answer(answer(ref, told, "Look.", changes)))
          .isInstanceOfSatisfying(
              InvalidInput.class,
              wrong ->
                  assertThat(wrong.problems())
                      .extracting(problem -> problem.field() + " " + problem.rule())
                      .containsExactly(fieldAndRule));
    }

    private Supplement with(
        List<Dossier.Partner> partners, Dossier.Declarations declarations, Long requestedCents) {
      return new Supplement(
          null, null, partners, null, null, declarations, null, requestedCents, null);
    }
  }

  @Nested
  class TheTimers {

    private final AnApplication told = anApplication().registeredAs(null);
    private final ApplicationRef ref = desk.submit(told);

    @Test
    void remindOnceAtHalfTimeWithTheDueDate() {
      ask(ref, InformationTopic.COMPLETENESS);
      var due = information.of(ref).getFirst().dueAt();

      var early = information.remind(ref, 1, passageOf("information.remind"));
      clock.advance(PERIOD.dividedBy(2));
      var step = passageOf("information.remind");
      var reminded = information.remind(ref, 1, step);
      var delivered = information.remind(ref, 1, step);
      var again = information.remind(ref, 1, passageOf("information.remind"));

      assertThat(early.noted()).isFalse();
      assertThat(reminded.noted()).isTrue();
      assertThat(delivered).isEqualTo(reminded);
      assertThat(again.noted()).isFalse();
      assertThat(reminded.next().toInstant()).isAfter(due);
      assertThat(applications.history(ref))
          .filteredOn(entry -> entry.event().equals("INFORMATION_REMINDED"))
          .singleElement()
          .satisfies(
              entry ->
                  assertThat(entry.reason())
                      .isEqualTo(due.atZone(Applications.PROGRAMME_ZONE).toLocalDate().toString()));
    }

    @Test
    void lapseOnlyWhenTheDeadlineIsReallyOver() {
      ask(ref, InformationTopic.COMPLETENESS);
      var due = information.of(ref).getFirst().dueAt();

      var early = information.lapse(ref, 1, passageOf("information.lapse"));
      clock.stopAt(due);
      var step = passageOf("information.lapse");
      var lapsed = information.lapse(ref, 1, step);
      var delivered = information.lapse(ref, 1, step);

      assertThat(early).isEqualTo(new InformationCheck(InformationState.OPEN, early.dueAt()));
      assertThat(early.dueAt().toInstant()).isEqualTo(due);
      assertThat(lapsed.state()).isEqualTo(InformationState.LAPSED);
      assertThat(delivered).isEqualTo(lapsed);
      assertThat(status(ref)).isEqualTo(ApplicationStatus.SUBMITTED);
      assertThat(desk.events(ref)).containsOnlyOnce("INFORMATION_LAPSED");
      assertThat(messages(ref, 1)).isZero();
    }

    @Test
    void doNotLapseWhatIsAnswered() {
      ask(ref, InformationTopic.COMPLETENESS);
      information.answer(answer(ref, told, "Here.", Supplement.NONE));
      clock.advance(PERIOD.plusDays(1));

      assertThat(information.lapse(ref, 1, passageOf("information.lapse")).state())
          .isEqualTo(InformationState.ANSWERED);
      assertThat(desk.events(ref)).doesNotContain("INFORMATION_LAPSED");
    }

    @Test
    void addUpHowLongTheDecisionClockStoodStill() {
      clock.stopAt(clock.instant());
      assertThat(information.stoppedTime(ref)).isEqualTo(Duration.ZERO);
      ask(ref, InformationTopic.COMPLETENESS);
      clock.advance(Duration.ofHours(30));
      information.answer(answer(ref, told, "One.", Supplement.NONE));
      clock.advance(Duration.ofDays(3));
      ask(ref, InformationTopic.COMPLETENESS);
      clock.advance(Duration.ofHours(2));

      assertThat(information.stoppedTime(ref)).isEqualTo(Duration.ofHours(32));
      clock.advance(PERIOD);
      information.lapse(ref, 2, passageOf("information.lapse"));
      clock.advance(Duration.ofDays(9));
      assertThat(information.stoppedTime(ref)).isEqualTo(Duration.ofHours(32).plus(PERIOD));
    }
  }

  @Test
  void answerAndLapseAtTheSameInstantHaveOneOutcome() throws Exception {
    for (int round = 0; round < 10; round++) {
      var told = anApplication().registeredAs(null);
      var ref = desk.submit(told);
      ask(ref, InformationTopic.COMPLETENESS);
      clock.stopAt(information.of(ref).getFirst().dueAt());
      var go = new CountDownLatch(1);

      Answering answering;
      InformationCheck lapse;
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var answer =
            threads.submit(
                () -> {
                  go.await();
                  return information.answer(answer(ref, told, "", registered("1")));
                });
        var timer =
            threads.submit(
                () -> {
                  go.await();
                  return information.lapse(ref, 1, passageOf("information.lapse"));
                });
        go.countDown();
        answering = answer.get();
        lapse = timer.get();
      }

      boolean answered = answering instanceof Answered;
      assertThat(lapse.state())
          .isEqualTo(answered ? InformationState.ANSWERED : InformationState.LAPSED);
      assertThat(messages(ref, 1)).isEqualTo(answered ? 1 : 0);
      assertThat(applications.versions(ref)).hasSize(answered ? 2 : 1);
      assertThat(desk.events(ref))
          .containsOnlyOnce(answered ? "INFORMATION_ANSWERED" : "INFORMATION_LAPSED")
          .doesNotContain(answered ? "INFORMATION_LAPSED" : "INFORMATION_ANSWERED");
      clock.reset();
    }
  }

  @Test
  void answersAtTheSameTimeAreOneAnswer() throws Exception {
    var told = anApplication().registeredAs(null);
    var ref = desk.submit(told);
    ask(ref, InformationTopic.COMPLETENESS);
    var go = new CountDownLatch(1);

    List<Answering> outcomes;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers =
          List.of("1", "2", "3", "4", "5").stream()
              .map(
                  number ->
                      threads.submit(
                          () -> {
                            go.await();
                            return information.answer(
                                answer(ref, told, number, registered(number)));
                          }))
              .toList();
      go.countDown();
      outcomes = new ArrayList<>();
      for (var answer : answers) {
        outcomes.add(answer.get());
      }
    }

    assertThat(outcomes).hasAtLeastOneElementOfType(Answered.class);
    assertThat(outcomes).filteredOn(Answered.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(AlreadyAnswered.class::isInstance).hasSize(4);
    assertThat(applications.versions(ref)).hasSize(2);
    assertThat(messages(ref, 1)).isOne();
  }

  @Test
  @DisplayName("the database keeps what was asked, answered and frozen, and the number of rounds")
  void theDatabaseInsists() {
    var told = anApplication().registeredAs(null);
    var ref = desk.submit(told);
    ask(ref, InformationTopic.COMPLETENESS);
    information.answer(answer(ref, told, "Here.", registered("1")));

    assertRefused("update dossier_version set dossier = '{}' where application = ?", ref);
    assertRefused("delete from dossier_version where application = ?", ref);
    assertRefused("update information_answer set answer = 'x' where application = ?", ref);
    assertRefused("update information_request set question = 'x' where application = ?", ref);
    assertRefused(
        "update information_request set round = 3, rounds_at_most = 3 where application = ?", ref);
    assertRefused(
        """
        insert into dossier_version
        select application, 3, '{}', sha256, now(), 'x' from dossier_version
        where application = ? and number = 1
        """,
        ref);
    assertRefused("update application set dossier = '{}' where reference = ?", ref);
  }

  @Test
  @DisplayName("a frozen dossier changes in the database only with its next version, while asked")
  void frozenDossierChangesOnlyWithAVersion() {
    var told = anApplication().registeredAs(null);
    var ref = desk.submit(told);
    var older = "update application set dossier = '{}', dossier_sha256 = 'x' where reference = ?";

    assertRefused(older, ref);
    ask(ref, InformationTopic.COMPLETENESS);
    assertRefused(older, ref);
    information.answer(answer(ref, told, "", registered("1")));
    assertRefused(
        """
        update application a set dossier = v.dossier, dossier_sha256 = v.sha256
        from dossier_version v where v.application = a.reference and v.number = 1 and a.reference = ?
        """,
        ref);
  }

  private void assertRefused(String sql, ApplicationRef ref) {
    assertThatThrownBy(() -> jdbc.sql(sql).param(ref.value()).update())
        .as(sql)
        .isInstanceOf(DataAccessException.class);
  }

  private Asking ask(ApplicationRef ref, InformationTopic topic) {
    return information.ask(ref, topic, soon(), due(), passageOf("information.ask"));
  }

  private OffsetDateTime soon() {
    return clock.instant().plus(PERIOD.dividedBy(2)).atOffset(ZoneOffset.UTC);
  }

  private OffsetDateTime due() {
    return clock.instant().plus(PERIOD).atOffset(ZoneOffset.UTC);
  }

  private static AnswerInformation answer(
      ApplicationRef ref, AnApplication told, String text, Supplement changes) {
    return new AnswerInformation(ref, null, told.applicant(), text, changes, List.of());
  }

  /** The enterprise of every application here, with a register number. */
  private static Supplement registered(String number) {
    return new Supplement(
        anApplication().registeredAs(number).dossier().enterprise(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private ApplicationStatus status(ApplicationRef ref) {
    return applications.get(ref).status();
  }

  private long messages(ApplicationRef ref, int number) {
    return jdbc.sql(
            "select count(*) from outbox_record where record_key = :ref"
                + " and payload like '%information-answered%' and payload like :key")
        .param("ref", ref.value())
        .param("key", "%/information/" + number + "\"%")
        .query(Long.class)
        .single();
  }
}
