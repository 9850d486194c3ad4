package eu.ttc.grants.portal.pages;

import static eu.ttc.grants.testing.AProject.aProject;
import static eu.ttc.grants.testing.AProject.ofF1;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.application.AidCategory;
import eu.ttc.grants.application.Region;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.screening.SmeCategory;
import eu.ttc.grants.stateaid.AidComputations;
import eu.ttc.grants.testing.AProject;
import eu.ttc.grants.testing.AidTables;
import eu.ttc.grants.testing.ApplicationDesk;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("The computation sheet of the aid")
class AidSheetPagesTest {

  private final People people;
  private final ApplicationDesk desk;
  private final AidComputations computations;
  private final int port;
  private final String anna;

  AidSheetPagesTest(
      People people,
      ApplicationDesk desk,
      AidComputations computations,
      @LocalServerPort int port) {
    this.people = people;
    this.desk = desk;
    this.computations = computations;
    this.port = port;
    this.anna = people.applicant();
  }

  @Test
  @DisplayName("shows applicant and officer every step, in English")
  void showsEveryStep() {
    var ref = computed(ofF1().alsoAidedFor(AidCategory.EXPERIMENTAL_DEVELOPMENT, 20_000));
    var olga = Browser.of(people.with(Role.PROGRAMME_OFFICER), port);

    var own = Browser.of(anna, port).open("/applications/" + ref + "/state-aid");
    var handled = olga.open("/dossiers/" + ref + "/state-aid");

    assertThat(own.status()).isEqualTo(200);
    assertThat(own.html().select("section table").outerHtml())
        .isEqualTo(handled.html().select("section table").outerHtml());
    assertThat(own.text().replace('\u00a0', ' '))
        .contains("The grant may be €180,000", "FUND-AID-2024")
        .contains("A Industrial research €160,000 50 % €80,000 €80,000")
        .contains("B €160,000 €60,000")
        .contains("All partners €400,000 €180,000")
        .contains("Cross-border Germany, Netherlands Partners from at least 2 Member States")
        .contains("Rule B8 of the table of legal bases (EU) 651/2014, Art. 25")
        .contains("€400,000 for research and development; A bears most: 60 %")
        .contains("50 %, 20 % for the size, and 15 % for collaboration")
        .contains("€50,000 at most, €20,000 from others")
        .contains("€30,000 left")
        .contains("50 % of €100,000, but not more than €30,000")
        .contains("€180,000 computed, €250,000 asked for, €250,000 at most")
        .contains("€20,000 of it are aid of others");
  }

  @Test
  @DisplayName("tells why there is no grant, and on which step it founders")
  void tellsWhyThereIsNoGrant() {
    var inAachen =
        computed(
            aProject()
                .with("A", Region.AACHEN, SmeCategory.SMALL)
                .costing(AidCategory.INDUSTRIAL_RESEARCH, 400_000));
    var small = computed(ofF1().requesting(Cents.of(99_999_99)));
    var browser = Browser.of(anna, port);

    var refused = browser.open("/applications/" + inAachen + "/state-aid");
    assertThat(refused.text()).contains("No grant is possible", "Not cross-border");
    assertThat(refused.html().select("td.mind").text()).isEqualTo("Not cross-border");
    var below = browser.open("/applications/" + small + "/state-aid");
    assertThat(below.html().select("td.mind").text()).isEqualTo("Not reached");
    assertThat(below.text()).contains("€99,999.99", "At least €100,000");
  }

