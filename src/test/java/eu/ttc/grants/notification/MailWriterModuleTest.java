package eu.ttc.grants.notification;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.HistoryEntry;
import eu.ttc.grants.identity.Account;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.testing.ModuleTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ModuleTest
@DisplayName("Mails say")
class MailWriterModuleTest {

  private static final ApplicationRef REF = ApplicationRef.of("V-2026-000123");
  private static final String TASKLIST = "http://tasks.example.org/tasklist";
  private static final Instant AT = Instant.parse("2026-11-24T09:15:00Z");
  private static final Instant DUE = Instant.parse("2026-12-08T22:10:00Z");

  private final MailWriter writer;

  MailWriterModuleTest(MailWriter writer) {
    this.writer = writer;
  }

  static Stream<Arguments> everyTemplateInEveryLanguage() {
    return Arrays.stream(MailTemplate.values())
        .flatMap(
            template ->
                Arrays.stream(Language.values()).map(language -> Arguments.of(template, language)));
  }

  @ParameterizedTest
  @MethodSource("everyTemplateInEveryLanguage")
  @DisplayName("the same in both forms, whole, with a link, and no code or gap")
  void everyTemplateIsWholeInEveryLanguage(MailTemplate template, Language language)
      throws IOException {
    for (var due : List.of(Optional.<Due>empty(), Optional.of(Due.at(DUE)))) {
      var known = situation(ApplicationStatus.SUBMITTED, due, "A washer");
      var mail = write(template, language, template.isForEvaluation() ? atTasklist(known) : known);

      lookAt(mail, template, language);
      assertThat(mail.subject()).startsWith(REF + ": ").hasSizeGreaterThan(25);
      for (var form : List.of(mail.text(), mail.html())) {
        assertThat(form)
            .contains("Anna Peeters", REF.value(), "A washer")
            .contains(template.isForEvaluation() ? TASKLIST : "/applications/" + REF)
            .doesNotContain("mail.", "{0}", "{1}", "{2}", "{3}", "null", "SUBMITTED", "  ,");
      }
      assertThat(mail.html()).contains("lang=\"%s\"".formatted(language.code()));
      assertThat(mail.text()).doesNotContain("&#39;", "&quot;", "&amp;", "<", "\n\n\n");
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyStatusInEveryLanguage(Language language) {
    for (var status : ApplicationStatus.values()) {
      var mail =
          write(
              MailTemplate.STATUS_CHANGED, language, situation(status, Optional.empty(), "Washer"));

      assertThat(mail.text()).doesNotContain("mail.status", status.name());
    }
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  @DisplayName("every reason of a rejection in words, what the decider wrote, and how to object")
  void everyReasonInEveryLanguage(Language language) throws IOException {
    var situation =
        new Situation(
            entry(ApplicationStatus.REJECTED),
            "Washer",
            Optional.empty(),
            Optional.empty(),
            List.of(ReasonCode.values()),
            List.of(),
            Optional.of("Not this time.\nNext time maybe."),
            Optional.of("remedy.objection-within-six-weeks"),
            Optional.empty());

    var mail = write(MailTemplate.REJECTED, language, situation);

    lookAt(mail, MailTemplate.REJECTED, language);
    for (var form : List.of(mail.text(), mail.html())) {
      assertThat(form).contains("Not this time.", "Next time maybe.");
      for (var code : ReasonCode.values()) {
        assertThat(form).doesNotContain(code.name());
      }
    }
    assertThat(mail.text().lines().filter(line -> line.startsWith("- ")))
        .hasSize(ReasonCode.values().length);
    assertThat(mail.text()).containsAnyOf("zes weken", "sechs Wochen", "six semaines", "six weeks");
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  @DisplayName("which conditions an award has")
  void listsConditionsInEveryLanguage(Language language) throws IOException {
    var situation =
        new Situation(
            entry(ApplicationStatus.APPROVED),
            "Washer",
            Optional.of(Due.at(DUE)),
            Optional.of(Cents.euros(5_000)),
            List.of(),
            List.of("Send the letter of intent.", "Send a schedule."),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    var mail = write(MailTemplate.AWARDED_ON_CONDITIONS, language, situation);

    lookAt(mail, MailTemplate.AWARDED_ON_CONDITIONS, language);
    assertThat(mail.text()).contains("- Send the letter of intent.", "- Send a schedule.");
    assertThat(mail.html()).contains(">Send the letter of intent.</li>", ">Send a schedule.</li>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NL | uiterlijk op 8 december 2026 om 23:10    | € 5.000,00
          DE | spätestens am 8. Dezember 2026 um 23:10 Uhr | 5.000,00 €
          FR | au plus tard le 8 décembre 2026 à 23:10  | 5 000,00 €
          EN | by 8 December 2026 at 23:10 at the latest | €5,000.00
          """)
  @DisplayName("dates and amounts as people of the language write them")
  void writesDatesAndAmountsInTheLanguage(Language language, String due, String amount) {
    var mail =
        write(
            MailTemplate.AGREEMENT_OFFERED,
            language,
            situation(ApplicationStatus.APPROVED, Optional.of(Due.at(DUE)), "Washer"));

    assertThat(plain(mail.text())).contains(due).contains(amount);
  }

  @Test
  @DisplayName("a day without a time where the whole day counts")
  void writesDaysWithoutTime() {
    var due = Optional.of(new Due(LocalDate.of(2026, 12, 8), null));

    var mail =
        write(
            MailTemplate.INFORMATION_REQUESTED,
            Language.EN,
            situation(ApplicationStatus.INFO_REQUESTED, due, "Washer"));

    assertThat(mail.text()).contains("by 8 December 2026 at the latest");
  }

  @Test
  @DisplayName("what people typed as text, never as HTML")
  void escapesWhatPeopleTyped() {
    var situation =
        new Situation(
            entry(ApplicationStatus.RUNNING),
            "<script>alert(1)</script>",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of("<i>Send</i> it."),
            Optional.of("<img src=x onerror=alert(2)> & so on"),
            Optional.of("remedy.court-within-six-weeks"),
            Optional.empty());
    var html =
        writer
            .write(
                notification(MailTemplate.CLAIM_REFUSED, Language.EN),
                situation,
                account("<b>Anna</b>"))
            .html();

    assertThat(html)
        .contains("&lt;script&gt;", "&lt;img src=x onerror", "&amp; so on", "&lt;b&gt;Anna")
        .contains("&lt;i&gt;Send")
        .doesNotContain("<script", "<img", "<b>Anna", "<i>Send");
  }

  @Test
  @DisplayName("a template's words and not an expression that somebody typed")
  void doesNotEvaluateWhatPeopleTyped() {
    var mail =
        write(
            MailTemplate.SUBMITTED,
            Language.EN,
            situation(ApplicationStatus.SUBMITTED, Optional.empty(), "[(${7*6})] {0} ''it''"));

    assertThat(mail.text()).contains("[(${7*6})] {0} ''it''").doesNotContain("42");
  }

  /** People judge mails by looking at them: every run puts all of them into target/mails. */
  private static void lookAt(Mail mail, MailTemplate template, Language language)
      throws IOException {
    var folder = Files.createDirectories(Path.of("target", "mails"));
    Files.writeString(
        folder.resolve("%s-%s.html".formatted(template, language.code())), mail.html());
  }

  private Mail write(MailTemplate template, Language language, Situation situation) {
    return writer.write(notification(template, language), situation, account("Anna Peeters"));
  }

  private static Situation situation(ApplicationStatus status, Optional<Due> due, String project) {
    return new Situation(
        entry(status),
        project,
        due,
        Optional.of(Cents.euros(5_000)),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Situation atTasklist(Situation known) {
    return new Situation(
        known.entry(),
        known.project(),
        known.due(),
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(TASKLIST));
  }

  private static HistoryEntry entry(ApplicationStatus status) {
    return new HistoryEntry(5, status, "EVENT", "system", null, AT);
  }

  private static Notification notification(MailTemplate template, Language language) {
    return new Notification(
        1, REF, 5, "anna", template, language, DeliveryState.WAITING, "<1@example.org>", 0);
  }

  private static Account account(String name) {
    return new Account("anna", name, "anna@example.org", Language.EN, Set.of(Role.APPLICANT));
  }

  /** With plain spaces, whatever spaces the language groups digits with. */
  private static String plain(String text) {
    return text.replaceAll("[\\u00a0\\u202f\\u2009]", " ");
  }
}
