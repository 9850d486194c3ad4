package eu.ttc.grants.portal.pages;

import static eu.ttc.grants.testing.AMember.aMember;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.application.Dossier;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.call.Calls;
import eu.ttc.grants.consortium.Consortia;
import eu.ttc.grants.consortium.ParticipationState;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.Browser.Page;
import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.screening.Screenings;
import eu.ttc.grants.testing.ApplicationDesk;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServedTest
@DisplayName("The pages of the innovation fund")
class FundPagesTest {

  private static final byte[] PDF = "%PDF-1.7".getBytes(StandardCharsets.US_ASCII);

  private final People people;
  private final ApplicationDesk desk;
  private final Applications applications;
  private final Calls calls;
  private final Consortia consortia;
  private final Screenings screenings;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final int port;
  private final String anna;
  private final Browser browser;

  FundPagesTest(
      People people,
      ApplicationDesk desk,
      Applications applications,
      Calls calls,
      Consortia consortia,
      Screenings screenings,
      JdbcClient jdbc,
      Clock clock,
      @LocalServerPort int port) {
    this.people = people;
    this.desk = desk;
    this.applications = applications;
    this.calls = calls;
    this.consortia = consortia;
    this.screenings = screenings;
    this.jdbc = jdbc;
    this.clock = clock;
    this.port = port;
    this.anna = people.applicant();
    this.browser = Browser.of(anna, port);
  }

  @Test
  @DisplayName("let an administrator announce a call, and close it with a reason")
  void announceAndCloseACall() {
    var ada = Browser.of(people.with(Role.ADMINISTRATOR), port);
    desk.openCall();
    var today = LocalDate.now(clock.withZone(Applications.PROGRAMME_ZONE));
    var form = ada.open("/calls/new");

    var wrong =
        form.form("main form")
            .type("title", "Winter call")
            .type("opensAt", "31-02-2026")
            .type("closesAt.time", "25:00")
            .send();
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.value("title")).isEqualTo("Winter call");
    assertThat(wrong.value("opensAt")).isEqualTo("31-02-2026");
    assertThat(wrong.problem("opensAt")).isEqualTo("must be a date");
    assertThat(wrong.problem("closesAt.time")).contains("17:00:00");
    assertThat(wrong.text()).contains("Languages of applications: is required");

    var announced =
        wrong
            .form("main form")
            .type("opensAt", today.minusDays(1).toString())
            .type("closesAt", today.plusDays(20).toString())
            .type("closesAt.time", "17:00:30")
            .type("languages.nl", "true")
            .type("grantsExpectedOn", today.plusDays(60).toString())
            .send();
    assertThat(announced.path()).isEqualTo("/calls");
    assertThat(announced.text()).contains("The call is announced.", "Winter call", "17:00:30");
    var call =
        calls.open().stream()
            .filter(open -> open.title().equals("Winter call"))
            .findFirst()
            .orElseThrow();
    assertThat(call.languages()).containsExactly(Language.NL);

