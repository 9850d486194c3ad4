package eu.ttc.grants.notification;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.evaluation.ConsensusMeetings;
import eu.ttc.grants.evaluation.DeclareIndependence;
import eu.ttc.grants.evaluation.DrawnExpert;
import eu.ttc.grants.evaluation.EvaluationRounds;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.evaluation.ExpertDraws;
import eu.ttc.grants.evaluation.RecordEvaluation;
import eu.ttc.grants.evaluation.Score;
import eu.ttc.grants.identity.Account;
import eu.ttc.grants.identity.Accounts;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.ModuleTest;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.withdrawal.Withdrawals;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

@ModuleTest
@DisplayName("Experts and moderators are mailed")
class EvaluationMailModuleTest {

  private final EvaluationRounds rounds;
  private final ExpertDraws draws;
  private final Evaluations evaluations;
  private final ConsensusMeetings meetings;
  private final Applications applications;
  private final Withdrawals withdrawals;
  private final Notifications notifications;
  private final Situations situations;
  private final MailWriter writer;
  private final Accounts accounts;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final JdbcClient jdbc;
  private final String tasklistUrl;

  EvaluationMailModuleTest(
      EvaluationRounds rounds,
      ExpertDraws draws,
      Evaluations evaluations,
      ConsensusMeetings meetings,
      Applications applications,
      Withdrawals withdrawals,
      Notifications notifications,
      Situations situations,
      MailWriter writer,
      Accounts accounts,
      ApplicationDesk desk,
      TestClock clock,
      JdbcClient jdbc,
      @Value("${grants.tasklist-url}") String tasklistUrl) {
    this.rounds = rounds;
    this.draws = draws;
    this.evaluations = evaluations;
    this.meetings = meetings;
    this.applications = applications;
    this.withdrawals = withdrawals;
    this.notifications = notifications;
    this.situations = situations;
    this.writer = writer;
    this.accounts = accounts;
    this.desk = desk;
    this.clock = clock;
    this.jdbc = jdbc;
    this.tasklistUrl = tasklistUrl;
  }

  /** Experts of other tests are out of work meanwhile. */
  @BeforeEach
  void nobodyElse() {
    jdbc.sql("update expert set sectors = array['NONE']").update();
    for (var country : List.of("BE", "DE", "NL", "LU", "FR")) {
      expert(country);
    }
  }

  @Test
  @DisplayName("once when they are drawn, with the date and Tasklist, however often the step comes")
  void whenDrawn() {
    var ref = opened();
    var step = passageOf("evaluation.draw-expert");
    var drawn = draws.draw(ref, 1, inDays(7), step);
    draws.draw(ref, 1, inDays(7), step);
    draws.draw(ref, 1, inDays(7), passageOf("evaluation.draw-expert"));

    assertThat(told(ref))
        .containsExactly(tuple(MailTemplate.EXPERT_INVITED, drawn.expert(), Language.EN));
    var situation = situation(ref, MailTemplate.EXPERT_INVITED);
    assertThat(situation.due()).contains(Due.at(drawn.dueAt().toInstant()));
    assertThat(situation.answerOn()).contains(tasklistUrl);
  }

  @Test
  @DisplayName("of a reminder to declare, later of one to score, each once and with its own date")
  void reminders() {
    var ref = opened();
    var drawn = draw(ref, 1);
    remind(ref, drawn);
    remind(ref, drawn);
    var declarationDue = situation(ref, MailTemplate.DECLARATION_REMINDED).due();
    declare(ref, drawn);
    remind(ref, drawn);

    assertThat(told(ref))
        .extracting(one -> one.toList().getFirst())
        .containsExactly(
            MailTemplate.EXPERT_INVITED,
            MailTemplate.DECLARATION_REMINDED,
            MailTemplate.SCORES_REMINDED);
    assertThat(declarationDue).contains(Due.at(drawn.dueAt().toInstant()));
    assertThat(situation(ref, MailTemplate.SCORES_REMINDED).due())
        .isPresent()
        .isNotEqualTo(declarationDue);
  }

  @Test
  @DisplayName("when another one takes over, and the other one is invited")
  void whenReplaced() {
    var ref = opened();
    var silent = draw(ref, 1);
    clock.advance(Duration.ofDays(8));
    assertThat(
            draws.replaceSilent(
                ref, silent.evaluation(), passageOf("evaluation.replace-silent-expert")))
        .isTrue();
    var next = draw(ref, 1);

    assertThat(told(ref))
        .containsExactly(
            tuple(MailTemplate.EXPERT_INVITED, silent.expert(), Language.EN),
            tuple(MailTemplate.EXPERT_RELIEVED, silent.expert(), Language.EN),
            tuple(MailTemplate.EXPERT_INVITED, next.expert(), Language.EN));
    assertThat(situation(ref, MailTemplate.EXPERT_RELIEVED).due()).isEmpty();
  }

