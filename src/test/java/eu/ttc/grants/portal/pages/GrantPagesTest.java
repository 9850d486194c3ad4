package eu.ttc.grants.portal.pages;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.claim.ClaimKind;
import eu.ttc.grants.claim.CostId;
import eu.ttc.grants.claim.CostVerdict;
import eu.ttc.grants.claim.GrantClaims;
import eu.ttc.grants.claim.ReasonKind;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.progress.ProgressReviews;
import eu.ttc.grants.recovery.DecideOverpayment;
import eu.ttc.grants.recovery.Overpayments;
import eu.ttc.grants.recovery.Settlement;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.GrantDesk;
import eu.ttc.grants.withdrawal.Withdrawals;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

@ServedTest
@DisplayName("The pages of a grant of the fund")
class GrantPagesTest {

  private final People people;
  private final GrantDesk grants;
  private final GrantClaims claims;
  private final ProgressReviews progress;
  private final Withdrawals withdrawals;
  private final Overpayments overpayments;
  private final int port;
  private final String anna;
  private final Browser browser;
  private AnApplication told = anApplication();
  private ApplicationRef ref = ApplicationRef.of("F-2026-000000");

  GrantPagesTest(
      People people,
      GrantDesk grants,
      GrantClaims claims,
      ProgressReviews progress,
      Withdrawals withdrawals,
      Overpayments overpayments,
      @LocalServerPort int port) {
    this.people = people;
    this.grants = grants;
    this.claims = claims;
    this.progress = progress;
    this.withdrawals = withdrawals;
    this.overpayments = overpayments;
    this.port = port;
    this.anna = people.applicant();
    this.browser = Browser.of(anna, port);
  }

  @BeforeEach
  void aGrantIsAgreed() {
    told = anApplication().by(anna).forTheFund(Cents.euros(200_000));
    ref = grants.contracted(told, grants.plan(Cents.euros(400_000), Cents.euros(200_000)));
    grants.open(ref);
  }

  @Test
  @DisplayName("take costs from a table, say row by row what is wrong, and keep everything")
  void takeCostsFromATable() {
    grants.evidence(ref, told, "invoice of " + ref);
    assertThat(browser.open("/applications/" + ref).text()).contains("Claim your grant");
    var page = browser.open(page());
    var table =
        """
        partner;category;description;invoiceNumber;invoiceOn;paidOn;amount;document
        1;INDUSTRIAL_RESEARCH;Laser;I-1;%1$s;%1$s;1.234,50;invoice.txt
        9;NONSENSE;;I-2;yesterday;%1$s;nothing;
        """
            .formatted(grants.today().minusDays(2));

    var wrong =
        page.form("#grant-claim")
            .type("claimKind", "INTERIM")
            .type("report", "The laser is there.")
            .choose("csv", table.getBytes(StandardCharsets.UTF_8))
            .press("table");

    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.value("expenses[0].amountCents")).isEqualTo("1.234,50");
    assertThat(wrong.text())
        .contains("Cost (2): For what", "Cost (2): Category", "Cost (2): Invoice date")
        .doesNotContain("Cost (1)");
    var sent = wrong.form("#grant-claim").press("remove:expenses[1]");
    assertThat(sent.value("report")).isEqualTo("The laser is there.");
    var done = sent.form("#grant-claim").press("submit");