  @Test
  @DisplayName("keeps earlier computations to be looked at")
  void keepsEarlierComputations() {
    var ref = computed(ofF1());
    compute(ref, ofF1().requesting(Cents.euros(150_000)));
    var browser = Browser.of(anna, port);
    var path = "/applications/" + ref + "/state-aid";

    assertThat(browser.open(path).text()).contains("The grant may be €150,000");
    assertThat(browser.open(path + "?sheet=1").text()).contains("The grant may be €200,000");
    assertThat(browser.open(path).html().select("nav[aria-label=Computations] a")).hasSize(2);
    assertThat(browser.open(path + "?sheet=3").status()).isEqualTo(404);
    assertThat(browser.open(path + "?sheet=x").status()).isEqualTo(404);
    assertThat(browser.open(path + "?sheet=").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("speaks four languages")
  void speaksFourLanguages() {
    var ref =
        computed(
            aProject()
                .with("A", Region.EINDHOVEN, SmeCategory.SMALL)
                .costing(AidCategory.INDUSTRIAL_RESEARCH, 500_000)
                .alsoAidedFor(AidCategory.INDUSTRIAL_RESEARCH, 20_000)
                .with("B", Region.AACHEN, SmeCategory.MEDIUM)
                .costing(AidCategory.EXPERIMENTAL_DEVELOPMENT, 300_000));
    var browser = Browser.of(anna, port);

    for (var language : Language.values()) {
      var page = browser.speaking(language.code()).open("/applications/" + ref + "/state-aid");

      assertThat(page.status()).isEqualTo(200);
      assertThat(page.html().outerHtml())
          .as(language.code())
          .doesNotContain("??")
          .doesNotContainPattern("\\{\\d");
      assertThat(page.html().select("html").attr("lang")).isEqualTo(language.code());
      assertThat(page.html().select("h1")).hasSize(1);
    }
    assertThat(browser.speaking("de").open("/applications/" + ref + "/state-aid").text())
        .contains("Grenzüberschreitend", "Industrielle Forschung", "für Zusammenarbeit");
  }

  @ParameterizedTest
  @CsvSource({
    "/applications/%s/state-aid, APPLICANT",
    "/dossiers/%s/state-aid, EVALUATOR",
  })
  @DisplayName("does not exist for others, nor before it is computed")
  void doesNotExistForOthers(String page, Role other) {
    var ref = computed(ofF1());
    var stranger = Browser.of(people.with(other), port);

    assertThat(stranger.open(page.formatted(ref)).status()).isEqualTo(404);
    assertThat(stranger.open(page.formatted("nonsense")).status()).isEqualTo(404);
    var notYet = desk.submit(anApplication().by(anna));
    var viewer = page.startsWith("/dossiers") ? people.with(Role.PROGRAMME_OFFICER) : anna;
    assertThat(Browser.of(viewer, port).open(page.formatted(notYet)).status()).isEqualTo(404);
  }

  @Test
  @DisplayName("is JSON for the API, with amounts in cents")
  void isJsonForTheApi() {
    var ref = computed(ofF1().alsoAidedFor(AidCategory.EXPERIMENTAL_DEVELOPMENT, 20_000));
    var path = "/api/applications/" + ref + "/state-aid";

    var sheet = Http.at(port).as(anna).get(path).json();

    assertThat(sheet.path("application").asString()).isEqualTo(ref.value());
    assertThat(sheet.path("allowed").asBoolean()).isTrue();
    assertThat(sheet.path("grantCents").asLong()).isEqualTo(180_000_00);
    assertThat(sheet.path("gapCents").asLong()).isEqualTo(220_000_00);
    assertThat(sheet.at("/shares/3/name").asString()).isEqualTo("B");
    assertThat(sheet.at("/shares/3/grantedCents").asLong()).isEqualTo(30_000_00);
    assertThat(sheet.at("/steps/0/step").asString()).isEqualTo("CrossBorder");
    assertThat(sheet.path("steps").valueStream().map(step -> step.path("step").asString()))
        .contains("Basis", "Collaboration", "Intensity", "Cumulation", "Aid", "Grant", "Gap");
    assertThat(Http.at(port).as(people.with(Role.AUDITOR)).get(path).status()).isEqualTo(200);
    assertThat(Http.at(port).as(people.applicant()).get(path).status()).isEqualTo(404);
    assertThat(Http.at(port).get(path).status()).isEqualTo(401);
    var notYet = desk.submit(anApplication().by(anna));
    var none = Http.at(port).as(anna).get("/api/applications/" + notYet + "/state-aid");
    assertThat(none.status()).isEqualTo(404);
    assertThat(none.header("Content-Type")).startsWith("application/problem+json");
  }

  private ApplicationRef computed(AProject project) {
    var ref = desk.submit(anApplication().by(anna));
    compute(ref, project);
    return ref;
  }

  private void compute(ApplicationRef ref, AProject project) {
    desk.inTransaction(() -> computations.keep(ref, project.told()));
    var prepared = computations.prepare(ref, passageOf("stateaid.prepare-aid"));
    computations.compute(
        ref,
        prepared.project(),
        AidTables.answers(prepared.questions()),
        passageOf("stateaid.compute-aid"));
  }
}
