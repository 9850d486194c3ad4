package eu.ttc.grants.portal.pages;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.Browser.Page;
import eu.ttc.grants.portal.Journey;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.ApplicationDesk;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("Every page of applicants speaks four languages and can be read by machines")
class PagesInFourLanguagesTest {

  private final Journey journey;
  private final ApplicationDesk desk;
  private final Applications applications;
  private final String anna;
  private final Browser browser;

  PagesInFourLanguagesTest(
      Journey journey,
      ApplicationDesk desk,
      Applications applications,
      People people,
      @LocalServerPort int port) {
    this.journey = journey;
    this.desk = desk;
    this.applications = applications;
    this.anna = people.applicant();
    this.browser = Browser.of(anna, port);
  }

  @Test
  void noTextIsMissing() {
    assertWords("/applications");
    var addresses = new ArrayList<>(List.of("/applications", "/applications/new"));
    var draft = desk.draft(told());
    addresses.addAll(List.of(of(draft, "/form"), of(draft, "/form?saved"), of(draft, "/review")));
    var half = desk.draft(told().registeredAs(null));
    keep(half);
    addresses.addAll(List.of(of(half, "/form"), of(half, "/review")));
    var fund = desk.draft(told().forTheFund(Cents.euros(200_000)));
    addresses.addAll(
        List.of(
            "/calls",
            "/applications/new?call=" + ApplicationDesk.CALL,
            of(fund, "/form"),
            of(fund, "/review")));
    var submitted = journey.submitted(told());
    addresses.addAll(
        List.of(of(submitted, ""), of(submitted, "/receipt"), of(submitted, "/standing")));
    addresses.add(of(journey.rejected(told()), ""));
    var offered = journey.offered(told());
    addresses.addAll(List.of(of(offered, ""), of(offered, "/agreement")));
    var running = journey.running(told());
    addresses.addAll(
        List.of(of(running, ""), of(running, "/agreement?accepted"), of(running, "/claim?kept")));
    var claimed = journey.claimed(told());
    addresses.addAll(List.of(of(claimed, "?claimed"), of(claimed, "/claim")));
    var refused = journey.claimed(told());
    journey.verify(refused, false, "Not enough.");
    journey.invite(refused);
    addresses.addAll(List.of(of(refused, ""), of(refused, "/claim")));

    addresses.forEach(this::assertWords);
  }

  @Test
  void everyStatusHasAPage() {
    for (var status : ApplicationStatus.values()) {
      if (status == ApplicationStatus.DRAFT) {
        continue;
      }
      assertWords(of(moved(status), ""));
    }
  }

  @Test
  void errorsAndLateFormsSpeakToo() {
    var submitted = journey.submitted(told());
    for (var language : Language.values()) {
      browser.speaking(language.code());
      var late = browser.post(of(submitted, "/typed"), Map.of("project.title", "x"));
      assertThat(late.status()).isEqualTo(409);
      assertReadable(late, language, "late");
      var wrong =
          browser
              .open(of(desk.draft(told()), "/form"))
              .form("#application")
              .type("enterprise.headcount", "x")
              .type("enterprise.email", "x")
              .type("costs[0].amountCents", "-5")
              .type("priorDeMinimis[0].grantedOn", "2999-01-01")
              .type("project.title", "x".repeat(201))
              .send();
      assertThat(wrong.status()).isEqualTo(422);
      assertReadable(wrong, language, "wrong");
    }
  }

  private void assertWords(String address) {
    for (var language : Language.values()) {
      var page = browser.speaking(language.code()).open(address);
      assertThat(page.status()).as(address).isEqualTo(200);
      assertReadable(page, language, address);
    }
  }

  /** No key instead of a text, one main heading, every field labelled, every id there once. */
  private static void assertReadable(Page page, Language language, String address) {
    var html = page.html();
    assertThat(html.outerHtml())
        .as(address + " in " + language)
        .doesNotContain("??")
        .doesNotContainPattern("\\{\\d");
    if (!address.endsWith("/standing")) {
      assertThat(html.select("html").attr("lang")).isEqualTo(language.code());
      assertThat(html.select("main")).hasSize(1);
    }
    assertThat(html.select("h1")).as(address).hasSize(1);
    for (var field : html.select("main input:not([type=hidden]), main select, main textarea")) {
      var label =
          field.hasAttr("id") ? html.select("label[for=\"" + field.id() + "\"]").text() : "";
      var around = field.closest("label") == null ? "" : field.closest("label").text();
      assertThat(label + around).as(field.outerHtml()).isNotBlank();
    }
    var ids = html.select("[id]").eachAttr("id");
    assertThat(new HashSet<>(ids)).as(address).hasSameSizeAs(ids);
  }

  private AnApplication told() {
    return anApplication()
        .by(anna)
        .withHolding(30, 8, Cents.euros(20_000), Cents.euros(10_000))
        .withPriorAid("Province", LocalDate.of(2025, 3, 4), Cents.euros(1_000))
        .withPartner("Institut", "DE", Region.AACHEN);
  }

  private ApplicationRef moved(ApplicationStatus status) {
    var way =
        switch (status) {
          case DRAFT, SUBMITTED -> List.<ApplicationStatus>of();
          case INFO_REQUESTED, COMPLETE, REJECTED, WITHDRAWN -> List.of(status);
          case ELIGIBLE -> List.of(ApplicationStatus.COMPLETE, status);
          case UNDER_APPEAL -> List.of(ApplicationStatus.REJECTED, status);
          case RESERVE -> upTo(ApplicationStatus.EVALUATED, status);
          case EVALUATED, APPROVED, CONTRACTED, RUNNING, FINAL_REPORTED, CLOSED ->
              List.of(ApplicationStatus.values()).stream()
                  .filter(one -> one.compareTo(ApplicationStatus.COMPLETE) >= 0)
                  .filter(one -> one.compareTo(status) <= 0)
                  .toList();
          case LAPSED -> upTo(ApplicationStatus.APPROVED, status);
          case TERMINATED -> upTo(ApplicationStatus.CONTRACTED, status);
        };
    return desk.submitAndMove(told(), way.toArray(ApplicationStatus[]::new));
  }

  private static List<ApplicationStatus> upTo(ApplicationStatus last, ApplicationStatus end) {
    var way = new ArrayList<ApplicationStatus>();
    for (var one : ApplicationStatus.values()) {
      if (one.compareTo(ApplicationStatus.COMPLETE) >= 0 && one.compareTo(last) <= 0) {
        way.add(one);
      }
    }
    way.add(end);
    return way;
  }

  private void keep(ApplicationRef ref) {
    browser.post(
        of(ref, "/typed"), Map.of("enterprise.name", "A", "enterprise.headcount", "a few"));
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.DRAFT);
  }

  private static String of(ApplicationRef ref, String page) {
    return "/applications/" + ref + page;
  }
}
