package eu.ttc.grants.portal.pages;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.Browser.Page;
import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.portal.Told;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServedTest
@DisplayName("Applicants apply on pages that lose nothing")
class ApplyPagesTest {

  private static final byte[] PDF = "%PDF-1.4 small".getBytes(StandardCharsets.UTF_8);
  private static final int MEGABYTE = 1024 * 1024;

  private final People people;
  private final Applications applications;
  private final JdbcClient jdbc;
  private final int port;
  private final String anna;
  private final Browser browser;

  ApplyPagesTest(
      People people, Applications applications, JdbcClient jdbc, @LocalServerPort int port) {
    this.people = people;
    this.applications = applications;
    this.jdbc = jdbc;
    this.port = port;
    this.anna = people.applicant();
    this.browser = Browser.of(anna, port);
  }

  @Test
  void appliesFromNothingToReceipt() {
    var empty = browser.open("/applications");
    assertThat(empty.text()).contains("You have no application yet");

    var form = begin();
    assertThat(form.path()).endsWith("/form");
    assertThat(form.value("enterprise.name")).isEqualTo("VacuClean");
    var saved = fill(form).send();
    assertThat(saved.status()).isEqualTo(200);
    assertThat(saved.text()).contains("Your draft is saved", "2 things are still missing");
    assertThat(saved.value("enterprise.turnoverCents")).isEqualTo("3,100,000");

    var uploaded =
        saved
            .form("#application")
            .choose("documents.PROJECT_PLAN", PDF)
            .choose("documents.ANNUAL_ACCOUNTS", PDF)
            .press("review");
    assertThat(uploaded.path()).endsWith("/review");
    assertThat(uploaded.text())
        .contains("Everything is there", "€3,100,000", "Germany, Aachen", "Test bench")
        .contains("file of documents.PROJECT_PLAN.pdf");

    var unconfirmed = uploaded.form("#submit").send();
    assertThat(unconfirmed.status()).isEqualTo(422);
    assertThat(unconfirmed.problem("declarations.truthful")).isNotBlank();
    assertThat(status(form)).isEqualTo(ApplicationStatus.DRAFT);

    var receipt = unconfirmed.form("#submit").type("declarations.truthful", "true").send();
    assertThat(receipt.path()).endsWith("/receipt");
    var kept = applications.receipt(reference(form)).orElseThrow();
    assertThat(receipt.text()).contains(reference(form).value(), kept.dossierSha256());
    assertThat(applications.get(reference(form)).dossier().declarations().truthful()).isTrue();
    assertThat(browser.open("/applications").text()).contains("Vacuum washer", "Submitted");
  }

