package eu.ttc.grants.portal.pages;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.Applications;
import eu.ttc.grants.budget.Allocations;
import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.ranking.CallRankings;
import eu.ttc.grants.ranking.ChangedPlace;
import eu.ttc.grants.ranking.ConflictKind;
import eu.ttc.grants.ranking.Departure;
import eu.ttc.grants.ranking.PanelMember;
import eu.ttc.grants.ranking.PanelOutcome.Ranked;
import eu.ttc.grants.ranking.Panels;
import eu.ttc.grants.ranking.Rankings;
import eu.ttc.grants.ranking.RecordPanelDecision;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.RankingDesk;
import eu.ttc.grants.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServedTest
@DisplayName("The ranking of a call is shown")
class RankingPagesTest {

  private final People people;
  private final ApplicationDesk desk;
  private final RankingDesk ranking;
  private final CallRankings callRankings;
  private final Rankings rankings;
  private final Panels panels;
  private final TestClock clock;
  private final int port;
  private final String anna;
  private String call = "";
  private String ada = "";

  RankingPagesTest(
      People people,
      ApplicationDesk desk,
      CallRankings callRankings,
      Rankings rankings,
      Panels panels,
      Applications applications,
      Calls calls,
      AidComputations computations,
      Allocations allocations,
      Budget budget,
      JdbcClient jdbc,
      TestClock clock,
      @LocalServerPort int port) {
    this.people = people;
    this.desk = desk;
    this.callRankings = callRankings;
    this.rankings = rankings;
    this.panels = panels;
    this.ranking = new RankingDesk(desk, calls, computations, allocations, budget, jdbc, clock);
    this.clock = clock;
    this.port = port;
    this.anna = people.applicant();
  }

  @BeforeEach
  void open() {
    call = ranking.openCall();
    ada = people.with(Role.ADMINISTRATOR);
  }

  @Test
  @DisplayName("to administrators, who say who sits on the panel")
  void saysWhoSitsOnThePanel() {
    var max = people.with(Role.PROGRAMME_MANAGER);
    var browser = Browser.of(ada, port);
    var page = browser.open("/calls/" + call + "/ranking");
    assertThat(page.text()).contains("The call still takes applications", "Nobody has a seat yet");

    var wrong = page.form("#panel form").type("member", "nobody-at-all").send();
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.problem("memberState")).contains("must be chosen");
    wrong = wrong.form("#panel form").type("memberState", "NL").send();
    assertThat(wrong.problem("member")).contains("no account");
    var added = wrong.form("#panel form").type("member", max).send();