    var closure = ada.open("/calls/" + call.reference() + "/closure");
    assertThat(closure.form("main form").send().status()).isEqualTo(422);
    var closed = closure.form("main form").type("reason", "No money left.").send();
    assertThat(closed.text()).contains("The call is closed.", "No money left.");
    assertThat(calls.find(call.reference()).orElseThrow().isOpen()).isFalse();
  }

  @Test
  @DisplayName("let nobody else announce or close one")
  void letNobodyElseAnnounce() {
    var officer = Browser.of(people.with(Role.PROGRAMME_OFFICER), port);

    assertThat(browser.open("/calls").status()).isEqualTo(200);
    assertThat(browser.open("/calls/new").status()).isEqualTo(403);
    assertThat(officer.post("/calls", Map.of("title", "Mine")).status()).isEqualTo(403);
    assertThat(
            officer
                .post("/calls/" + ApplicationDesk.CALL + "/closure", Map.of("reason", "Why not."))
                .status())
        .isEqualTo(403);
  }

  @Test
  @DisplayName("take a lead from the call to the receipt")
  void takeALeadFromTheCallToTheReceipt() {
    desk.openCall();
    var form = begin(ApplicationDesk.CALL);
    assertThat(form.path()).endsWith("/form");
    assertThat(form.text())
        .contains("Always open", "Costs and financing of the lead")
        .doesNotContain("de minimis");

    var saved = fill(form).send();
    assertThat(saved.status()).as(saved.text()).isEqualTo(200);
    assertThat(saved.text()).contains("2 things are still missing");
    assertThat(saved.value("partners[0].member.participation.costs.industrialResearchCents"))
        .isEqualTo("60,000");
    var review =
        saved
            .form("#application")
            .choose("documents.PROJECT_PLAN", PDF)
            .choose("documents.ANNUAL_ACCOUNTS", PDF)
            .press("review");
    assertThat(review.text())
        .contains("Everything is there", "Industrial research", "€220,000", "€400,000");
    var receipt = review.form("#submit").type("declarations.truthful", "true").send();

    assertThat(receipt.path()).endsWith("/receipt");
    var ref = reference(receipt);
    assertThat(ref.value()).startsWith("F-");
    var dossier = applications.get(ref).dossier();
    assertThat(dossier.fund())
        .isEqualTo(
            new Dossier.Fund(
                ApplicationDesk.CALL,
                new Dossier.Participation(
                    new Dossier.PerCategory(160_000_00L, 80_000_00L, null, null, null, null),
                    null,
                    120_000_00L,
                    null,
                    null),
                "en",
                null));
    assertThat(receipt.text()).contains(applications.versions(ref).getFirst().sha256());
    assertThat(calls.answered(ref).reference()).isEqualTo(ApplicationDesk.CALL);
  }

  @Test
  @DisplayName("ask what may raise the aid, explain it, and keep what was said")
  void askWhatMayRaiseTheAid() {
    desk.openCall();
    var form = begin(ApplicationDesk.CALL);
    assertThat(form.text())
        .contains(
            "What may raise the aid",
            "It counts once an officer has verified it.",
            "Does the work take place in an assisted area?");

    var saved =
        fill(form)
            .type("fund.grounds.wideDissemination", "true")
            .type("fund.lead.assistedArea", "C")
            .send();

    assertThat(saved.text()).contains("3 things are still missing");
    assertThat(saved.value("fund.lead.assistedArea")).isEqualTo("C");
    var explained =
        saved.form("#application").type("fund.grounds.explanation", "Open data.").send();
    assertThat(explained.text()).contains("2 things are still missing");
    assertThat(explained.value("fund.grounds.explanation")).isEqualTo("Open data.");
  }

  @Test
  @DisplayName("keep what was typed about a partner, and say beside the field what is wrong")
  void keepWhatWasTyped() {
    desk.openCall();
    var page =
        begin(ApplicationDesk.CALL)
            .form("#application")
            .type("partners[0].name", "B")
            .type("partners[0].country", "NL")
            .type("partners[0].region", "AACHEN")
            .type("partners[0].member.email", "b@")
            .type("partners[0].member.bankAccount.iban", "DE00")
            .type("partners[0].member.participation.costs.patentsCents", "lots")
            .type("partners[0].member.participation.otherAid.secondmentCents", "100")
            .send();

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.value("partners[0].member.email")).isEqualTo("b@");
    assertThat(page.problem("partners[0].country")).contains("another country");
    assertThat(page.problem("partners[0].member.email")).contains("no e-mail address");
    assertThat(page.problem("partners[0].member.bankAccount.iban")).contains("IBAN");
    assertThat(page.problem("partners[0].member.participation.costs.patentsCents"))
        .contains("amount in euros");
    assertThat(page.problem("partners[0].member.participation.otherAid.secondmentCents"))
        .contains("costs of the same category");
  }

  @Test
  @DisplayName("offer the languages of the call only, and say beside the field what is wrong")
  void offerTheLanguagesOfTheCall() {
    desk.openCall();
    jdbc.sql(
            """
            insert into fund_call (reference, title, opens_at, closes_at, languages, budget_line, ruleset,
                                   grants_expected_on, announced_by, announced_at)
            values ('C-2001-02', 'Two languages', '2001-01-01', '2099-01-01', array['nl', 'de'],
                    (select code from budget_line where scheme = 'INNOVATION_FUND'), 'FUND-AID-2024', '2027-01-15', 'test', '2001-01-01') on conflict do nothing
            """)
        .update();
    assertThat(
            browser
                .open("/applications/new?call=C-2001-02")
                .html()
                .select("select[name='fund.language'] option")
                .eachAttr("value"))
        .containsExactly("", "nl", "de");
    var wrong =
        fill(begin("C-2001-02"))
            .type("fund.language", "fr")
            .choose("documents.PROJECT_PLAN", PDF)
            .choose("documents.ANNUAL_ACCOUNTS", PDF)
            .press("review");

    assertThat(wrong.html().select("#submit")).isEmpty();
    var words =
        Map.of(
            "en", "is no language of this call",
            "nl", "is geen taal van deze oproep",
            "de", "ist keine Sprache dieses Aufrufs",
            "fr", "n’est pas une langue de cet appel");
    var form = wrong.path().replace("/review", "/form");
    words.forEach(
        (language, told) -> {
          browser.speaking(language);
          assertThat(browser.open(wrong.path()).one("#hindrances").text()).contains(told);
          assertThat(browser.open(form).problem("fund.language")).startsWith(told);
        });
    browser.speaking("en");
    var sent =
        Http.at(port).as(anna).post("/api/applications/%s/submission".formatted(reference(wrong)));
    assertThat(sent.status()).isEqualTo(422);
    assertThat(sent.errors()).anyMatch(error -> error.contains("fund.language"));

    var right = browser.open(form).form("#application").type("fund.language", "de").press("review");
    var receipt = right.form("#submit").type("declarations.truthful", "true").send();
    assertThat(receipt.path()).endsWith("/receipt");
  }

  @Test
  @DisplayName("say that a call is closed, keep the draft, and take nothing more for it")
  void sayThatACallIsClosed() {
    var administrator = desk.person(Role.ADMINISTRATOR);
    desk.openCall();
    jdbc.sql(
            """
            insert into fund_call (reference, title, opens_at, closes_at, languages, budget_line, ruleset,
                                   grants_expected_on, announced_by, announced_at)
            values ('C-2001-01', 'Closes soon', '2001-01-01', '2099-01-01', array['nl'],
                    (select code from budget_line where scheme = 'INNOVATION_FUND'), 'FUND-AID-2024', '2027-01-15', 'test', '2001-01-01') on conflict do nothing
            """)
        .update();
    var form = begin("C-2001-01");
    var ready =
        fill(form)
            .choose("documents.PROJECT_PLAN", PDF)
            .choose("documents.ANNUAL_ACCOUNTS", PDF)
            .press("review");
    calls.close("C-2001-01", "Enough.", administrator);

    var late = ready.form("#submit").type("declarations.truthful", "true").send();

    assertThat(late.status()).isEqualTo(422);
    assertThat(late.text()).contains("Takes no applications now");
    var ref = reference(late);
    assertThat(applications.get(ref).status()).isEqualTo(ApplicationStatus.DRAFT);
    assertThat(browser.open("/applications/new?call=C-2001-01").text())
        .contains("Takes no applications now");
    var another =
        browser
            .open("/applications/new?call=C-2001-01")
            .form("main form")
            .type("enterprise.name", "Late")
            .type("project.title", "Later")
            .send();
    assertThat(another.status()).isEqualTo(422);
    assertThat(another.text()).contains("takes no applications now");
  }

  @Test
  @DisplayName("let a partner read what was told of it and confirm, once")
  void letAPartnerConfirm() {
    var ref = asked();
    var link = "/participations/" + token(ref);
    var partner = Browser.of(people.applicant(), port);

    for (var language : Language.values()) {
      var page = partner.speaking(language.code()).open(link);
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.html().outerHtml()).as(language.code()).doesNotContain("??");
    }
    var page = partner.speaking("en").open(link);
    assertThat(page.text())
        .contains("names B as a partner", "€160,000", "DE89 3704", "We do not take part");

    var confirmed = page.form("main form[action$=confirmation]").send();

    assertThat(confirmed.text()).contains("Confirmed: your organisation takes part.");
    assertThat(confirmed.html().select("main form")).isEmpty();
    assertThat(consortia.of(ref).orElseThrow().partners().getFirst().state())
        .isEqualTo(ParticipationState.CONFIRMED);
    var stranger = Browser.of(people.applicant(), port).post(link + "/confirmation", Map.of());
    assertThat(stranger.status()).isEqualTo(409);
    assertThat(stranger.text()).contains("Your answer could not be taken");
    assertThat(browser.open("/applications/" + ref).text())
        .contains("All partners have confirmed", "takes part");
  }

  @Test
  @DisplayName("let a partner decline with a reason, which the lead reads")
  void letAPartnerDecline() {
    var ref = asked();
    var page = Browser.of(people.applicant(), port).open("/participations/" + token(ref));

    var without = page.form("#refusal").send();
    assertThat(without.status()).isEqualTo(422);
    assertThat(without.problem("reason")).isEqualTo("is required");
    var declined = without.form("#refusal").type("reason", "Nobody asked us.").send();

    assertThat(declined.text()).contains("Your organisation does not take part.");
    assertThat(browser.open("/applications/" + ref).text()).contains("Nobody asked us.");
    var officer = Browser.of(people.with(Role.PROGRAMME_OFFICER), port);
    assertThat(officer.open("/dossiers/" + ref).text())
        .contains("Nobody asked us.", "Experimental development")
        .doesNotContain("DE89370400440532013000");
  }

  @Test
  @DisplayName("do not let the lead answer, and show nothing to staff or for a wrong link")
  void doNotLetTheLeadAnswer() {
    var link = "/participations/" + token(asked());

    var own = browser.open(link);
    assertThat(own.text()).contains("You are the lead of this application");
    assertThat(own.html().select("main form")).isEmpty();
    assertThat(browser.post(link + "/confirmation", Map.of()).status()).isEqualTo(409);
    assertThat(browser.open("/participations/wrong").status()).isEqualTo(404);
    assertThat(Browser.of(people.with(Role.PROGRAMME_OFFICER), port).open(link).status())
        .isEqualTo(403);
  }

  private Page begin(String call) {
    return browser
        .open("/applications/new?call=" + call)
        .form("main form")
        .type("enterprise.name", "VacuClean")
        .type("project.title", "Vacuum washer")
        .send();
  }

  private Browser.Form fill(Page form) {
    var start = LocalDate.now(clock.withZone(Applications.PROGRAMME_ZONE)).plusDays(90);
    var filled = form.form("#application");
    Map.ofEntries(
            Map.entry("enterprise.legalForm", "LIMITED_LIABILITY"),
            Map.entry("enterprise.sector", "HIGH_TECH_MATERIALS"),
            Map.entry("enterprise.registrationNumber", "VC" + System.nanoTime()),
            Map.entry("enterprise.foundedOn", "2011-03-01"),
            Map.entry("enterprise.street", "Fabrieksweg 12"),
            Map.entry("enterprise.postalCode", "5613 AB"),
            Map.entry("enterprise.town", "Eindhoven"),
            Map.entry("enterprise.country", "NL"),
            Map.entry("enterprise.region", "EINDHOVEN"),
            Map.entry("enterprise.headcount", "24"),
            Map.entry("enterprise.turnoverCents", "3.100.000"),
            Map.entry("enterprise.balanceTotalCents", "1.900.000"),
            Map.entry("project.summary", "Parts are washed in a vacuum."),
            Map.entry("project.workPlan", "Build, test, report."),
            Map.entry("project.startsOn", start.toString()),
            Map.entry("project.endsOn", start.plusMonths(18).toString()),
            Map.entry("fund.lead.costs.industrialResearchCents", "160.000"),
            Map.entry("fund.lead.costs.experimentalDevelopmentCents", "80.000"),
            Map.entry("fund.lead.ownFundsCents", "120.000"),
            Map.entry("requestedAmountCents", "200.000"),
            Map.entry("declarations.workStarted", "false"),
            Map.entry("declarations.fundedElsewhere", "false"),
            Map.entry("declarations.recoveryOrder", "false"),
            Map.entry("declarations.insolvent", "false"),
            Map.entry("bankAccount.holder", "VacuClean"),
            Map.entry("bankAccount.iban", "NL91ABNA0417164300"),
            Map.entry("partners[0].name", "Oberflächen GmbH"),
            Map.entry("partners[0].country", "DE"),
            Map.entry("partners[0].region", "AACHEN"),
            Map.entry("partners[0].registrationNumber", "HRB" + System.nanoTime()),
            Map.entry("partners[0].member.legalForm", "LIMITED_LIABILITY"),
            Map.entry("partners[0].member.foundedOn", "2010-01-01"),
            Map.entry("partners[0].member.email", "partner@example.org"),
            Map.entry("partners[0].member.researchOrganisation", "false"),
            Map.entry("partners[0].member.recoveryOrder", "false"),
            Map.entry("partners[0].member.insolvent", "false"),
            Map.entry("partners[0].member.headcount", "120"),
            Map.entry("partners[0].member.turnoverCents", "20.000.000"),
            Map.entry("partners[0].member.balanceTotalCents", "15.000.000"),
            Map.entry("partners[0].member.bankAccount.holder", "Oberflächen GmbH"),
            Map.entry("partners[0].member.bankAccount.iban", "DE89370400440532013000"),
            Map.entry("partners[0].member.participation.costs.industrialResearchCents", "60.000"),
            Map.entry(
                "partners[0].member.participation.costs.experimentalDevelopmentCents", "100.000"),
            Map.entry("partners[0].member.participation.ownFundsCents", "80.000"))
        .forEach(filled::type);
    return filled;
  }

  private ApplicationRef asked() {
    var ref =
        desk.submit(
            anApplication()
                .by(anna)
                .forTheFund(Cents.euros(200_000))
                .with(aMember("B", Region.AACHEN).told()));
    screenings.checkCompleteness(ref, passageOf("screening.check-completeness"));
    consortia.ask(
        ref,
        clock.instant().plus(Duration.ofDays(21)).atOffset(ZoneOffset.UTC),
        passageOf("consortium.ask"));
    return ref;
  }

  private String token(ApplicationRef ref) {
    return jdbc.sql("select token from participation where application = :ref")
        .param("ref", ref.value())
        .query(String.class)
        .single();
  }

  private static ApplicationRef reference(Page page) {
    return ApplicationRef.of(List.of(page.path().split("/")).get(2));
  }
}
