package eu.ttc.grants.portal;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.budget.Budget;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.Cents;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.VoucherDesk;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@ServedTest
@DisplayName("Staff read the ledger")
class LedgerTest {

  private static final String POSTINGS = "/api/budget/lines/VOUCHER/postings";

  private final People people;
  private final ApplicationDesk desk;
  private final VoucherDesk vouchers;
  private final Budget budget;
  private final int port;
  private ApplicationRef ref;

  LedgerTest(
      People people,
      ApplicationDesk desk,
      VoucherDesk vouchers,
      Budget budget,
      @LocalServerPort int port) {
    this.people = people;
    this.desk = desk;
    this.vouchers = vouchers;
    this.budget = budget;
    this.port = port;
  }

  @BeforeEach
  void moneyIsReserved() {
    ref = desk.submit(anApplication());
    vouchers.makeRoom();
    budget.reserve(ref, Cents.of(499_999), passageOf("budget.reserve"));
  }

  @AfterEach
  void moneyIsGivenBack() {
    desk.inTransaction(
        () -> {
          budget.release(ref, "released by test", "tester");
          return ref;
        });
  }

  @Test
  @DisplayName("totals by source, now and before anything happened, through the API")
  void totals() {
    var anna = Http.at(port).as(people.applicant());

    var line = lineOf(anna.get("/api/budget"));
    assertThat(line.path("erdfShare").asDouble()).isEqualTo(0.5);
    for (var part : new String[] {"allocated", "available", "reserved", "committed", "paid"}) {
      assertThat(
              line.at("/sources/ERDF/" + part + "Cents").asLong()
                  + line.at("/sources/NATIONAL/" + part + "Cents").asLong())
          .isEqualTo(line.path(part + "Cents").asLong());
    }
    assertThat(anna.get("/api/budget?at=1999-12-31T00:00:00Z").text()).isEqualTo("[]");
  }

  @Test
  @DisplayName("from a total to its postings through the API")
  void postings() {
    var auditor = Http.at(port).as(people.with(Role.AUDITOR));

    var found = auditor.get(POSTINGS + "?bucket=RESERVED&source=ERDF&application=" + ref).json();

    assertThat(found.path("count").asInt()).isEqualTo(1);
    assertThat(found.path("changeCents").asLong())
        .isEqualTo(found.at("/postings/0/changeCents").asLong())
        .isEqualTo(found.at("/postings/0/erdfCents").asLong());
    assertThat(found.at("/postings/0/kind").stringValue()).isEqualTo("RESERVE");
    assertThat(found.at("/postings/0/by").stringValue()).isEqualTo("system");
    assertThat(found.at("/postings/0/application").stringValue()).isEqualTo(ref.value());
    var reserved = lineOf(auditor.get("/api/budget")).at("/sources/ERDF/reservedCents").asLong();
    assertThat(
            auditor
                .get(POSTINGS + "?bucket=RESERVED&source=ERDF")
                .json()
                .path("changeCents")
                .asLong())
        .isEqualTo(reserved);
  }

  @Test
  @DisplayName("an administrator gives a line money through the API, once per decision")
  void allocation() {
    var ada = Http.at(port).as(people.with(Role.ADMINISTRATOR));
    var path = "/api/budget/lines/VOUCHER/allocations";
    var before = lineOf(ada.get("/api/budget")).path("availableCents").asLong();
    var decision = "MC " + System.nanoTime();

    for (int delivery = 0; delivery < 2; delivery++) {
      var given = ada.post(path, allocation("VOUCHER", 201, decision));
      assertThat(given.status()).as(given.text()).isEqualTo(200);
      assertThat(given.json().path("availableCents").asLong()).isEqualTo(before + 201);
    }

    assertThat(ada.post(path, allocation("VOUCHER", 202, decision)).status()).isEqualTo(422);
    assertThat(ada.post(path, allocation("INNOVATION_FUND", 1, "other")).errors())
        .contains("scheme line");
    assertThat(ada.post(path, allocation("VOUCHER", -before - 999, decision + "b")).status())
        .isEqualTo(409);
    assertThat(ada.post("/api/budget/lines/x/allocations", allocation("VOUCHER", 0, " ")).errors())
        .contains("line format", "amountCents range", "decision size");
    assertThat(ada.post(path, "{}").errors())
        .contains(
            "scheme required", "amountCents required", "decision required", "reason required");
    assertThat(ada.post(path, allocation("VOUCHER", -201, decision + "c")).status()).isEqualTo(200);
  }