  @Test
  void beginningNeedsANameAndATitle() {
    var page = browser.open("/applications/new").form("main form").send();

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.problem("enterprise.name")).isEqualTo("is required");
    assertThat(page.problemLinks()).containsExactly("#enterprise.name", "#project.title");
    assertThat(applications.ofApplicant(anna)).isEmpty();
  }

  @Test
  void halfFilledDraftIsSaved() {
    var form = begin();

    var saved = form.form("#application").type("enterprise.street", "Fabrieksweg 12").send();

    assertThat(saved.text()).contains("Your draft is saved");
    assertThat(saved.value("enterprise.street")).isEqualTo("Fabrieksweg 12");
    assertThat(applications.get(reference(form)).dossier().enterprise().street())
        .isEqualTo("Fabrieksweg 12");
  }

  @Test
  void wrongInputIsKeptAsTypedWithTheReasonBesideTheField() {
    var form = begin();

    var page =
        form.form("#application")
            .type("enterprise.headcount", "a dozen")
            .type("enterprise.turnoverCents", "3.1.00")
            .type("enterprise.foundedOn", "31-02-2011")
            .type("enterprise.email", "anna@")
            .type("bankAccount.iban", "NL00 ABNA")
            .type("partners[0].name", "Institut")
            .type("project.summary", "x".repeat(4001))
            .type("requestedAmountCents", "5.000,01")
            .send();

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.value("enterprise.headcount")).isEqualTo("a dozen");
    assertThat(page.value("enterprise.turnoverCents")).isEqualTo("3.1.00");
    assertThat(page.value("enterprise.foundedOn")).isEqualTo("31-02-2011");
    assertThat(page.one("[id=enterprise.foundedOn]").attr("type")).isEqualTo("text");
    assertThat(page.value("bankAccount.iban")).isEqualTo("NL00 ABNA");
    assertThat(page.problem("enterprise.headcount")).isEqualTo("must be a whole number");
    assertThat(page.problem("enterprise.turnoverCents")).contains("amount in euros");
    assertThat(page.problem("enterprise.foundedOn")).isEqualTo("must be a date");
    assertThat(page.problem("enterprise.email")).contains("name@example.org");
    assertThat(page.problem("bankAccount.iban")).contains("IBAN");
    assertThat(page.problem("bankAccount.holder")).isEqualTo("is required");
    assertThat(page.problem("partners[0].region")).isEqualTo("is required");
    assertThat(page.problem("project.summary")).isEqualTo("may have at most 4,000 characters");
    assertThat(page.problem("requestedAmountCents")).contains("€5,000");
    assertThat(page.problemLinks()).contains("#partners[0].country", "#bankAccount.iban");
    assertThat(page.one("#problems").text()).contains("Partners (1): Country: is required");
    assertThat(page.one("[id=enterprise.email]").attr("aria-invalid")).isEqualTo("true");
    for (var link : page.problemLinks()) {
      assertThat(page.html().getElementById(link.substring(1))).as(link).isNotNull();
    }
    assertThat(applications.get(reference(form)).dossier().partners()).isEmpty();

    var later = browser.open(page.path());
    assertThat(later.value("enterprise.headcount")).isEqualTo("a dozen");
    assertThat(later.problem("enterprise.headcount")).isEqualTo("must be a whole number");
    var review = browser.open("/applications/" + reference(form) + "/review");
    assertThat(review.text()).contains("Your last changes are not saved");
    assertThat(review.html().select("#submit")).isEmpty();

    var mended =
        later
            .form("#application")
            .type("enterprise.headcount", "12")
            .type("enterprise.turnoverCents", "3,100,000.50")
            .type("enterprise.foundedOn", "28-02-2011")
            .type("enterprise.email", "")
            .type("bankAccount.iban", "")
            .type("partners[0].name", "")
            .type("project.summary", "New.")
            .type("requestedAmountCents", "5.000")
            .send();
    assertThat(mended.text()).contains("Your draft is saved");
    assertThat(applications.get(reference(form)).dossier().enterprise().turnoverCents())
        .isEqualTo(3_100_000_50L);
  }

  @Test
  void rowsAreAddedAndRemovedWithoutScript() {
    var form = begin();

    var two =
        form.form("#application")
            .type("partners[0].name", "First")
            .type("enterprise.headcount", "wrong for now")
            .press("add:partners");
    assertThat(two.status()).isEqualTo(200);
    assertThat(two.value("partners[0].name")).isEqualTo("First");
    assertThat(two.value("partners[1].name")).isEmpty();
    assertThat(two.value("enterprise.headcount")).isEqualTo("wrong for now");
    assertThat(two.problemLinks()).isEmpty();

    var three = two.form("#application").type("partners[1].name", "Second").press("add:partners");
    var less = three.form("#application").press("remove:partners[0]");
    assertThat(less.value("partners[0].name")).isEqualTo("Second");
    assertThat(less.value("partners[1].name")).isEmpty();

    for (var list : List.of("costs", "priorDeMinimis", "enterprise.holdings")) {
      less = less.form("#application").press("add:" + list);
      assertThat(less.html().select("[name^='" + list + "[']")).isNotEmpty();
    }
  }

  @Test
  void whatIsTypedIsKeptWhileItIsTyped() {
    var form = begin();
    var path = "/applications/" + reference(form);

    var kept =
        browser.post(
            path + "/typed",
            Map.of("enterprise.name", "VacuClean", "enterprise.street", "half a str"));
    assertThat(kept.html().text()).startsWith("Kept at");

    var later = Browser.of(anna, port).open(path + "/form");
    assertThat(later.value("enterprise.street")).isEqualTo("half a str");
    assertThat(later.text()).contains("We kept what you typed");
    assertThat(applications.get(reference(form)).dossier().enterprise().street()).isNull();
    assertThat(later.form("#application").press("review").path()).endsWith("/form");
  }

  @Test
  void refusedUploadNamesTheLimitAndLosesNothing() {
    var form = begin();
    assertThat(form.text()).contains("At most 10 MB");

    var page =
        form.form("#application")
            .type("enterprise.street", "Fabrieksweg 12")
            .type("enterprise.headcount", "many")
            .choose("documents.OTHER", PDF)
            .choose("documents.PROJECT_PLAN", new byte[40 * MEGABYTE])
            .send();

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.problem("documents.PROJECT_PLAN")).contains("10 MB");
    assertThat(page.problem("enterprise.headcount")).isNotBlank();
    assertThat(page.value("enterprise.street")).isEqualTo("Fabrieksweg 12");
    assertThat(page.text()).contains("file of documents.OTHER.pdf");

    var empty = page.form("#application").choose("documents.OTHER", new byte[0]).send();
    assertThat(empty.problem("documents.OTHER")).isEqualTo("is required");
  }

  @Test
  void documentsAreDownloadedAndRemoved() {
    var form = begin();
    var with = form.form("#application").choose("documents.OTHER", PDF).press("save");
    var link = with.one("#documents .files a").attr("href");
    assertThat(browser.open(link).content()).isEqualTo(PDF);

    var button = with.one("#documents .files button").val();
    var without = with.form("#application").press(button);

    assertThat(without.html().select("#documents .files a")).isEmpty();
    assertThat(browser.open(link).status()).isEqualTo(404);
    assertThat(without.form("#application").press(button).status()).isEqualTo(200);
  }

  @Test
  void nothingIncompleteIsSubmitted() {
    var form = begin();
    var path = "/applications/" + reference(form);

    var review = browser.open(path + "/review");
    assertThat(review.text()).contains("This is still missing");
    assertThat(review.html().select(".notice a").eachAttr("href"))
        .contains(path + "/form#enterprise.legalForm", path + "/form#documents.PROJECT_PLAN");
    var filled = browser.open(path + "/form");
    for (var link : review.html().select(".notice li a").eachAttr("href")) {
      var anchor = link.substring(link.indexOf('#') + 1);
      assertThat(filled.html().getElementById(anchor)).as(anchor).isNotNull();
    }

    var refused = browser.post(path + "/submission", Map.of("declarations.truthful", "true"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(status(form)).isEqualTo(ApplicationStatus.DRAFT);
  }

  @Test
  void submittingTwiceIsOneSubmission() throws Exception {
    var ref = complete();
    var path = "/applications/" + ref + "/submission";
    var confirmed = Map.of("declarations.truthful", "true");
    var tabs = List.of(browser, Browser.of(anna, port), Browser.of(anna, port));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sent = new ArrayList<Future<Page>>();
      tabs.forEach(tab -> sent.add(threads.submit(() -> tab.post(path, confirmed))));
      for (var one : sent) {
        assertThat(one.get().path()).endsWith("/receipt");
      }
    }
    assertThat(browser.post(path, confirmed).path()).endsWith("/receipt");

    assertThat(
            jdbc.sql("select count(*) from outbox_record where record_key = :ref")
                .param("ref", ref.value())
                .query(Integer.class)
                .single())
        .isOne();
  }

  @Test
  void formThatComesTooLateIsToldTheStatus() {
    var ref = complete();
    var path = "/applications/" + ref;
    var open = browser.open(path + "/form");
    browser.post(path + "/submission", Map.of("declarations.truthful", "true"));

    var late = open.form("#application").type("project.title", "Other").press("save");

    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("not possible any more", ref.value(), "Submitted");
    assertThat(late.one("main a.button").attr("href")).isEqualTo(path);
    assertThat(browser.open(path + "/form").path()).isEqualTo(path);
    assertThat(browser.open(path + "/review").path()).isEqualTo(path);
    assertThat(browser.post(path + "/typed", Map.of("project.title", "x")).status()).isEqualTo(409);
    assertThat(
            jdbc.sql("select count(*) from typed_form where application = :ref")
                .param("ref", ref.value())
                .query(Integer.class)
                .single())
        .isZero();
  }

  @Test
  void otherPeoplesApplicationsDoNotExist() {
    var ref = complete();
    var bert = Browser.of(people.applicant(), port);

    for (var page :
        List.of(
            "",
            "/form",
            "/review",
            "/receipt",
            "/standing",
            "/live?after=0",
            "/agreement",
            "/claim")) {
      assertThat(bert.open("/applications/" + ref + page).status()).as(page).isEqualTo(404);
    }
    for (var form :
        List.of("/form", "/typed", "/submission", "/agreement", "/claim/typed?report=x")) {
      assertThat(bert.post("/applications/" + ref + form, Map.of("do", "save")).status())
          .as(form)
          .isEqualTo(404);
    }
    assertThat(bert.open("/applications/nonsense").status()).isEqualTo(404);
    assertThat(bert.open("/applications/V-2026-999999/form").status()).isEqualTo(404);
  }

  private Page begin() {
    return browser
        .open("/applications/new")
        .form("main form")
        .type("enterprise.name", "VacuClean")
        .type("project.title", "Vacuum washer")
        .send();
  }

  private static Browser.Form fill(Page page) {
    return page.form("#application")
        .type("enterprise.registrationNumber", "17" + System.nanoTime())
        .type("enterprise.legalForm", "LIMITED_LIABILITY")
        .type("enterprise.street", "Fabrieksweg 12")
        .type("enterprise.postalCode", "5613 AB")
        .type("enterprise.town", "Eindhoven")
        .type("enterprise.country", "NL")
        .type("enterprise.region", "EINDHOVEN")
        .type("enterprise.sector", "HIGH_TECH_MATERIALS")
        .type("enterprise.foundedOn", "2011-03-01")
        .type("enterprise.headcount", "24")
        .type("enterprise.turnoverCents", "3.100.000,00")
        .type("enterprise.balanceTotalCents", "1 900 000")
        .type("project.summary", "Parts are washed\r\nin a vacuum.")
        .type("project.workPlan", "Build, test, report.")
        .type("project.startsOn", "2090-01-01")
        .type("project.endsOn", "01/06/2090")
        .type("partners[0].name", "Institut für Oberflächen")
        .type("partners[0].country", "DE")
        .type("partners[0].region", "AACHEN")
        .type("costs[0].description", "Test bench")
        .type("costs[0].amountCents", "5000")
        .type("requestedAmountCents", "5,000.00")
        .type("declarations.firstResearch", "true")
        .type("declarations.workStarted", "false")
        .type("declarations.recoveryOrder", "false")
        .type("declarations.fundedElsewhere", "false")
        .type("declarations.insolvent", "false")
        .type("bankAccount.iban", "NL91 ABNA 0417 1643 00")
        .type("bankAccount.holder", "VacuClean");
  }

  /** A complete draft, told through the API. */
  private ApplicationRef complete() {
    var client = Http.at(port).as(anna);
    var path = client.post("/api/applications", Told.complete()).header("Location");
    client.upload(path + "/documents", "PROJECT_PLAN", "plan.pdf", PDF);
    client.upload(path + "/documents", "ANNUAL_ACCOUNTS", "accounts.pdf", PDF);
    return ApplicationRef.of(path.substring(path.lastIndexOf('/') + 1));
  }

  private ApplicationStatus status(Page form) {
    return applications.get(reference(form)).status();
  }

  private static ApplicationRef reference(Page form) {
    return ApplicationRef.of(form.path().split("/")[2]);
  }
}