  @Test
  @DisplayName(
      "when the application is withdrawn, to who was to declare or to score, and nobody else")
  void whenWithdrawn() {
    var ref = opened();
    var silent = draw(ref, 1);
    clock.advance(Duration.ofDays(8));
    draws.replaceSilent(ref, silent.evaluation(), passageOf("evaluation.replace-silent-expert"));
    var declaring = draw(ref, 1);
    var scoring = draw(ref, 2);
    declare(ref, scoring);
    scored(ref, 3, "4");

    withdrawals.withdraw(ref, applications.get(ref).applicant(), "");
    withdrawals.withdraw(ref, applications.get(ref).applicant(), "");

    assertThat(recipients(ref, MailTemplate.EVALUATION_ENDED))
        .containsExactlyInAnyOrder(declaring.expert(), scoring.expert());
    assertThat(situation(ref, MailTemplate.EVALUATION_ENDED).due()).isEmpty();
  }

  @Test
  @DisplayName("when the application is withdrawn before the meeting, to all who were to meet")
  void whenWithdrawnBeforeTheMeeting() {
    var ref = opened();
    var three = List.of(scored(ref, 1, "4"), scored(ref, 2, "4"), scored(ref, 3, "2.5"));
    meetings.open(ref, inDays(14), passageOf("evaluation.open-consensus"));

    withdrawals.withdraw(ref, applications.get(ref).applicant(), "");

    assertThat(recipients(ref, MailTemplate.EVALUATION_ENDED))
        .containsExactlyInAnyOrderElementsOf(three.stream().map(DrawnExpert::expert).toList());
  }

