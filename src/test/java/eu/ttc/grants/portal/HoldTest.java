package eu.ttc.grants.portal;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("A case is put on hold, through API and pages")
class HoldTest {

  private static final byte[] PDF = "%PDF-1.4 small".getBytes(StandardCharsets.UTF_8);
  private static final Set<String> PROGRAMME =
      Set.of(
          "/termination",
          "/hold",
          "/hold/end",
          "/suspicions",
          "/recoveries/{number}/waiver",
          "/recoveries/{number}/repayment",
          "/recoveries/{number}/report");

  /** What changes a case through the API, with a body that would do otherwise. */
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry("/submission", "{}"),
          Map.entry("/agreement/acceptance", "{\"statement\": \"I accept.\"}"),
          Map.entry("/agreement/extension-request", "{\"reason\": \"The notary is ill.\"}"),
          Map.entry("/claims", "{\"report\": \"It works.\"}"),
          Map.entry("/extension", "{\"reason\": \"The pump came late.\"}"),
          Map.entry("/information", "{\"number\": 1, \"answer\": \"A quote.\"}"),
          Map.entry(
              "/results",
              "{\"jobsCreated\": 1, \"followOnInvestmentCents\": 0, \"productLaunched\": true}"),
          Map.entry("/appeal", "{\"grounds\": \"The size was computed wrongly.\"}"),
          Map.entry(
              "/bank-account",
              "{\"iban\": \"DE02120300000000202051\", \"holder\": \"Vacuum Works\"}"),
          Map.entry("/co-funding", "{}"),
          Map.entry("/co-funding/submission", "{}"),
          Map.entry("/co-funding/reduced-grant", "{\"accepted\": true}"),
          Map.entry(
              "/suspicions",
              "{\"kind\": \"IRREGULARITY\", \"amountCents\": 1, \"reason\": \"Invoiced twice.\"}"),
          Map.entry("/recoveries/{number}/answer", "{\"answer\": \"It was not.\"}"),
          Map.entry("/recoveries/{number}/waiver", "{\"reason\": \"A trifle.\"}"),
          Map.entry("/recoveries/{number}/repayment", "{}"),
          Map.entry("/recoveries/{number}/report", "{\"reference\": \"IMS-1\"}"),
          Map.entry("/termination", "{\"reason\": \"Moved away.\", \"hearing\": \"Agrees.\"}"));

  /**
   * Vouchers have none of these; that they are refused on hold is seen where every command of the
   * domain is.
   */
  private static final Set<String> OF_THE_FUND =
      Set.of(
          "/agreement/extension",
          "/changes",
          "/changes/{number}/withdrawal",
          "/co-funding/departures",
          "/co-funding/replacement",
          "/evaluations/{evaluation}/voiding",
          "/progress-reports/{number}");

  /** What is possible on hold: to withdraw, and to end the hold. */
  private static final Set<String> POSSIBLE = Set.of("/withdrawal", "/hold/end");

  private final People people;
  private final Journey journey;
  private final Applications applications;
  private final Claims claims;
  private final TestClock clock;
  private final int port;
  private final String anna;
  private final Http officer;

  HoldTest(
      People people,
      Journey journey,
      Applications applications,
      Claims claims,
      TestClock clock,
      @LocalServerPort int port) {
    this.people = people;
    this.journey = journey;
    this.applications = applications;
    this.claims = claims;
    this.clock = clock;
    this.port = port;
    this.anna = people.applicant();
    this.officer = Http.at(port).as(people.with(Role.PROGRAMME_OFFICER));
  }

  @Test
  void officersPutItOnHoldAndEndThatThroughTheApi() {
    var ref = journey.running(anApplication().by(anna));
    var path = api(ref) + "/hold";

    assertThat(officer.post(path, "{}").errors())
        .containsExactly("reason required", "until required");
    assertThat(officer.post(path, "{\"reason\": \"x\", \"until\": \"soon\"}").status())
        .isEqualTo(422);
    assertThat(officer.post(path, body("x".repeat(4001), day(3))).errors())
        .containsExactly("reason size");
    assertThat(officer.post(path, body("Why.", day(-1))).errors())
        .containsExactly("until futureOrPresent");
    assertThat(officer.post(path, body("Why.", day(400))).errors()).containsExactly("until latest");
    assertThat(officer.post(path + "/end", "{\"reason\": \"Why.\"}").status()).isEqualTo(409);
    assertThat(officer.post(api("V-2026-999999") + "/hold", body("Why.", day(3))).status())
        .isEqualTo(404);

    var placed = officer.post(path, body("The owner changes.", day(3)));
    assertThat(placed.status()).as(placed.text()).isEqualTo(200);
    assertThat(placed.json().path("until").stringValue()).isEqualTo(day(3).toString());
    assertThat(officer.post(path, body("The owner changes.", day(3))).text())
        .isEqualTo(placed.text());
    assertThat(officer.post(path, body("Another.", day(4))).status()).isEqualTo(409);
    assertThat(Http.at(port).as(anna).get(api(ref) + "/holds").text())
        .contains("The owner changes.")
        .doesNotContain("placedBy");

    assertThat(officer.post(path + "/end", "{}").errors()).containsExactly("reason required");
    var ended = officer.post(path + "/end", "{\"reason\": \"The owner is known.\"}");
    assertThat(ended.json().path("endedAt").stringValue()).isNotNull();
    assertThat(applications.holdOf(ref)).isEmpty();
  }

  @TestFactory
  @DisplayName("and nothing about it is changed by")
  Stream<DynamicTest> nothingChanges() {
    var ref = onHold();
    var before = applications.history(ref);
    return commands().stream()
        .filter(command -> !POSSIBLE.contains(command) && !OF_THE_FUND.contains(command))
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command.isEmpty() ? "PUT" : command,
                    () -> {
                      var answer = send(command, ref);

                      assertThat(answer.status()).as(answer.text()).isEqualTo(409);
                      assertThat(answer.text()).contains("is on hold until the end of");
                      assertThat(applications.history(ref)).isEqualTo(before);
                    }));
  }

  @Test
  void applicantsReadWhyAndUntilWhenInTheirLanguage() {
    var ref = onHold();
    var browser = Browser.of(anna, port);
    for (var language : Language.values()) {
      var lastDay = written(language);
      for (var page : Stream.of("", "/claim", "/agreement", "/extension", "/withdrawal").toList()) {
        var shown = browser.speaking(language.code()).open("/applications/" + ref + page);
        assertThat(shown.text()).as(page + language).contains("The owner changes.", lastDay);
        assertThat(shown.html().outerHtml()).doesNotContain("??").doesNotContainPattern("\\{\\d");
      }
    }
    var standing = browser.speaking("en").open("/applications/" + ref);
    assertThat(standing.text())
        .contains("On hold until the end of", "The application was put on hold")
        .doesNotContain(people.with(Role.PROGRAMME_OFFICER));
    assertThat(standing.html().select("#withdraw")).hasSize(1);
    assertThat(standing.html().select("#submit-claim, #more-time")).isEmpty();
    assertThat(browser.open("/applications/" + ref + "/extension").html().select("form.card"))
        .isEmpty();
  }

  @Test
  void whatIsTypedMeanwhileIsKeptButNotTaken() {
    var ref = journey.running(anApplication().by(anna));
    var browser = Browser.of(anna, port);
    var open = browser.open("/applications/" + ref + "/claim");
    officer.post(api(ref) + "/hold", body("The owner changes.", day(3)));

    var late =
        open.form("#claim").type("report", "Long work.").choose("documentIds", PDF).press("submit");

    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("Not possible while the application is on hold");
    assertThat(claims.of(ref).getLast().state()).isEqualTo(ClaimState.OPEN);
    var page = browser.open("/applications/" + ref + "/claim");
    assertThat(page.value("report")).isEqualTo("Long work.");
    assertThat(page.html().select("button[value=submit]")).isEmpty();

    clock.advance(Duration.ofDays(4));
    var claimed =
        browser
            .open("/applications/" + ref + "/claim")
            .form("#claim")
            .choose("documentIds", PDF)
            .press("submit");
    assertThat(claimed.text()).contains("Your claim is received");
  }

  @Test
  void officersDoItOnTheDossierAndAreToldWhatIsWrong() {
    var ref = journey.submitted(anApplication().by(anna));
    var browser = Browser.of(people.with(Role.PROGRAMME_MANAGER), port);
    var link = browser.open("/dossiers/" + ref).one("#to-hold").attr("href");
    var page = browser.open(link);

    var wrong = page.form("#hold").type("reason", "Because").type("until", "31/02/2027").send();
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.problem("until")).isEqualTo("must be a date");
    assertThat(wrong.value("reason")).isEqualTo("Because");
    assertThat(wrong.value("until")).isEqualTo("31/02/2027");
    assertThat(page.form("#hold").send().problemLinks()).containsExactly("#reason", "#until");

    var done =
        page.form("#hold")
            .type("reason", "The owner changes.")
            .type("until", day(3).toString())
            .send();
    assertThat(done.path()).isEqualTo("/dossiers/" + ref);
    assertThat(done.one("#on-hold").text()).contains("On hold until", "The owner changes.");
    assertThat(done.one("#history").text()).contains("Until the end of", "The owner changes.");

    var end = browser.open(link);
    assertThat(end.form("#end").send().problem("reason")).isEqualTo("is required");
    var ended = end.form("#end").type("reason", "The owner is known.").send();
    assertThat(ended.html().select("#on-hold")).isEmpty();
    assertThat(ended.one("#history").text()).contains("The hold was ended", "The owner is known.");
  }

  @Test
  void isNoBusinessOfOthersNorOfApplicants() {
    var ref = journey.submitted(anApplication().by(anna));

    for (var role : Set.of(Role.FINANCE_OFFICER, Role.AUDITOR, Role.EVALUATOR)) {
      var person = people.with(role);
      assertThat(Http.at(port).as(person).post(api(ref) + "/hold", body("x", day(2))).status())
          .isEqualTo(403);
      assertThat(Browser.of(person, port).open("/dossiers/" + ref + "/hold").status())
          .isEqualTo(403);
    }
    var both = people.withAll(Role.APPLICANT, Role.PROGRAMME_OFFICER);
    var own = journey.submitted(anApplication().by(both));
    assertThat(Http.at(port).as(both).post(api(own) + "/hold", body("x", day(2))).status())
        .isEqualTo(409);
    assertThat(Browser.of(both, port).open("/dossiers/" + own + "/hold").status()).isEqualTo(404);
  }

  @Test
  void isWithdrawnAllTheSame() {
    var ref = onHold();

    var answer = Http.at(port).as(anna).post(api(ref) + "/withdrawal");

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.TERMINATED);
    var page = Browser.of(anna, port).open("/applications/" + ref);
    assertThat(page.text()).doesNotContain("On hold until the end of 2");
    assertThat(page.html().select(".notice.wait")).isEmpty();
  }

  private ApplicationRef onHold() {
    var ref = journey.running(anApplication().by(anna));
    assertThat(officer.post(api(ref) + "/hold", body("The owner changes.", day(3))).status())
        .isEqualTo(200);
    return ref;
  }

  /** Ends of the paths that change a case, from the API's own description. */
  private Set<String> commands() {
    var found = new TreeSet<String>();
    var prefix = "/api/applications/{reference}";
    for (var path : officer.get("/v3/api-docs").json().path("paths").properties()) {
      if (path.getKey().startsWith(prefix)
          && path.getValue().propertyNames().stream().anyMatch(verb -> !verb.equals("get"))) {
        found.add(path.getKey().substring(prefix.length()));
      }
    }
    return found;
  }

  private Http.Answer send(String command, ApplicationRef ref) {
    var person =
        Http.at(port).as(PROGRAMME.contains(command) ? people.with(Role.PROGRAMME_MANAGER) : anna);
    return switch (command) {
      case "" -> person.put(api(ref), Told.complete());
      case "/documents" -> person.upload(api(ref) + command, "EVIDENCE", "a.pdf", PDF);
      case "/hold" -> person.post(api(ref) + command, body("Another.", day(5)));
      default -> {
        assertThat(BODIES).as("a body for a command that is new").containsKey(command);
        yield person.post(api(ref) + command.replace("{number}", "1"), BODIES.get(command));
      }
    };
  }

  /** The last day of the hold as it is written in this language. */
  private String written(Language language) {
    return DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.of(language.code()))
        .format(day(3))
        .replaceFirst(" ", language == Language.DE ? ". " : " ");
  }

  private LocalDate day(int fromToday) {
    return LocalDate.ofInstant(clock.instant(), Applications.PROGRAMME_ZONE).plusDays(fromToday);
  }

  private static String body(String reason, LocalDate until) {
    return "{\"reason\": \"%s\", \"until\": \"%s\"}".formatted(reason, until);
  }

  private static String api(Object ref) {
    return "/api/applications/" + ref;
  }
}