    assertThat(added.path()).isEqualTo("/calls/" + call + "/ranking");
    assertThat(panels.members(call)).containsExactly(new PanelMember(max, "NL"));
    browser.post("/calls/" + call + "/panel/" + max + "/removal", Map.of());
    assertThat(panels.members(call)).isEmpty();
    assertThat(Browser.of(max, port).post("/calls/" + call + "/panel", Map.of()).status())
        .isEqualTo(403);
    assertThat(Browser.of(anna, port).open("/calls/" + call + "/ranking").status()).isEqualTo(403);
  }

  @Test
  @DisplayName(
      "to staff with cut-off, reserve list, quorum and who left, and to applicants their own")
  void isShown() {
    var refs = rankedWithPanel();
    var officer = Browser.of(people.with(Role.PROGRAMME_OFFICER), port);

    var page = officer.open("/calls/" + call + "/ranking");

    assertThat(page.text())
        .contains(
            "The money reached to here",
            "grant set aside",
            "Number 1 on the reserve list",
            "below the threshold",
            "3 of 3 members",
            "works for a party",
            "Compared and discussed.",
            "By the figures place 3. The panel: Fits the region best.");
    assertThat(page.html().select("table.ranking tbody tr:not(.cut) td:nth-child(2) a").eachText())
        .containsExactlyElementsOf(refs.stream().map(ApplicationRef::value).toList());
    for (var language : Language.values()) {
      var html = officer.speaking(language.code()).open("/calls/" + call + "/ranking").html();
      assertThat(html.outerHtml()).doesNotContain("??").doesNotContainPattern("\\{\\d");
      var own =
          Browser.of(anna, port).speaking(language.code()).open("/applications/" + refs.get(2));
      assertThat(own.html().outerHtml()).doesNotContain("??").doesNotContainPattern("\\{\\d");
    }
    assertThat(Browser.of(anna, port).open("/applications/" + refs.get(2)).text())
        .contains("You are number 1 on the reserve list", "The list is valid until");
    assertThat(Browser.of(anna, port).open("/applications/" + refs.get(0)).text())
        .contains("ranked your project where the money reaches");
    assertThat(officer.open("/calls").html().select("a[href$=/ranking]")).isNotEmpty();
    assertThat(Browser.of(anna, port).open("/calls").html().select("a[href$=/ranking]")).isEmpty();
  }

  @Test
  @DisplayName("before the decision with the order by the figures and how far the money reaches")
  void isShownBefore() {
    entered(200, 9);
    entered(200, 8);
    ranking.fund(Cents.euros(200_000));
    ranking.close(call);

    var page = Browser.of(ada, port).open("/calls/" + call + "/ranking");

    assertThat(page.text())
        .contains(
            "The task of the panel is in Tasklist", "available now reaches to here", "entered");
  }

  @Test
  @DisplayName("by the API, with the panel, and to an applicant only their own place")
  void isShownByTheApi() {
    var admin = Http.at(port).as(ada);
    var max = people.with(Role.PROGRAMME_MANAGER);
    var path = "/api/calls/" + call + "/panel";
    assertThat(admin.post(path, seat(max, "DE")).status()).isEqualTo(200);
    assertThat(admin.post(path, seat(max, "FR")).status()).isEqualTo(422);
    assertThat(admin.get(path).json().get(0).path("memberState").asString()).isEqualTo("DE");
    assertThat(admin.send("DELETE", path + "/" + max, "application/json", "").status())
        .isEqualTo(204);
    assertThat(admin.send("DELETE", path + "/" + max, "application/json", "").status())
        .isEqualTo(404);
    var refs = rankedWithPanel();

    var told = Http.at(port).as(max).get("/api/calls/" + call + "/ranking").json();

    assertThat(told.path("entries").size()).isEqualTo(4);
    assertThat(told.path("entries").get(0).path("figures").path("grantCents").asLong())
        .isEqualTo(200_000_00L);
    assertThat(told.path("decision").path("departures").size()).isOne();
    var own = Http.at(port).as(anna).get("/api/applications/" + refs.get(2) + "/ranking").json();
    assertThat(own.path("state").asString()).isEqualTo("RESERVE");
    assertThat(own.path("reservePosition").asInt()).isOne();
    assertThat(own.toString()).doesNotContain(refs.get(0).value());
    assertThat(
            Http.at(port)
                .as(people.applicant())
                .get("/api/applications/" + refs.get(2) + "/ranking")
                .status())
        .isEqualTo(404);
    assertThat(Http.at(port).as(anna).get("/api/calls/" + call + "/ranking").status())
        .isEqualTo(403);
  }

  private static String seat(String member, String state) {
    return """
    {"member": "%s", "memberState": "%s"}
    """
        .formatted(member, state);
  }

  /** Two funded, one on the reserve list, one below the threshold; in this order. */
  private List<ApplicationRef> rankedWithPanel() {
    var refs = new ArrayList<ApplicationRef>();
    refs.add(entered(200, 10));
    refs.add(entered(200, 7));
    refs.add(entered(200, 8));
    refs.add(entered(100, 5));
    ranking.fund(Cents.euros(450_000));
    var present = new HashSet<String>();
    for (var state : List.of("NL", "DE", "BE")) {
      var member = new PanelMember(desk.person(Role.PROGRAMME_OFFICER), state);
      panels.add(call, member, ada);
      present.add(member.username());
    }
    ranking.close(call);
    callRankings.awaitEvaluations(call, passageOf("ranking.await-evaluations"));
    var outcome =
        callRankings.record(
            new RecordPanelDecision(
                call,
                callRankings.prepare(call).fingerprint(),
                Set.copyOf(present),
                List.of(
                    new Departure(
                        present.iterator().next(), refs.get(0), ConflictKind.WORKS_FOR_A_PARTY)),
                List.of(new ChangedPlace(refs.get(1), 2, "Fits the region best.")),
                "Compared and discussed.",
                people.with(Role.PROGRAMME_MANAGER)),
            passageOf("ranking.record-decision"));
    assertThat(outcome).isEqualTo(new Ranked(2, 1, 1));
    rankings.reservePlace(
        refs.get(2),
        1,
        clock.instant().plus(Duration.ofDays(180)),
        passageOf("ranking.check-reserve"));
    return refs;
  }

  private ApplicationRef entered(long thousands, int halfPoints) {
    var ref = ranking.eligible(anApplication().by(anna), call, Cents.euros(thousands * 1000));
    ranking.evaluate(ref, halfPoints, halfPoints, halfPoints);
    rankings.enter(ref, passageOf("ranking.enter"));
    return ref;
  }

  /** For looking at: the pages as they were served. */
}
