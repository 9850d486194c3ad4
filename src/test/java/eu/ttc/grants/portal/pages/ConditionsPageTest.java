package eu.ttc.grants.portal.pages;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.award.Conditions;
import eu.ttc.grants.award.ConfirmConditions;
import eu.ttc.grants.award.ConfirmConditions.Fulfilled;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.Browser.Page;
import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.CaseDesk;
import eu.ttc.grants.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("Applicants see the conditions of their award and send what shows that they are met")
class ConditionsPageTest {

  private static final String LETTER = "Send the signed letter of intent.";
  private static final String SCHEDULE = "Send a schedule with the tests first.";
  private static final byte[] PDF = "%PDF-1.7 letter".getBytes(StandardCharsets.US_ASCII);

  private final Conditions conditions;
  private final Agreements agreements;
  private final ApplicationDesk desk;
  private final CaseDesk cases;
  private final People people;
  private final TestClock clock;
  private final int port;
  private final String anna;
  private final Browser browser;
  private ApplicationRef ref;

  ConditionsPageTest(
      Conditions conditions,
      Agreements agreements,
      ApplicationDesk desk,
      CaseDesk cases,
      People people,
      TestClock clock,
      @LocalServerPort int port) {
    this.conditions = conditions;
    this.agreements = agreements;
    this.desk = desk;
    this.cases = cases;
    this.people = people;
    this.clock = clock;
    this.port = port;
    this.anna = people.applicant();
    this.browser = Browser.of(anna, port);
  }

  @BeforeEach
  void awardedOnTwoConditions() {
    ref = cases.awardedOn(anApplication().by(anna), LETTER, SCHEDULE);
  }

  @Test
  void whatIsToDoStandsOnThePageOfTheApplication() {
    assertThat(standing().one(".next.todo").text()).contains("will stand here in a moment");

    ask();

    var page = standing();
    assertThat(page.one(".next.todo").text())
        .contains("To do", "90 days left", "2 of them are open");
    assertThat(page.html().select(".conditions li p").eachText()).containsExactly(LETTER, SCHEDULE);
    assertThat(page.html().select(".conditions .badge").eachText()).containsOnly("open");
    assertThat(page.one("#to-conditions").attr("href")).endsWith("/conditions");
    assertThat(page.html().select(".timeline strong").eachText())
        .contains("Voucher awarded on conditions", "Asked to show that the conditions are met");
  }

  @Test
  void proofIsSentAndWhatIsConfirmedIsSeen() {
    ask();
    var page = browser.open(path());
    assertThat(page.text())
        .contains(LETTER, SCHEDULE, "at the latest")
        .doesNotContain("You have sent");

    var sent = page.form("#proof").choose("conditionDocuments", PDF).send();

    assertThat(sent.text()).contains("We have received your documents", "You have sent");
    assertThat(sent.html().select(".files a")).hasSize(1);
    confirm(1);
    assertThat(browser.open(path()).html().select(".conditions .badge").eachText().getFirst())
        .startsWith("met, confirmed on");
    assertThat(standing().one(".next.todo").text()).contains("one of them is open");
    assertThat(standing().text()).doesNotContain("As sent, page 2.");

    confirm(2);
    var settled = browser.open(path());
    assertThat(settled.text()).contains("Every condition is met");
    assertThat(settled.html().select("#proof")).isEmpty();
    assertThat(standing().one(".next").text()).contains("agreement is being prepared");
  }

  @Test
  void whoChoosesNoFileOrTooLargeAOneIsToldSo() {
    ask();
    var page = browser.open(path());

    var none = page.form("#proof").send();
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.problem("conditionDocuments")).contains("at least one file");
    var large = page.form("#proof").choose("conditionDocuments", new byte[11 * 1024 * 1024]).send();
    assertThat(large.status()).isEqualTo(422);
    assertThat(large.problem("conditionDocuments")).contains("10 MB");
  }

  @Test
  void whatIsNotTheirsOrHasNoConditionsDoesNotExist() {
    var stranger = Browser.of(people.applicant(), port);
    assertThat(stranger.open(path()).status()).isEqualTo(404);
    assertThat(browser.open("/applications/V-2026-999999/conditions").status()).isEqualTo(404);
    var plain = cases.offered(anApplication().by(anna));
    assertThat(browser.open("/applications/" + plain + "/conditions").status()).isEqualTo(404);
    assertThat(browser.open("/applications/" + plain).html().select("#to-conditions")).isEmpty();
    assertThat(Http.at(port).as(anna).get("/api/applications/" + plain + "/conditions").status())
        .isEqualTo(404);
  }

  @Test
  void afterTheDeadlineThePageSaysThatTheAwardLapsed() {
    ask();
    var page = browser.open(path());
    clock.advance(Duration.ofDays(91));
    assertThat(standing().one(".next").text()).contains("about to lapse");
    conditions.lapse(ref, passageOf("award.lapse"));

    assertThat(standing().one(".next.bad").text())
        .contains("The award has lapsed", "conditions of the award were not met");
    assertThat(browser.open(path()).text()).contains("the award has lapsed");
    var late = page.form("#proof").choose("conditionDocuments", PDF).send();
    assertThat(late.status()).isEqualTo(409);
  }

  @Test
  void theApiTellsTheSame() {
    ask();
    var api = Http.at(port).as(anna);
    var stored =
        api.upload("/api/applications/" + ref + "/documents", "CONDITION", "letter.pdf", PDF);
    assertThat(stored.status()).as(stored.text()).isEqualTo(201);
    confirm(2);

    var told = api.get("/api/applications/" + ref + "/conditions").json();

    assertThat(told.path("state").asString()).isEqualTo("OPEN");
    assertThat(told.path("proveBy").isNull()).isFalse();
    assertThat(told.at("/conditions/0/text").asString()).isEqualTo(LETTER);
    assertThat(told.at("/conditions/0/confirmedAt").isNull()).isTrue();
    assertThat(told.at("/conditions/1/confirmedAt").isNull()).isFalse();
    assertThat(told.toString()).doesNotContain("As sent, page 2.");
  }

  @Test
  void theAgreementNamesTheConditionsThatWereMet() {
    ask();
    confirm(1, 2);
    agreements.offer(ref, cases.inDays(14), passageOf("agreement.offer"));

    assertThat(browser.open("/applications/" + ref + "/agreement").text())
        .contains("Conditions that you have met", LETTER, SCHEDULE);
  }

  @Test
  void thePageSpeaksFourLanguages() {
    ask();
    confirm(1);
    for (var language : Language.values()) {
      var reading = Browser.of(anna, port).speaking(language.code());
      for (var address : new String[] {path(), path() + "?sent", "/applications/" + ref}) {
        assertThat(reading.open(address).text()).as(language + address).doesNotContain("??");
      }
    }
  }

  private void ask() {
    conditions.askForProof(ref, cases.inDays(90), passageOf("award.ask-for-proof"));
  }

  private void confirm(int... numbers) {
    conditions.confirm(
        new ConfirmConditions(
            ref,
            Arrays.stream(numbers)
                .mapToObj(number -> new Fulfilled(number, "As sent, page 2."))
                .toList(),
            desk.person(Role.PROGRAMME_OFFICER)),
        passageOf("award.confirm-conditions"));
  }

  private Page standing() {
    return browser.open("/applications/" + ref);
  }

  private String path() {
    return "/applications/" + ref + "/conditions";
  }
}
