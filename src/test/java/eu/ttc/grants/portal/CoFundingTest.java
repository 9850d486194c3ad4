package eu.ttc.grants.portal;

import static eu.ttc.grants.kernel.Cents.euros;
import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.cofunding.CoFunding;
import eu.ttc.grants.cofunding.EvidenceRequests;
import eu.ttc.grants.cofunding.ReducedGrants;
import eu.ttc.grants.cofunding.VerificationState;
import eu.ttc.grants.cofunding.Verifications;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.CaseDesk;
import eu.ttc.grants.testing.CoFundingDesk;
import eu.ttc.grants.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("Applicants show their co-funding, through API and pages")
class CoFundingTest {

  private final People people;
  private final CoFunding coFunding;
  private final Verifications verifications;
  private final EvidenceRequests requests;
  private final ReducedGrants reducedGrants;
  private final CoFundingDesk money;
  private final CaseDesk cases;
  private final TestClock clock;
  private final String anna;
  private final Http api;
  private final int port;

  CoFundingTest(
      People people,
      CoFunding coFunding,
      Verifications verifications,
      EvidenceRequests requests,
      ReducedGrants reducedGrants,
      CoFundingDesk money,
      CaseDesk cases,
      TestClock clock,
      @LocalServerPort int port) {
    this.people = people;
    this.coFunding = coFunding;
    this.verifications = verifications;
    this.requests = requests;
    this.reducedGrants = reducedGrants;
    this.money = money;
    this.cases = cases;
    this.clock = clock;
    this.port = port;
    this.anna = people.applicant();
    this.api = Http.at(port).as(anna);
  }

  @Test
  void recordsEvidenceThroughTheApiAndReadsWhatCounts() {
    var ref = money.planned(told(), euros(400_000), euros(200_000));
    var path = "/api/applications/" + ref + "/co-funding";
    var party = api.get(path).json().at("/parties/0/key").asString();
    var document =
        api.upload("/api/applications/" + ref + "/documents", "CO_FUNDING", "balance.pdf", pdf());
    assertThat(document.status()).as(document.text()).isEqualTo(201);

    var empty = api.post(path, "{}");
    assertThat(empty.status()).isEqualTo(422);
    assertThat(empty.errors())
        .contains("kind required", "party required", "amountCents required", "documentId required");
    var recorded =
        api.post(
            path,
            """
            {"kind": "BANK_BALANCE", "party": "%s", "issuer": "Bank", "reference": "%s",
             "amountCents": 17000000, "datedOn": "%s", "unencumbered": true,
             "documentId": "%s"}
            """
                .formatted(
                    party,
                    UUID.randomUUID(),
                    money.today(),
                    document.json().path("id").asString()));

    assertThat(recorded.status()).as(recorded.text()).isEqualTo(201);
    var answer = api.get(path).json();
    assertThat(answer.at("/evidence/0/documentSha256").asString()).hasSize(64);
    assertThat(answer.at("/preview/items/0/counted").asLong()).isEqualTo(170_000_00);
    assertThat(answer.at("/preview/result").asString()).isEqualTo("SHORT");
    assertThat(answer.at("/preview/total/reducedGrant").asLong()).isEqualTo(170_000_00);
  }

  @Test
  void isReadByTheApplicantAndOfficersOnly() {
    var ref = money.planned(told(), euros(400_000), euros(200_000));
    var path = "/api/applications/" + ref + "/co-funding";

    assertThat(api.as(people.applicant()).get(path).status()).isEqualTo(404);
    assertThat(api.as(people.with(Role.EVALUATOR)).get(path).status()).isEqualTo(404);
    assertThat(api.as(people.with(Role.PROGRAMME_OFFICER)).get(path).status()).isEqualTo(200);
    var review = "/dossiers/" + ref + "/co-funding";
    assertThat(Browser.of(people.with(Role.EVALUATOR), port).open(review).status()).isEqualTo(404);
    assertThat(Browser.of(people.with(Role.AUDITOR), port).open(review).status()).isEqualTo(200);
  }

  @Test
  void handsInAndTakesASmallerGrantThroughTheApi() {
    var told = told();
    var ref = money.planned(told, euros(400_000), euros(200_000));
    var path = "/api/applications/" + ref + "/co-funding";
    assertThat(api.post(path + "/submission").status()).isEqualTo(409);
    assertThat(api.post(path + "/reduced-grant", "{\"accepted\": true}").status()).isEqualTo(409);
    assertThat(api.post(path + "/reduced-grant", "{}").errors())
        .containsExactly("accepted required");
    money.bank(ref, told, unique(), euros(150_000));
    money.verify(ref);
    requests.ask(ref, cases.inDays(28), passageOf("cofunding.ask"));
    assertThat(api.post(path + "/submission").errors()).containsExactly("evidence required");
    clock.advance(Duration.ofMinutes(1));
    money.bank(ref, told, unique(), euros(20_000));

    var handedIn = api.post(path + "/submission");

    assertThat(handedIn.status()).isEqualTo(202);
    assertThat(api.post(path + "/submission").json()).isEqualTo(handedIn.json());
    money.verify(ref);
    reducedGrants.offer(ref, cases.inDays(14), passageOf("cofunding.offer"));
    var accepted = api.post(path + "/reduced-grant", "{\"accepted\": true}");
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(200);
    assertThat(accepted.json().path("state").asString()).isEqualTo("ACCEPTED");
    assertThat(api.post(path + "/reduced-grant", "{\"accepted\": false}").status()).isEqualTo(409);
    verifications.confirm(ref, passageOf("cofunding.confirm"));
    assertThat(coFunding.of(ref).state()).isEqualTo(VerificationState.VERIFIED);
  }

