package eu.ttc.grants.portal.pages;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.award.Awards;
import eu.ttc.grants.evaluation.Evaluations;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.Journey;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.stateaid.DeMinimis;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.TestClock;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("Applicants see where their application stands and what to do")
class StandingPageTest {

  private final Journey journey;
  private final ApplicationDesk desk;
  private final Applications applications;
  private final Screenings screenings;
  private final DeMinimis deMinimis;
  private final Awards awards;
  private final Evaluations evaluations;
  private final People people;
  private final TestClock clock;
  private final int port;
  private final String anna;
  private final Browser browser;

  StandingPageTest(
      Journey journey,
      ApplicationDesk desk,
      Applications applications,
      Screenings screenings,
      DeMinimis deMinimis,
      Awards awards,
      Evaluations evaluations,
      People people,
      TestClock clock,
      @LocalServerPort int port) {
    this.journey = journey;
    this.desk = desk;
    this.applications = applications;
    this.screenings = screenings;
    this.deMinimis = deMinimis;
    this.awards = awards;
    this.evaluations = evaluations;
    this.people = people;
    this.clock = clock;
    this.port = port;
    this.anna = people.applicant();
    this.browser = Browser.of(anna, port);
  }

  @Test
  void draftLeadsToItsForm() {
    var ref = desk.draft(told());

    assertThat(browser.open("/applications/" + ref).path()).endsWith("/form");
  }

  @Test
  void submittedApplicationIsShownWithStepsHistoryAndPapers() {
    var page = open(journey.submitted(told()));

    assertThat(page.one(".heading .badge").text()).isEqualTo("Submitted");
    assertThat(page.html().select(".steps li.done").eachText()).containsExactly("received, done");
    assertThat(page.one(".steps [aria-current=step]").text()).startsWith("checked");
    assertThat(page.one(".next").text()).contains("Nothing for you to do now");
    assertThat(page.html().select(".timeline strong").eachText())
        .containsExactly("Application submitted", "Draft created");
    assertThat(page.html().select(".timeline .by").eachText()).containsOnly("by you");
    assertThat(browser.open(page.one("#to-receipt").attr("href")).status()).isEqualTo(200);
    assertThat(page.html().select(".files a").eachText())
        .contains("PROJECT_PLAN.txt", "ANNUAL_ACCOUNTS.txt");
  }

  @Test
  void whatToDoFollowsTheWayOfTheApplication() {
    var offered = journey.offered(told());
    assertThat(open(offered).one(".next.todo").text())
        .contains("To do", "14 days left", "Accept the grant agreement", "€5,000");
    assertThat(browser.open("/applications").text()).contains("You have something to do");

    var running = journey.running(told());
    assertThat(open(running).one(".next.todo").text()).contains("Do the work, then claim");

    var claimed = journey.claimed(told());
    assertThat(open(claimed).one(".next").text()).contains("verifies report and evidence");
    journey.verify(claimed, true, "All proved.");
    assertThat(open(claimed).one(".next").text()).contains("Your claim is accepted");

    note(claimed, "PAYMENT_RELEASED");
    assertThat(open(claimed).one(".next").text()).contains("on its way to your bank");
    note(claimed, "PAYMENT_BOOKED");
    assertThat(open(claimed).one(".steps [aria-current=step]").text()).startsWith("closed");
    move(claimed, ApplicationStatus.CLOSED, "CLOSED");
    var closed = open(claimed);
    assertThat(closed.one(".next.good").text()).contains("All done");
    assertThat(closed.html().select(".steps li.done")).hasSize(8);
  }

  @Test
  void aDeadlineThatIsOverIsSaidAtOnce() {
    var offered = journey.offered(told());
    clock.advance(Duration.ofDays(15));
    assertThat(open(offered).one(".next").text()).contains("about to lapse");

    journey.lapse(offered);
    assertThat(open(offered).one(".next.bad").text()).contains("The offer has lapsed");
  }