  @Test
  @DisplayName("the page of balances links each figure to its postings, and those to the dossier")
  void pages() {
    var fiona = as(Role.FINANCE_OFFICER);

    var balances = fiona.get("/ledger");
    assertThat(balances.status()).isEqualTo(200);
    assertThat(balances.html())
        .contains(
            "ERDF (50 %)",
            "/ledger/lines/VOUCHER?bucket=RESERVED&amp;source=NATIONAL", ref.value());
    var postings = fiona.get("/ledger/lines/VOUCHER?bucket=RESERVED&application=" + ref);
    assertThat(postings.html())
        .contains("One posting", "the system", "/dossiers/" + ref, "4,999.99");
    assertThat(fiona.get("/budget").text()).contains("Open the ledger");
    assertThat(as(Role.EVALUATOR).get("/budget").text()).doesNotContain("Open the ledger");
  }

  @Test
  @DisplayName("the balances of a past moment")
  void past() {
    var fiona = as(Role.FINANCE_OFFICER);

    assertThat(fiona.get("/ledger?at=1999-12-31T10:00").text())
        .contains("No budget line had money", "31 Dec 1999");
    assertThat(fiona.get("/ledger?at=2990-12-31T10:00").html())
        .contains("bucket=PAID&amp;to=2990-12-31T10", "ERDF (50 %)");
  }

  @ParameterizedTest
  @CsvSource({
    "/ledger?at=yesterday, yesterday",
    "/ledger?at=9999-01-01T00:00, 9999-01-01T00:00",
    "/ledger/lines/VOUCHER?from=soon&to=later, soon",
    "/ledger/lines/VOUCHER?to=9999-01-01T00:00, 9999-01-01T00:00",
  })
  void whatCannotBeReadIsShownAsItWasTyped(String path, String typed) {
    var page = as(Role.AUDITOR).get(path);

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.text()).contains("“" + typed + "” is no moment");
  }

  @Test
  void aReferenceThatIsNoneIsShownAsItWasTyped() {
    var page = as(Role.AUDITOR).get("/ledger/lines/VOUCHER?application=V-12");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.html()).contains("value=\"V-12\"", "is no reference");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bucket=NOPE", "source=", "page=x", "page=-3", "page=2147483647", "from=&to="})
  void addressesTypedByHandShowPostings(String query) {
    assertThat(as(Role.AUDITOR).get("/ledger/lines/VOUCHER?" + query).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void isOpenToThoseWhoAccountForTheMoney(Role role) {
    var allowed =
        switch (role) {
          case FINANCE_OFFICER, PROGRAMME_MANAGER, ADMINISTRATOR, AUDITOR -> 200;
          default -> 403;
        };

    assertThat(as(role).get("/ledger").status()).isEqualTo(allowed);
    assertThat(as(role).get("/ledger/lines/VOUCHER").status()).isEqualTo(allowed);
    if (allowed == 200) {
      assertThat(as(role).get("/ledger/lines/NONE").status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource({"nl, Grootboek", "de, Hauptbuch", "fr, Grand livre", "en, Ledger"})
  void speaksFourLanguages(String language, String title) {
    var max = Browser.of(people.with(Role.PROGRAMME_MANAGER), port).speaking(language);

    for (var path :
        List.of(
            "/ledger",
            "/ledger?at=2990-01-01T00:00",
            "/ledger?at=1990-01-01T00:00",
            "/ledger?at=x",
            "/ledger/lines/VOUCHER",
            "/ledger/lines/VOUCHER?bucket=RESERVED&from=2026-01-01T00:00",
            "/ledger/lines/VOUCHER?application=x",
            "/ledger/lines/VOUCHER?to=1990-01-01T00:00")) {
      assertThat(max.open(path).text()).as(path).isNotBlank().doesNotContain("??");
    }
    var balances = max.open("/ledger");
    assertThat(balances.text()).contains(title);
    assertThat(balances.html().title()).isEqualTo(title);
  }

  private Visitor as(Role role) {
    return Visitor.at(port, people.with(role));
  }

  private static String allocation(String scheme, long cents, String decision) {
    return "{\"scheme\":\"%s\",\"amountCents\":%d,\"decision\":\"%s\",\"reason\":\"decided\"}"
        .formatted(scheme, cents, decision);
  }

  private static JsonNode lineOf(Http.Answer answer) {
    for (var line : answer.json()) {
      if (line.path("line").stringValue().equals("VOUCHER")) {
        return line;
      }
    }
    throw new AssertionError(answer.text());
  }
}
