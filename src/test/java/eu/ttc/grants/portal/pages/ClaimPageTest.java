package eu.ttc.grants.portal.pages;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.claim.CostCategory;
import eu.ttc.grants.claim.CostLineView;
import eu.ttc.grants.claim.LineVerdict;
import eu.ttc.grants.claim.RecordVerification;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.Journey;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.TestClock;
import eu.ttc.grants.testing.VoucherDesk;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("Applicants report and claim")
class ClaimPageTest {

  private static final byte[] PDF = "%PDF-1.4 invoice".getBytes(StandardCharsets.UTF_8);

  private final Journey journey;
  private final VoucherDesk vouchers;
  private final ApplicationDesk desk;
  private final Claims claims;
  private final People people;
  private final TestClock clock;
  private final int port;
  private final String anna;
  private final Browser browser;

  ClaimPageTest(
      Journey journey,
      VoucherDesk vouchers,
      ApplicationDesk desk,
      Claims claims,
      People people,
      TestClock clock,
      @LocalServerPort int port) {
    this.journey = journey;
    this.vouchers = vouchers;
    this.desk = desk;
    this.claims = claims;
    this.people = people;
    this.clock = clock;
    this.port = port;
    this.anna = people.applicant();
    this.browser = Browser.of(anna, port);
  }

  @Test
  void reportsWithEvidenceAndClaimsOnce() {
    var ref = journey.running(anApplication().by(anna));
    var page = browser.open(path(ref));

    var empty = page.form("#claim").press("submit");
    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.problem("report")).isEqualTo("is required");
    assertThat(empty.problem("documentIds")).isEqualTo("at least one document is needed");
    assertThat(empty.problemLinks()).containsExactly("#report", "#documentIds");

    var kept =
        page.form("#claim").type("report", "It works.").choose("documentIds", PDF).press("keep");
    assertThat(kept.text()).contains("the claim is not submitted yet", "file of documentIds.pdf");
    assertThat(kept.value("report")).isEqualTo("It works.");
    assertThat(claims.of(ref).getLast().state()).isEqualTo(ClaimState.OPEN);

