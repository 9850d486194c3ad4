package eu.ttc.grants.portal;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.information.Information;
import eu.ttc.grants.information.InformationTopic;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Scheme;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("Applicants answer on a page")
class InformationPageTest {

  private static final byte[] PDF = "%PDF-1.4 small".getBytes(StandardCharsets.UTF_8);

  private final People people;
  private final Information information;
  private final Applications applications;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final String applicant;
  private final Browser anna;
  private final int port;

  InformationPageTest(
      People people,
      Information information,
      Applications applications,
      ApplicationDesk desk,
      TestClock clock,
      @LocalServerPort int port) {
    this.people = people;
    this.information = information;
    this.applications = applications;
    this.desk = desk;
    this.clock = clock;
    this.port = port;
    this.applicant = people.applicant();
    this.anna = Browser.of(applicant, port);
  }

  @Test
  void onlyWhatIsMissingIsAskedAndTheRestStays() {
    var ref = desk.submit(anApplication().by(applicant).registeredAs(null));
    ask(ref, InformationTopic.COMPLETENESS);
    var page = anna.open(address(ref));

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text())
        .contains("We need something from you", "Number in the trade register", "once more")
        .doesNotContain("Turnover");
    var sent = page.form("#asked").type("enterprise.registrationNumber", "1234.5678").press("send");

