package eu.ttc.grants.portal;

import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.information.Information;
import eu.ttc.grants.information.InformationTopic;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("Applicants read through the API what is asked, and answer")
class InformationApiTest {

  private static final byte[] PDF = "%PDF-1.4 small".getBytes(StandardCharsets.UTF_8);
  private static final String QUESTION = "Who did the measurements of 2024?";

  private final People people;
  private final Information information;
  private final Applications applications;
  private final ApplicationDesk desk;
  private final TestClock clock;
  private final Http nobody;
  private final Http anna;
  private String path = "";

  InformationApiTest(
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
    this.nobody = Http.at(port);
    this.anna = nobody.as(people.applicant());
  }

  @BeforeEach
  void submitWithoutWorkPlanAndAccounts() {
    path =
        anna.post("/api/applications", Told.complete().with("/project/workPlan", null))
            .header("Location");
    anna.upload(path + "/documents", "PROJECT_PLAN", "plan.pdf", PDF);
    anna.post(path + "/submission");
  }

  @Test
  void nothingIsAskedAtFirst() {
    assertThat(anna.get(path + "/information").json().size()).isZero();

    var early = anna.post(path + "/information", "{\"answer\": \"Hello?\"}");

    assertThat(early.status()).isEqualTo(409);
    assertThat(early.text()).contains("Nothing was asked");
  }

  @Test
  @DisplayName("what is missing is told by field, answered with parts of the dossier and documents")
  void answersWhatIsMissing() {
    askWhatIsMissing();

    var asked = anna.get(path + "/information").json().get(0);
    assertThat(asked.path("state").asString()).isEqualTo("OPEN");
    assertThat(asked.path("topic").asString()).isEqualTo("COMPLETENESS");
    assertThat(asked.path("roundsLeft").asInt()).isEqualTo(1);
    assertThat(asked.path("missing").valueStream().map(one -> one.path("field").asString()))
        .containsExactly("project.workPlan", "documents.ANNUAL_ACCOUNTS");
    assertThat(asked.path("askedBy").asString()).isEqualTo("system");

    var accounts = anna.upload(path + "/documents", "ANNUAL_ACCOUNTS", "accounts.pdf", PDF);
    assertThat(accounts.status()).isEqualTo(201);
    var project = anna.get(path).json().path("project").toString();
    var answered =
        anna.post(
            path + "/information",
            "{\"project\": %s, \"documentIds\": [\"%s\"]}"
                .formatted(
                    project.replace("\"workPlan\":null", "\"workPlan\":\"Build, test, report.\""),
                    accounts.json().path("id").asString()));

    assertThat(answered.status()).as(answered.text()).isEqualTo(202);
    assertThat(answered.json().path("missing").size()).isZero();
    assertThat(answered.json().at("/request/state").asString()).isEqualTo("ANSWERED");
    assertThat(answered.json().at("/request/answer/dossierVersion").asInt()).isEqualTo(2);
    assertThat(answered.json().at("/request/answer/documents/0/fileName").asString())
        .isEqualTo("accounts.pdf");
    assertThat(anna.get(path).json().at("/project/workPlan").asString())
        .isEqualTo("Build, test, report.");
    assertThat(anna.get(path).json().path("status").asString()).isEqualTo("SUBMITTED");
    assertThat(anna.upload(path + "/documents", "OTHER", "late.pdf", PDF).status()).isEqualTo(409);
  }

  @Test
  @DisplayName("a question shows the applicant no name of an officer, and staff all of it")
  void tellsTheQuestionToThoseWhoMaySeeIt() {
    askAQuestion();
    var olga = nobody.as(people.with(Role.PROGRAMME_OFFICER));
    var bert = nobody.as(people.applicant());

    var told = anna.get(path + "/information");
    assertThat(told.text()).contains(QUESTION, "\"askedBy\":\"programme\"").doesNotContain("olga");
    assertThat(anna.get(path + "/history").text()).contains("INFORMATION_REQUESTED");
    assertThat(olga.get(path + "/information").text()).contains(QUESTION, "olga");
    assertThat(bert.get(path + "/information").status()).isEqualTo(404);
    assertThat(bert.post(path + "/information", "{\"answer\": \"I\"}").status()).isEqualTo(404);
    assertThat(olga.post(path + "/information", "{\"answer\": \"I\"}").status()).isEqualTo(403);
    assertThat(nobody.get(path + "/information").status()).isEqualTo(401);

    var answered = anna.post(path + "/information", "{\"number\": 1, \"answer\": \"We did.\"}");
    assertThat(answered.status()).isEqualTo(202);
    assertThat(olga.get(path + "/information").json().at("/0/answer/answer").asString())
        .isEqualTo("We did.");
  }