  @Test
  @DisplayName("of a meeting: all who scored, and every officer who may moderate it")
  void whenTheyMeet() {
    var officer = desk.person(Role.PROGRAMME_OFFICER);
    var ref = opened();
    var first = scored(ref, 1, "4");
    var second = scored(ref, 2, "4");
    var third = scored(ref, 3, "2.5");
    giveRole(third.expert(), Role.PROGRAMME_OFFICER);

    var meeting = meetings.open(ref, inDays(14), passageOf("evaluation.open-consensus"));
    meetings.open(ref, inDays(14), passageOf("evaluation.open-consensus"));
    meetings.remind(ref, meeting.number(), passageOf("evaluation.remind-moderator"));

    assertThat(recipients(ref, MailTemplate.CONSENSUS_INVITED))
        .containsExactly(first.expert(), second.expert(), third.expert());
    for (var template : List.of(MailTemplate.MODERATION_ASKED, MailTemplate.MODERATION_REMINDED)) {
      assertThat(recipients(ref, template))
          .contains(officer)
          .doesNotContain(third.expert())
          .doesNotHaveDuplicates();
    }
    var due = Due.at(meeting.dueAt().toInstant());
    assertThat(situation(ref, MailTemplate.CONSENSUS_INVITED))
        .satisfies(
            invited -> {
              assertThat(invited.due()).contains(due);
              assertThat(invited.answerOn()).contains("dossiers/" + ref);
            });
    assertThat(situation(ref, MailTemplate.MODERATION_ASKED))
        .satisfies(
            asked -> {
              assertThat(asked.due()).contains(due);
              assertThat(asked.answerOn()).contains(tasklistUrl);
            });
    assertThat(
            jdbc.sql("select message_id from notification where application = :ref")
                .param("ref", ref.value())
                .query(String.class)
                .list())
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("when a voucher is theirs to evaluate, without a date")
  void whenAssignedAVoucher() {
    var ref =
        desk.submitAndMove(anApplication(), ApplicationStatus.COMPLETE, ApplicationStatus.ELIGIBLE);

    var assigned = evaluations.assign(ref, passageOf("evaluation.assign-expert"));

    assertThat(told(ref))
        .containsExactly(tuple(MailTemplate.EXPERT_INVITED, assigned.expert(), Language.EN));
    assertThat(situation(ref, MailTemplate.EXPERT_INVITED).due()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NL | uiterlijk op      | Tasklist openen
          DE | spätestens bis    | Tasklist öffnen
          FR | au plus tard le   | Ouvrir Tasklist
          EN | at the latest     | Open Tasklist
          """)
  @DisplayName("in their language, with title and number and nothing else of who applies")
  void inTheirLanguage(Language language, String until, String open) {
    var ref = opened();
    var drawn = draw(ref, 1);
    jdbc.sql("update account set language = :language where username = :name")
        .param("language", language.code())
        .param("name", drawn.expert())
        .update();
    remind(ref, drawn);

    assertThat(told(ref))
        .last()
        .isEqualTo(tuple(MailTemplate.DECLARATION_REMINDED, drawn.expert(), language));
    var mail = write(ref, MailTemplate.DECLARATION_REMINDED, language);
    assertThat(mail.text())
        .contains(until, open, tasklistUrl, ref.value(), drawn.title())
        .doesNotContain("/applications/")
        .doesNotContain(drawn.parties().stream().map(DrawnExpert.Party::name).toList());
  }

  private List<Tuple> told(ApplicationRef ref) {
    return notifications.of(ref).stream()
        .filter(one -> one.template().isForEvaluation())
        .map(one -> tuple(one.template(), one.recipient(), one.language()))
        .toList();
  }

  private List<String> recipients(ApplicationRef ref, MailTemplate template) {
    return notifications.of(ref).stream()
        .filter(one -> one.template() == template)
        .map(NotificationView::recipient)
        .toList();
  }

  private Situation situation(ApplicationRef ref, MailTemplate template) {
    return situations.of(last(ref, template));
  }

  private Mail write(ApplicationRef ref, MailTemplate template, Language language) {
    var notification = last(ref, template);
    var reader = accounts.find(notification.recipient()).orElseThrow();
    assertThat(reader.language()).isEqualTo(language);
    return writer.write(notification, situations.of(notification), renamed(reader));
  }

  private static Account renamed(Account reader) {
    return new Account(
        reader.username(), "Eva Claes", reader.email(), reader.language(), reader.roles());
  }

  private Notification last(ApplicationRef ref, MailTemplate template) {
    var mail =
        notifications.of(ref).stream()
            .filter(one -> one.template() == template)
            .reduce((earlier, later) -> later)
            .orElseThrow();
    return new Notification(
        mail.id(),
        ref,
        mail.historyNumber(),
        mail.recipient(),
        template,
        mail.language(),
        DeliveryState.WAITING,
        "<1@example.org>",
        0);
  }

  private String expert(String country) {
    var username = desk.person(Role.EVALUATOR);
    jdbc.sql(
            "insert into expert (username, sectors, languages, country)"
                + " values (:username, array['HIGH_TECH_MATERIALS'], array['en', 'nl'], :country)")
        .param("username", username)
        .param("country", country)
        .update();
    return username;
  }

  private void giveRole(String username, Role role) {
    jdbc.sql("insert into account_role (username, role) values (:name, :role)")
        .param("name", username)
        .param("role", role.name())
        .update();
  }

  private ApplicationRef opened() {
    var ref =
        desk.submitAndMove(
            anApplication().forTheFund(Cents.euros(200_000)),
            ApplicationStatus.COMPLETE,
            ApplicationStatus.ELIGIBLE);
    rounds.open(ref, passageOf("evaluation.open-round"));
    return ref;
  }

  private DrawnExpert draw(ApplicationRef ref, int seat) {
    return draws.draw(ref, seat, inDays(7), passageOf("evaluation.draw-expert"));
  }

  private void declare(ApplicationRef ref, DrawnExpert drawn) {
    draws.declare(
        new DeclareIndependence(
            ref, drawn.evaluation(), true, "", inDays(35), inDays(42), drawn.expert()),
        passageOf("evaluation.record-declaration"));
  }

  private void remind(ApplicationRef ref, DrawnExpert drawn) {
    draws.remind(ref, drawn.evaluation(), passageOf("evaluation.remind-expert"));
  }

  private DrawnExpert scored(ApplicationRef ref, int seat, String excellence) {
    var drawn = draw(ref, seat);
    declare(ref, drawn);
    var four = Score.ofPoints(new BigDecimal("4"));
    evaluations.record(
        new RecordEvaluation(
            ref,
            drawn.evaluation(),
            Score.ofPoints(new BigDecimal(excellence)),
            four,
            four,
            "Excellent.",
            "Impact.",
            "Implementation.",
            true,
            drawn.expert()),
        passageOf("evaluation.record"));
    return drawn;
  }

  private OffsetDateTime inDays(int days) {
    return clock.instant().plus(Duration.ofDays(days)).atOffset(ZoneOffset.UTC);
  }
}