  @Test
  void rejectionTellsReasonsScoresAndRemedyButNotTheExpert() {
    var ref = journey.rejected(told());
    var page = open(ref);

    assertThat(page.text())
        .contains("The evaluation is below the threshold.", "6 of 15 points", "below the threshold")
        .contains("New for the whole region.", "A market is there.", "The plan is sound.")
        .contains("The board discussed it.", "You can object to this decision in writing");
    assertThat(page.html().outerHtml())
        .doesNotContain(evaluations.of(ref).orElseThrow().expert())
        .doesNotContain(awards.of(ref).orElseThrow().decidedBy());
    assertThat(page.one(".steps .stopped").text()).startsWith("decided");
  }

  @Test
  void scoresAreNotToldBeforeTheDecision() {
    var page = open(journey.evaluated(told(), 4));

    assertThat(page.text()).doesNotContain("of 15 points", "A market is there.");
  }

  @Test
  void rejectionByTheRulesTellsFactsAndFigures() {
    var incomplete = journey.submitted(told().registeredAs(null));
    screenings.checkCompleteness(incomplete, passageOf("screening.check-completeness"));
    awards.reject(incomplete, List.of(ReasonCode.INCOMPLETE), passageOf("award.reject"));
    assertThat(open(incomplete).text()).contains("This was missing: Number in the trade register.");

    var aided =
        desk.submitAndMove(
            told().withPriorAid("Province", LocalDate.of(2025, 3, 1), Cents.euros(299_000)),
            ApplicationStatus.COMPLETE,
            ApplicationStatus.ELIGIBLE);
    deMinimis.check(aided, Cents.euros(5_000), passageOf("stateaid.check-de-minimis"));
    awards.reject(aided, List.of(ReasonCode.DE_MINIMIS_CEILING), passageOf("award.reject"));
    assertThat(open(aided).text()).contains("€299,000", "€300,000");
  }

  @Test
  void withdrawnDraftIsReadOnly() {
    var ref = desk.draft(told());
    move(ref, ApplicationStatus.WITHDRAWN, "WITHDRAWN");
    var path = "/applications/" + ref;

    var page = browser.open(path);

    assertThat(page.path()).isEqualTo(path);
    assertThat(page.text()).contains("You have withdrawn this application");
    assertThat(browser.open(path + "/form").path()).isEqualTo(path);
    assertThat(browser.post(path + "/typed", Map.of("project.title", "x")).status()).isEqualTo(409);
    assertThat(browser.post(path + "/submission", Map.of("declarations.truthful", "true")).status())
        .isEqualTo(409);
  }

  @Test
  void newEntriesArriveLiveAndThePageFetchesWhatChanged() throws Exception {
    var ref = journey.submitted(told());
    var page = open(ref);
    var stream = browser.stream(page.one("main[sse-connect]").attr("sse-connect"));
    assertThat(page.one("[hx-trigger^=sse:status]").attr("hx-get"))
        .isEqualTo("/applications/" + ref + "/standing");

    try (var lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith(":");
      move(ref, ApplicationStatus.COMPLETE, "COMPLETE");

      assertThat(lines.lines().limit(4).toList()).contains("event:status", "id:3");
    }
    var fresh = browser.open("/applications/" + ref + "/standing");
    assertThat(fresh.html().select("html header")).isEmpty();
    assertThat(fresh.one(".heading .badge").text()).isEqualTo("Complete");
    assertThat(fresh.one("#news").text()).isEqualTo("Application is complete");
    assertThat(fresh.one(".next").text()).contains("Your application is complete");
  }

  @Test
  void staffWithoutAnApplicationOfTheirOwnHaveNoSuchPage() {
    var ref = journey.submitted(told());
    var olga = Browser.of(people.with(Role.PROGRAMME_OFFICER), port);

    assertThat(olga.open("/applications/" + ref).status()).isEqualTo(403);
  }

  private AnApplication told() {
    return anApplication().by(anna);
  }

  private Browser.Page open(ApplicationRef ref) {
    return browser.open("/applications/" + ref);
  }

  private void note(ApplicationRef ref, String event) {
    desk.inTransaction(
        () -> {
          applications.note(ref, event, Applications.SYSTEM, null);
          return event;
        });
  }

  private void move(ApplicationRef ref, ApplicationStatus status, String event) {
    desk.inTransaction(
        () -> {
          applications.move(ref, status, event, anna, null);
          return status;
        });
  }
}