  @Test
  void answeringTwiceIsOneAnswer() {
    askAQuestion();

    var first = anna.post(path + "/information", "{\"answer\": \"First.\"}");
    var second = anna.post(path + "/information", "{\"answer\": \"Second.\"}");

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.json()).isEqualTo(first.json());
  }

  @Test
  void whatComesTooLateIs409() {
    askAQuestion();
    clock.advance(Duration.ofDays(15));

    var late = anna.post(path + "/information", "{\"answer\": \"Sorry.\"}");

    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("too late");
    assertThat(anna.get(path + "/information").json().at("/0/answer").isNull()).isTrue();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {}                                                        | answer required
          {"answer": "  "}                                          | answer required
          {"answer": 5}                                             | answer type
          {"answer": "a\\u0000b"}                                   | answer type
          {"answer": "LONG"}                                        | answer size
          {"answer": "x", "colour": "red"}                          | colour unknown
          {"answer": "x", "number": 9}                              | number unknown
          {"answer": "x", "number": "one"}                          | number type
          {"answer": "x", "documentIds": ["abc"]}                   | documentIds[0] type
          {"answer": "x", "documentIds": ["7f9c2ba4-e88f-427d-9a3b-a2f6b1c0d4e5"]} | documentIds unknown
          {"answer": "x", "requestedAmountCents": 500001}           | requestedAmountCents max
          {"answer": "x", "requestedAmountCents": -1}               | requestedAmountCents min
          {"answer": "x", "partners": []}                           | partners required
          {"answer": "x", "partners": [null]}                       | partners[0] required
          {"answer": "x", "partners": [{"name": "P"}]}              | partners[0].country required
          {"answer": "x", "enterprise": {"name": "E"}}              | enterprise.headcount required
          {"answer": "x", "enterprise": {"name": ""}}               | enterprise.name required
          {"answer": "x", "bankAccount": {"iban": "NL00", "holder": "H"}} | bankAccount.iban iban
          {"answer": "x", "declarations": {"truthful": true}}       | declarations.insolvent required
          """)
  void namesFieldAndRuleAndChangesNothing(String body, String error) {
    askAQuestion();

    var answer = anna.post(path + "/information", body.replace("LONG", "x".repeat(8001)));

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.errors()).contains(error);
    assertThat(anna.get(path).json().path("status").asString()).isEqualTo("INFO_REQUESTED");
    assertThat(applications.versions(ref())).hasSize(1);
  }

  @Test
  void whatIsUnknownIs404() {
    for (var unknown : new String[] {"V-2026-999999", "nonsense"}) {
      var address = "/api/applications/" + unknown + "/information";
      assertThat(anna.get(address).status()).isEqualTo(404);
      assertThat(anna.post(address, "{\"answer\": \"x\"}").status()).isEqualTo(404);
    }
  }

  private void askWhatIsMissing() {
    ask(InformationTopic.COMPLETENESS, null);
  }

  private void askAQuestion() {
    ask(InformationTopic.SCREENING, QUESTION);
  }

  private void ask(InformationTopic topic, @Nullable String question) {
    if (question != null) {
      desk.inTransaction(
          () -> {
            applications.move(ref(), ApplicationStatus.COMPLETE, "MOVED_BY_TEST", "system", null);
            information.prepare(ref(), question, "olga");
            return true;
          });
    }
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    information.ask(ref(), topic, now.plusDays(7), now.plusDays(14), passageOf("information.ask"));
  }

  private ApplicationRef ref() {
    return ApplicationRef.of(path.substring(path.lastIndexOf('/') + 1));
  }
}