    assertThat(done.text()).contains("Your claim was handed in.", "1.1 Laser", "€1,234.50");
    assertThat(claims.costsOf(ref).getFirst().cost().evidence()).isPresent();
    var olga = Browser.of(people.with(Role.PROGRAMME_OFFICER), port);
    assertThat(olga.open("/dossiers/" + ref).html().html())
        .contains("/dossiers/" + ref + "/claims");
    assertThat(olga.open("/dossiers/" + ref + "/claims").text()).contains("1.1 Laser");
  }

  @Test
  @DisplayName("show what was found and how the payment comes about, in every language")
  void showWhatWasFound() {
    grants.submit(
        ref,
        told,
        ClaimKind.INTERIM,
        grants.cost(ref, told, Cents.euros(100_000)),
        grants.cost(ref, told, Cents.euros(300_000)));
    var olga = Browser.of(people.with(Role.PROGRAMME_OFFICER), port);
    assertThat(olga.open("/dossiers/" + ref + "/claims").text()).contains("over the budget line");
    assertThat(browser.open(page()).text()).doesNotContain("over the budget line");
    grants.verify(
        ref,
        1,
        CostVerdict.accepted(new CostId(1, 1)),
        CostVerdict.parked(new CostId(1, 2), ReasonKind.OVER_BUDGET, "Ask for a change first."));
    grants.open(ref);

    assertThat(browser.open(page()).text())
        .contains(
            "not decided yet",
            "Over the budget line: Ask for a change first.",
            "Lead, Industrial research: €100,000 at 50 % = €50,000",
            "To be paid for this claim €50,000",
            "1 cost(s) of earlier claims are not decided yet");
    for (var language : Language.values()) {
      browser.speaking(language.code());
      assertThat(browser.open(page()).text()).as(language.code()).doesNotContain("??");
      assertThat(browser.open("/applications/%s/progress".formatted(ref)).text())
          .as(language.code())
          .doesNotContain("??");
    }
  }

  @Test
  @DisplayName("ask for progress, take the report and show the remarks")
  void takeAProgressReport() {
    progress.ask(ref, 1, grants.inDays(0), grants.inDays(30), passageOf("progress.ask"));
    assertThat(browser.open("/applications/" + ref).text()).contains("Report progress");
    var page = browser.open("/applications/%s/progress".formatted(ref));
    var empty = page.form("main form").type("report", " ").send();
    assertThat(empty.status()).isEqualTo(422);
    var sent = empty.form("main form").type("report", "Half of it is built.").send();

    assertThat(sent.text()).contains("handed in", "Half of it is built.");
    var olga = Browser.of(people.with(Role.PROGRAMME_OFFICER), port);
    assertThat(olga.open("/dossiers/%s/progress".formatted(ref)).text())
        .contains("Half of it is built.");
  }

  @Test
  @DisplayName("have their like in the API")
  void haveTheirLikeInTheApi() {
    var client = Http.at(port).as(anna);
    var proof = grants.evidence(ref, told, "api " + ref);
    var day = grants.today().minusDays(1).toString();
    var path = "/api/applications/%s/claims".formatted(ref);
    var wrong = client.post(path, json(Map.of("report", "Nothing.", "kind", "FINAL")));
    assertThat(wrong.status()).as(wrong.text()).isEqualTo(422);
    assertThat(wrong.errors()).contains("results required");

    var answer =
        client.post(
            path,
            json(
                Map.of(
                    "report",
                    "The laser is there.",
                    "kind",
                    "INTERIM",
                    "costs",
                    List.of(
                        Map.of(
                            "partner",
                            1,
                            "category",
                            "INDUSTRIAL_RESEARCH",
                            "description",
                            "Laser",
                            "invoiceNumber",
                            "I-1",
                            "invoiceOn",
                            day,
                            "paidOn",
                            day,
                            "amountCents",
                            500_000,
                            "documentId",
                            proof.toString())))));

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    grants.accept(ref, 1);
    assertThat(client.get(path).text())
        .contains("\"payableCents\":250000", "\"verdict\":\"ACCEPTED\"", "\"number\":\"1.1\"");
  }

  @Test
  @DisplayName("tell in every language how a grant that was terminated is settled, and why")
  void tellHowATerminatedGrantIsSettled() {
    grants.submit(ref, told, ClaimKind.ADVANCE);
    grants.accept(ref, 1);
    grants.pay(ref, 1);
    grants.open(ref);
    withdrawals.withdraw(ref, anna, "We give up.");
    overpayments.decide(
        new DecideOverpayment(
            ref,
            Settlement.REPAYMENT_ORDER,
            "As the agreement says.",
            people.with(Role.PROGRAMME_MANAGER)),
        passageOf("recovery.record-overpayment"));
    var recovery = "/applications/%s/recovery".formatted(ref);

    assertThat(browser.open(page()).text())
        .contains(
            "Settlement at the end of the grant",
            "The grant agreement was terminated.",
            "Paid and not earned €40,000");
    assertThat(browser.open("/applications/" + ref).text()).contains("The grant has ended");
    assertThat(browser.open(recovery).text())
        .contains("The grant agreement was terminated.", "comes back", "As the agreement says.");
    for (var language : Language.values()) {
      browser.speaking(language.code());
      assertThat(browser.open(page()).text()).as(language.code()).doesNotContain("??");
      assertThat(browser.open(recovery).text()).as(language.code()).doesNotContain("??");
    }
  }

  private static String json(Object body) {
    return JsonMapper.shared().writeValueAsString(body);
  }

  private String page() {
    return "/applications/%s/grant-claim".formatted(ref);
  }
}