  @Test
  void recordsOnThePageAndLosesNothingWhenSomethingIsWrong() {
    var ref = money.planned(told(), euros(400_000), euros(200_000));
    var page = Browser.of(anna, port).open(address(ref));
    assertThat(page.text()).contains("Beside the grant", "€200,000", "Nothing yet.");

    var wrong =
        page.form("#add")
            .type("kind", "BANK_BALANCE")
            .type("issuer", "Bank")
            .type("amountCents", "much")
            .choose("documentId", pdf())
            .send();

    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.problem("amountCents")).contains("must be an amount");
    assertThat(wrong.value("amountCents")).isEqualTo("much");
    assertThat(wrong.value("issuer")).isEqualTo("Bank");
    assertThat(wrong.text()).contains("file of documentId");
    var mended =
        wrong
            .form("#add")
            .type("party", coFunding.parties(ref).getFirst().key())
            .type("reference", unique())
            .type("amountCents", "200.000,00")
            .type("datedOn", money.today().toString())
            .type("unencumbered", "true")
            .send();
    assertThat(mended.status()).as(mended.text()).isEqualTo(200);
    assertThat(mended.text()).contains("The item is recorded.", "Everything is covered.");
    assertThat(coFunding.of(ref).evidence()).hasSize(1);
    assertThat(mended.value("issuer")).as("taken, so not kept").isEmpty();
  }

  @Test
  void tellsWhatIsMissingAndOffersASmallerGrant() {
    var told = told();
    var ref = money.planned(told, euros(400_000), euros(200_000));
    var browser = Browser.of(anna, port);
    money.bank(ref, told, unique(), euros(170_000));
    money.verify(ref);
    requests.ask(ref, cases.inDays(28), passageOf("cofunding.ask"));
    assertThat(browser.open("/applications/" + ref).text()).contains("€30,000 of co-funding");
    var asked = browser.open(address(ref));
    assertThat(asked.text()).contains("€30,000 is missing", "Less is assured than is needed");
    assertThat(asked.form("#evidence").send().problemLinks()).containsExactly("#evidence");
    clock.advance(Duration.ofDays(29));
    requests.lapse(ref, 1, passageOf("cofunding.lapse-request"));
    verifications.confirm(ref, passageOf("cofunding.confirm"));
    reducedGrants.offer(ref, cases.inDays(14), passageOf("cofunding.offer"));
    assertThat(browser.open("/applications/" + ref).text()).contains("carries a grant of €170,000");
    var offered = browser.open(address(ref));
    assertThat(offered.text()).contains("a grant of €170,000 for costs of €340,000");

    var declined = offered.form("#reduced-grant").type("accepted", "false").send();

    assertThat(declined.text()).contains("You declined a grant of €170,000.");
    verifications.close(ref, passageOf("cofunding.close"));
    assertThat(browser.open(address(ref)).text()).contains("Not assured", "No evidence is taken");
    assertThat(browser.open(address(ref)).html().select("#add")).isEmpty();
  }

  @Test
  void speaksFourLanguages() {
    var told = told();
    var ref = money.planned(told, euros(400_000), euros(200_000));
    money.bank(ref, told, unique(), euros(90_000));
    money.verify(ref);
    requests.ask(ref, cases.inDays(28), passageOf("cofunding.ask"));
    var officer = people.with(Role.PROGRAMME_OFFICER);

    for (var language : Language.values()) {
      assertThat(Browser.of(anna, port).speaking(language.code()).open(address(ref)).text())
          .doesNotContain("??");
      assertThat(
              Browser.of(anna, port).speaking(language.code()).open("/applications/" + ref).text())
          .doesNotContain("??");
      assertThat(
              Browser.of(officer, port)
                  .speaking(language.code())
                  .open("/dossiers/" + ref + "/co-funding")
                  .text())
          .doesNotContain("??");
    }
  }

  @Test
  void aVoucherHasNoSuchPage() {
    var ref = cases.offered(anApplication().by(anna));

    assertThat(Browser.of(anna, port).open(address(ref)).status()).isEqualTo(404);
    assertThat(api.post("/api/applications/" + ref + "/co-funding", "{}").status()).isEqualTo(409);
  }

  private AnApplication told() {
    return anApplication().by(anna).forTheFund(euros(200_000));
  }

  private static String address(ApplicationRef ref) {
    return "/applications/" + ref + "/co-funding";
  }

  /** Unlike every other one: the same document would show the same money. */
  private static byte[] pdf() {
    return ("%PDF-1.4 " + unique()).getBytes(StandardCharsets.UTF_8);
  }

  private static String unique() {
    return "a" + UUID.randomUUID();
  }
}