    var claimed = kept.form("#claim").press("submit");
    assertThat(claimed.text()).contains("Your claim is received");
    var again = kept.form("#claim").type("report", "Something else.").press("submit");
    assertThat(again.text()).contains("being verified", "It works.");
    assertThat(claims.of(ref)).hasSize(1);
    assertThat(claims.of(ref).getLast().report()).isEqualTo("It works.");
  }

  @Test
  void refusedFileLosesNeitherReportNorOtherFiles() {
    var ref = journey.running(anApplication().by(anna));

    var page =
        browser
            .open(path(ref))
            .form("#claim")
            .type("report", "Long work.")
            .choose("documentIds", new byte[11 * 1024 * 1024])
            .press("submit");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.problem("documentIds")).contains("10 MB");
    assertThat(page.value("report")).isEqualTo("Long work.");
    assertThat(browser.open(path(ref)).value("report")).isEqualTo("Long work.");
  }

  @Test
  void refusedClaimIsMendedAndSubmittedAgain() {
    var ref = journey.claimed(anApplication().by(anna));
    journey.verify(ref, false, "A proof of payment is missing.");
    journey.invite(ref);
    assertThat(browser.open("/applications/" + ref).one(".next.todo").text())
        .contains("Mend your claim", "A proof of payment is missing.");

    var page = browser.open(path(ref));
    assertThat(page.text()).contains("A proof of payment is missing.", "Claim 1", "not accepted");
    assertThat(page.value("report")).isEqualTo("The prototype works.");
    var claimed = page.form("#claim").choose("documentIds", PDF).press("submit");

    assertThat(claimed.text()).contains("Your claim is received");
    assertThat(claims.of(ref)).hasSize(2);
    assertThat(claims.of(ref).getLast().state()).isEqualTo(ClaimState.SUBMITTED);
  }

  @Test
  void reportIsKeptWhileItIsTyped() {
    var ref = journey.running(anApplication().by(anna));

    browser.post(path(ref) + "/typed", Map.of("report", "Half a sen"));

    assertThat(browser.open(path(ref)).value("report")).isEqualTo("Half a sen");
  }

  @Test
  void claimThatIsOverdueOrEndedIsReadOnly() {
    var ref = journey.running(anApplication().by(anna));
    var page = browser.open(path(ref));
    clock.advance(Duration.ofDays(190));

    assertThat(browser.open(path(ref)).text()).contains("The time to claim is over");
    var late = page.form("#claim").type("report", "x").choose("documentIds", PDF).press("submit");
    assertThat(late.status()).isEqualTo(409);

    claims.lapse(ref, 1, ApplicationDesk.passageOf("claim.lapse"));
    var ended = page.form("#claim").type("report", "x").choose("documentIds", PDF).press("keep");
    assertThat(ended.status()).isEqualTo(409);
    assertThat(ended.text()).contains("Terminated");
    assertThat(browser.open(path(ref)).html().select("#claim")).isEmpty();
  }

  @Test
  void costItemsAreAddedAndRemovedWithoutScriptAndAddedUp() {
    var ref = journey.running(anApplication().by(anna));
    var page = browser.open(path(ref));
    assertThat(page.one("#lines-sum").text()).contains("you claim the agreed €5,000");
    assertThat(page.html().select("#lines fieldset")).isEmpty();

    page = page.form("#claim").type("report", "Half of it.").press("add:lines");
    assertThat(page.value("report")).isEqualTo("Half of it.");
    assertThat(page.html().select("#lines fieldset")).hasSize(1);
    assertThat(page.html().select("#problems")).isEmpty();

    page = page.form("#claim").type("lines[0].amountCents", "1.250,50").press("add:lines");
    page = page.form("#claim").type("lines[1].amountCents", "€ 2,000").press("add:lines");
    page = page.form("#claim").type("lines[2].description", "Unclear").press("keep");
    assertThat(page.one("#lines-sum").text())
        .contains("3 cost items together", "€3,250.50", "One item has no valid amount");

    page = page.form("#claim").press("remove:lines[2]");
    assertThat(page.html().select("#lines fieldset")).hasSize(2);
    assertThat(page.value("lines[0].amountCents")).isEqualTo("1.250,50");
    assertThat(page.one("#lines-sum").text())
        .contains("€3,250.50 of the agreed €5,000", "goes back to the programme");
    assertThat(page.one("#lines-sum").hasAttr("hx-swap-oob")).isFalse();
  }

  @Test
  void costItemsAreClaimedAndShownAsFound() {
    var told = anApplication().by(anna);
    var ref = vouchers.eligible(told);
    vouchers.evaluate(ref, vouchers.assign(ref, desk.person(Role.EVALUATOR)));
    vouchers.agree(ref, told, desk.person(Role.PROGRAMME_MANAGER));
    journey.invite(ref);
    var page =
        browser
            .open(path(ref))
            .form("#claim")
            .type("report", "It works.")
            .choose("documentIds", PDF)
            .press("add:lines");
    var proof = page.html().select("[id=\"lines[0].documentId\"] option").last().val();
    page = page.form("#claim").press("add:lines").form("#claim").press("add:lines");
    var form = page.form("#claim");
    line(form, 0, "EXTERNAL_SERVICES", "Tests at the institute", "3.000,00")
        .type("lines[0].documentId", proof);
    line(form, 1, "EQUIPMENT", "Sensors", "1500");
    line(form, 2, "STAFF", "Dinner", "99,95");

    assertThat(form.press("submit").text()).contains("Your claim is received");
    assertThat(claims.linesOf(ref, 1))
        .extracting(
            CostLineView::category,
            line -> line.claimed().value(),
            line -> line.evidence().isPresent())
        .containsExactly(
            tuple(CostCategory.EXTERNAL_SERVICES, 300_000L, true),
            tuple(CostCategory.EQUIPMENT, 150_000L, false),
            tuple(CostCategory.STAFF, 9_995L, false));
    assertThat(browser.open(path(ref)).one(".costs").text())
        .contains("1. Tests at the institute", "file of documentIds.pdf", "€4,599.95")
        .doesNotContain("accepted");

    claims.recordVerification(
        new RecordVerification(
            ref,
            1,
            true,
            "Seen.",
            List.of(
                new LineVerdict.Accepted(1),
                new LineVerdict.Corrected(2, Cents.euros(1_200), "VAT is no cost."),
                new LineVerdict.Refused(3, "Not for the project.")),
            desk.person(Role.PROGRAMME_OFFICER)),
        ApplicationDesk.passageOf("claim.record-verification"));
    var found = browser.open(path(ref)).one(".costs");
    assertThat(found.select(".badge").eachText())
        .containsExactly("accepted", "corrected", "refused");
    assertThat(found.text())
        .contains(
            "Why: VAT is no cost.",
            "Why: Not for the project.",
            "€1,500 €1,200",
            "€99.95 €0",
            "€4,599.95 €4,200",
            "€4,200 are paid: what was accepted, out of the agreed €5,000.");
    var officer = Browser.of(people.with(Role.PROGRAMME_OFFICER), port);
    assertThat(officer.open("/dossiers/" + ref).one("#claims .costs").text())
        .contains("Sensors", "Why: VAT is no cost.", "€4,200 are paid");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          -5          | must be more than 0
          −5,00       | must be more than 0
          0           | must be more than 0
          1234,567    | must be an amount in euros
          0.123       | must be an amount in euros
          1.23.456,00 | must be an amount in euros
          1,234.56.7  | must be an amount in euros
          zehn        | must be an amount in euros
          12 € 50     | must be an amount in euros
          NaN         | must be an amount in euros
          1e3         | must be an amount in euros
          100000000000,01      | is larger than possible
          9999999999999999     | is larger than possible
          99999999999999999999 | must be an amount in euros
          """,
      delimiter = '|')
  void amountsThatCannotBeAreToldBesideTheirFieldAndKept(String typed, String problem) {
    var ref = journey.running(anApplication().by(anna));
    var form = browser.open(path(ref)).form("#claim").press("add:lines").form("#claim");
    form.type("report", "It works.").choose("documentIds", PDF);

    var page = line(form, 0, "STAFF", "Work", typed).press("submit");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.problem("lines[0].amountCents")).startsWith(problem);
    assertThat(page.problemLinks()).containsExactly("#lines[0].amountCents");
    assertThat(page.value("lines[0].amountCents")).isEqualTo(typed);
    assertThat(browser.open(path(ref)).value("lines[0].amountCents")).isEqualTo(typed);
    assertThat(claims.of(ref).getLast().state()).isEqualTo(ClaimState.OPEN);
  }

  @Test
  void everythingWrongIsToldAtOnceAndBlankRowsAreNone() {
    var ref = journey.running(anApplication().by(anna));
    var page = browser.open(path(ref));
    for (int row = 0; row < 3; row++) {
      page = page.form("#claim").press("add:lines");
    }
    var form = page.form("#claim");
    line(form, 0, "LUMP_SUM", "x".repeat(201), "no");
    line(form, 1, "", " ", " ");
    line(form, 2, "STAFF", "", "1").type("lines[2].documentId", "not an id");

    var wrong = form.press("submit");

    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.problem("report")).isEqualTo("is required");
    assertThat(wrong.problem("documentIds")).isEqualTo("at least one document is needed");
    assertThat(wrong.problem("lines[0].category")).isEqualTo("must be one of the choices");
    assertThat(wrong.problem("lines[0].description")).contains("at most 200 characters");
    assertThat(wrong.problem("lines[0].amountCents")).contains("must be an amount in euros");
    assertThat(wrong.problem("lines[1].description")).isEqualTo("is required");
    assertThat(wrong.problem("lines[1].documentId")).isEqualTo("is not known");
    assertThat(wrong.html().select("#lines fieldset")).hasSize(2);
    assertThat(wrong.text()).contains("Costs (2): For what");
  }

  @Test
  void thereAreAtMostFiftyCostItems() {
    var ref = journey.running(anApplication().by(anna));
    var form = browser.open(path(ref)).form("#claim").type("report", "Many things.");
    for (int row = 0; row < Claims.MOST_LINES; row++) {
      line(form, row, "OTHER", "Screw " + row, "1");
    }

    var full = form.press("add:lines");
    assertThat(full.status()).isEqualTo(422);
    assertThat(full.problem("lines")).contains("at most 50 items");
    assertThat(full.html().select("#lines fieldset")).hasSize(50);
    assertThat(full.value("lines[49].description")).isEqualTo("Screw 49");

    var over = line(full.form("#claim"), 50, "OTHER", "One more", "1").choose("documentIds", PDF);
    assertThat(over.press("submit").problem("lines")).contains("at most 50 items");
    assertThat(claims.of(ref).getLast().state()).isEqualTo(ClaimState.OPEN);
  }

  @Test
  void linesOfARefusedClaimAreThereToBeMended() {
    var ref = journey.running(anApplication().by(anna));
    var form = browser.open(path(ref)).form("#claim").press("add:lines").form("#claim");
    line(form, 0, "OTHER", "Materials", "1234,5").type("report", "x").choose("documentIds", PDF);
    form.press("submit");
    journey.verify(ref, false, "The invoice is missing.");
    journey.invite(ref);

    var page = browser.speaking("de").open(path(ref));

    assertThat(page.value("lines[0].amountCents")).isEqualTo("1.234,50");
    assertThat(chosen(page, "lines[0].category")).isEqualTo("OTHER");
    assertThat(page.html().select(".costs").text()).contains("Materials").doesNotContain("gekürzt");
    browser.speaking("en");
  }

  @Test
  void theSumFollowsWhileItIsTyped() {
    var ref = journey.running(anApplication().by(anna));

    var kept =
        browser.post(
            path(ref) + "/typed",
            Map.of(
                "report", "Half", "lines[3].amountCents", "7.500", "lines[3].category", "STAFF"));

    assertThat(kept.html().select("#lines-sum").attr("hx-swap-oob")).isEqualTo("true");
    assertThat(kept.html().select("#lines-sum").text())
        .contains("One cost item", "€7,500", "at most €5,000 are paid");
    assertThat(chosen(browser.open(path(ref)), "lines[0].category")).isEqualTo("STAFF");
  }

  @Test
  void costItemsSpeakFourLanguages() {
    var ref = journey.running(anApplication().by(anna));
    var form = browser.open(path(ref)).form("#claim").press("add:lines").form("#claim");
    line(form, 0, "STAFF", "Arbeid", "-1").press("submit");
    for (var language : Language.values()) {
      var page = browser.speaking(language.code()).open(path(ref));
      assertThat(page.html().outerHtml()).doesNotContain("??").doesNotContainPattern("\\{\\d");
      var wrong = page.form("#claim").press("submit");
      assertThat(wrong.problem("lines[0].amountCents")).isNotBlank();
    }
    browser.speaking("en");
  }

  @Test
  void thereIsNoneBeforeItIsInvited() {
    var ref = journey.offered(anApplication().by(anna));

    assertThat(browser.open(path(ref)).status()).isEqualTo(404);
    assertThat(browser.post(path(ref), Map.of("report", "x")).status()).isEqualTo(409);
  }

  private static String chosen(Browser.Page page, String field) {
    return page.html().select("[id=\"%s\"] option[selected]".formatted(field)).attr("value");
  }

  private static Browser.Form line(
      Browser.Form form, int row, String category, String description, String amount) {
    var name = "lines[%d].".formatted(row);
    return form.type(name + "category", category)
        .type(name + "description", description)
        .type(name + "amountCents", amount);
  }

  private static String path(ApplicationRef ref) {
    return "/applications/" + ref + "/claim";
  }
}