    assertThat(sent.text()).contains("your answer has arrived", "Answered", "version 2");
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.SUBMITTED);
    assertThat(applications.get(ref).dossier().enterprise().registrationNumber())
        .isEqualTo("1234.5678");
    assertThat(applications.missing(ref)).isEmpty();
  }

  @Test
  @DisplayName("a dossier of which almost everything is missing is completed group by group")
  void everythingCanBeMissing() {
    var ref = empty();
    ask(ref, InformationTopic.COMPLETENESS);
    var form = anna.open(address(ref)).form("#asked");
    var typed =
        Map.ofEntries(
            Map.entry("enterprise.registrationNumber", "12345678"),
            Map.entry("enterprise.legalForm", "SOLE_TRADER"),
            Map.entry("enterprise.street", "Kanaaldijk 1"),
            Map.entry("enterprise.postalCode", "5611 AA"),
            Map.entry("enterprise.town", "Eindhoven"),
            Map.entry("enterprise.country", "NL"),
            Map.entry("enterprise.region", "EINDHOVEN"),
            Map.entry("enterprise.sector", "ENERGY"),
            Map.entry("enterprise.foundedOn", "2015-02-03"),
            Map.entry("enterprise.headcount", "4"),
            Map.entry("enterprise.turnoverCents", "300,000"),
            Map.entry("enterprise.balanceTotalCents", "120,000.50"),
            Map.entry("project.summary", "What is new."),
            Map.entry("project.workPlan", "What is done."),
            Map.entry("project.startsOn", "2090-01-01"),
            Map.entry("project.endsOn", "2090-05-01"),
            Map.entry("partners[0].name", "Institut"),
            Map.entry("partners[0].country", "DE"),
            Map.entry("partners[0].region", "AACHEN"),
            Map.entry("costs[0].description", "Test bench"),
            Map.entry("costs[0].amountCents", "8,000"),
            Map.entry("requestedAmountCents", "5,000"),
            Map.entry("declarations.firstResearch", "true"),
            Map.entry("declarations.workStarted", "false"),
            Map.entry("declarations.recoveryOrder", "false"),
            Map.entry("declarations.fundedElsewhere", "false"),
            Map.entry("declarations.insolvent", "false"),
            Map.entry("declarations.truthful", "true"),
            Map.entry("bankAccount.iban", "NL91ABNA0417164300"),
            Map.entry("bankAccount.holder", "E"));
    typed.forEach(form::type);

    var sent =
        form.choose("documents.PROJECT_PLAN", PDF)
            .choose("documents.ANNUAL_ACCOUNTS", PDF)
            .press("send");

    assertThat(sent.text()).contains("your answer has arrived");
    assertThat(applications.missing(ref)).isEmpty();
    assertThat(applications.get(ref).dossier().enterprise().balanceTotalCents())
        .isEqualTo(120_000_50L);
    assertThat(applications.get(ref).dossier().enterprise().name()).isEqualTo("E");
  }

  @Test
  void whatIsTypedIsKeptWhateverIsWrong() {
    var ref = empty();
    ask(ref, InformationTopic.COMPLETENESS);

    var wrong =
        anna.open(address(ref))
            .form("#asked")
            .type("enterprise.headcount", "a few")
            .type("bankAccount.iban", "NL00 1234")
            .type("partners[0].name", "Institut")
            .type("answer", "Nearly there …")
            .choose("documents.OTHER", PDF)
            .press("send");

    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.problem("enterprise.headcount")).contains("whole number");
    assertThat(wrong.problemLinks()).contains("#enterprise.headcount");
    assertThat(wrong.value("enterprise.headcount")).isEqualTo("a few");
    assertThat(wrong.value("bankAccount.iban")).isEqualTo("NL00 1234");
    assertThat(wrong.value("answer")).isEqualTo("Nearly there …");
    assertThat(wrong.text()).contains("file of documents.OTHER.pdf");

    var again = anna.open(address(ref));
    assertThat(again.value("enterprise.headcount")).isEqualTo("a few");
    assertThat(again.value("partners[0].name")).isEqualTo("Institut");
    assertThat(applications.versions(ref)).hasSize(1);
  }

  @Test
  void halfAnAnswerIsSavedAndRowsComeAndGo() {
    var ref = empty();
    ask(ref, InformationTopic.COMPLETENESS);

    var added =
        anna.open(address(ref)).form("#asked").type("costs[0].description", "X").press("add:costs");
    var saved =
        added
            .form("#asked")
            .type("costs[1].description", "Y")
            .type("answer", "Later.")
            .press("save");
    var removed = saved.form("#asked").press("remove:costs[0]");

    assertThat(saved.text()).contains("What you typed is saved");
    assertThat(saved.value("costs[1].description")).isEqualTo("Y");
    assertThat(removed.value("costs[0].description")).isEqualTo("Y");
    assertThat(removed.value("answer")).isEqualTo("Later.");
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.INFO_REQUESTED);
    assertThat(applications.versions(ref)).hasSize(1);
  }

  @Test
  @DisplayName("an answer that leaves something out is sent only when that is confirmed")
  void incompleteAnswerIsConfirmed() {
    var ref = empty();
    ask(ref, InformationTopic.COMPLETENESS);

    var asked =
        anna.open(address(ref)).form("#asked").type("enterprise.town", "Eindhoven").press("send");
    assertThat(asked.status()).isEqualTo(422);
    assertThat(asked.problem("enterprise.street")).isNotEmpty();
    assertThat(asked.text()).contains("we have to ask you again");
    var sent = asked.form("#asked").type("incomplete", "true").press("send");
    assertThat(sent.text()).contains("your answer has arrived");

    ask(ref, InformationTopic.COMPLETENESS);
    var last = anna.open(address(ref));
    assertThat(last.text()).contains("the last time we can ask", "Earlier");
    assertThat(last.html().getElementById("enterprise.town")).isNull();
    assertThat(last.form("#asked").press("send").text()).contains("rejected as incomplete");
  }

  @Test
  void questionIsAnsweredInWordsWithFiles() {
    var ref = question("Who did the measurements?\nPlease add the invoice.");
    var page = anna.open(address(ref));
    assertThat(page.text()).contains("Our question", "Who did the measurements?");

    var wrong = page.form("#asked").choose("documents.OTHER", PDF).press("send");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.problem("answer")).isEqualTo("is required");
    var sent = wrong.form("#asked").type("answer", "<b>We</b> did.").press("send");

    assertThat(sent.text()).contains("<b>We</b> did.", "file of documents.OTHER.pdf");
    assertThat(information.of(ref).getFirst().answer().documents()).hasSize(1);
    assertThat(applications.versions(ref)).hasSize(1);
  }

  @Test
  void oldTabsAndLateAnswersChangeNothing() {
    var ref = question("Who did the measurements?");
    var tab = anna.open(address(ref));
    tab.form("#asked").type("answer", "First.").press("send");

    var again = tab.form("#asked").type("answer", "Second.").press("send");
    assertThat(again.text())
        .contains("your answer has arrived", "First.")
        .doesNotContain("Second.");

    var other = question("Who did the measurements?");
    var open = anna.open(address(other));
    clock.advance(Duration.ofDays(15));
    var late = open.form("#asked").type("answer", "Sorry.").press("send");
    assertThat(late.text()).contains("the time for it is over");
    assertThat(late.html().select("#asked")).isEmpty();
    assertThat(information.of(other).getFirst().answer()).isNull();
  }

  @Test
  void refusesFilesThatAreTooLargeNamingTheLimit() {
    var ref = question("Who did the measurements?");

    var refused =
        anna.open(address(ref))
            .form("#asked")
            .type("answer", "See the file.")
            .choose("documents.OTHER", new byte[11 * 1024 * 1024])
            .press("send");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.problem("documents.OTHER")).contains("10 MB");
    assertThat(refused.value("answer")).isEqualTo("See the file.");
  }

  @ParameterizedTest
  @CsvSource({
    "nl, Wij hebben iets van u nodig, Nummer",
    "de, Wir brauchen etwas von Ihnen, Nummer",
    "fr, Nous avons besoin d’un complément, Numéro",
    "en, We need something from you, Number"
  })
  void speaksTheLanguageOfTheApplicant(String language, String title, String field) {
    var ref = desk.submit(anApplication().by(applicant).registeredAs(null));
    ask(ref, InformationTopic.COMPLETENESS);

    anna.speaking(language);
    var page = anna.open(address(ref));

    assertThat(page.text()).contains(title, field).doesNotContain("??");
  }

  @Test
  void nobodyElseSeesIt() {
    var ref = question("Who did the measurements?");
    var bert = Browser.of(people.applicant(), port);

    assertThat(bert.open(address(ref)).status()).isEqualTo(404);
    assertThat(bert.post(address(ref), Map.of("number", "1", "answer", "I", "do", "send")).status())
        .isEqualTo(404);
    assertThat(anna.open("/applications/V-2026-999999/information").status()).isEqualTo(404);
    assertThat(anna.open("/applications/nonsense/information").status()).isEqualTo(404);
    assertThat(anna.open(address(desk.draft(anApplication().by(applicant)))).text())
        .contains("Nothing has been asked of you");
  }

  private ApplicationRef question(String question) {
    var ref = desk.submitAndMove(anApplication().by(applicant), ApplicationStatus.COMPLETE);
    desk.inTransaction(
        () -> {
          information.prepare(ref, question, "olga");
          return true;
        });
    ask(ref, InformationTopic.SCREENING);
    return ref;
  }

  private ApplicationRef empty() {
    var dossier =
        new Dossier(
            new Dossier.Enterprise(
                "E", null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null),
            new Dossier.Project("P", null, null, null, null, null),
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    var ref = applications.draft(Scheme.VOUCHER, dossier, applicant).reference();
    applications.submit(ref, applicant);
    return ref;
  }

  private void ask(ApplicationRef ref, InformationTopic topic) {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    information.ask(ref, topic, now.plusDays(7), now.plusDays(14), passageOf("information.ask"));
  }

  private static String address(ApplicationRef ref) {
    return "/applications/" + ref + "/information";
  }
}
