package eu.ttc.grants.accounting.web;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.accounting.DifferenceKind;
import eu.ttc.grants.accounting.Reconciliation;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.portal.Visitor;
import eu.ttc.grants.testing.AnApplication;
import eu.ttc.grants.testing.PaidCase;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.MessageSource;

@ServedTest
@DisplayName("Bookkeepers and auditors")
class AccountingPagesTest {

  private final People people;
  private final PaidCase cases;
  private final MessageSource messages;
  private final int port;
  private final LocalDate today;
  private final Visitor fiona;
  private final Http client;

  AccountingPagesTest(
      People people,
      PaidCase cases,
      Reconciliation reconciliation,
      MessageSource messages,
      @LocalServerPort int port) {
    cases.catchUp();
    this.messages = messages;
    this.people = people;
    this.cases = cases;
    this.port = port;
    this.today = reconciliation.today();
    this.fiona = Visitor.at(port, people.with(Role.FINANCE_OFFICER));
    this.client = Http.at(port).as(people.with(Role.FINANCE_OFFICER));
  }

  @Test
  void takeThePostingsOfAMonthAway() {
    var ref = cases.booked();

    var answer =
        client.get("/api/accounting/postings.csv?from=%s&to=%s&bom=true".formatted(today, today));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith("text/csv").contains("UTF-8");
    assertThat(answer.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"postings-%s-%s.csv\"".formatted(today, today));
    assertThat(answer.text()).startsWith("\ufeffposting,posted_at,line,").contains(ref + "-P1");
    var page = fiona.get("/accounting/export?from=%s&to=%s&what=payments".formatted(today, today));
    assertThat(page.html()).startsWith("payment,application,").contains(ref + "-P1");
  }

  @Test
  void auditorsSeeTheEndsOfAccountsOnly() {
    cases.booked();
    var period = "?from=%s&to=%s".formatted(today, today);

    var answer =
        Http.at(port).as(people.with(Role.AUDITOR)).get("/api/accounting/payments.csv" + period);

    assertThat(answer.text()).contains("NL91••••••••••••00").doesNotContain("NL91ABNA0417164300");
  }

  @ParameterizedTest
  @CsvSource({
    "'', from required",
    "?from=2026-11-01, to required",
    "?from=2026-11-30&to=2026-11-01, to afterFrom",
    "?from=yesterday&to=2026-11-01, from type"
  })
  void aPeriodThatIsNoneIsRefusedWithTheField(String query, String error) {
    var answer = client.get("/api/accounting/postings.csv" + query);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.errors()).contains(error);
  }

  @Test
  void whatWasTypedIsStillThereWhenThePeriodIsNone() {
    var page = fiona.get("/accounting/export?from=2026-11-30&to=2026-11-01&what=postings");

    assertThat(page.status()).isEqualTo(422);
    assertThat(page.html()).contains("value=\"2026-11-30\"", "value=\"2026-11-01\"");
    assertThat(page.text()).contains("The last day is before the first one");
    assertThat(fiona.get("/accounting/days?date=never").text()).contains("Choose a day first");
    assertThat(fiona.get("/accounting/days?date=" + today.plusDays(1)).status()).isEqualTo(422);
  }

  @Test
  void seeInOneLineWhetherADayAgrees() {
    cases.booked();

    var answer = client.get("/api/reconciliation/" + today).json();
    assertThat(answer.path("summary").stringValue()).startsWith(today + ": ledger, payments,");
    assertThat(answer.path("ended").booleanValue()).isFalse();
    assertThat(answer.path("lines").path(0).path("line").stringValue()).isNotEmpty();
    var page = fiona.get("/accounting/days?date=" + today);
    assertThat(page.path()).isEqualTo("/accounting/days/" + today);
    assertThat(page.text()).contains("Reconciliation of", "The day is not over", "In payment");
  }

  @Test
  void aDayThatIsNoneIsRefused() {
    assertThat(client.get("/api/reconciliation/" + today.plusDays(1)).errors())
        .containsExactly("date past");
    assertThat(client.get("/api/reconciliation/someday").status()).isEqualTo(404);
  }

  @Test
  void applicantsAndStaffTakeTheirStatementAway() {
    var anna = people.applicant();
    var ref = cases.booked(AnApplication.anApplication().by(anna));

    var own = Visitor.at(port, anna);
    assertThat(own.get("/applications/" + ref).html()).contains("/account.pdf");
    assertThat(pdf(own.get("/applications/%s/account.pdf".formatted(ref)))).isTrue();
    var manager = Visitor.at(port, people.with(Role.PROGRAMME_MANAGER));
    assertThat(manager.get("/dossiers/" + ref).html()).contains("/account.pdf");
    assertThat(pdf(manager.get("/dossiers/%s/account.pdf".formatted(ref)))).isTrue();
    var answer = Http.at(port).as(anna).get("/api/applications/%s/account.pdf".formatted(ref));
    assertThat(answer.header("Content-Type")).isEqualTo("application/pdf");
  }

  @Test
  void nobodyElseSeesAStatement() {
    var ref = cases.booked();

    assertThat(
            Visitor.at(port, people.applicant())
                .get("/applications/%s/account.pdf".formatted(ref))
                .status())
        .isEqualTo(404);
    assertThat(
            Visitor.at(port, people.with(Role.EVALUATOR))
                .get("/dossiers/%s/account.pdf".formatted(ref))
                .status())
        .isEqualTo(404);
    assertThat(Visitor.at(port, people.applicant()).get("/accounting").status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nl", "de", "fr", "en"})
  void everyTextExistsInEveryLanguage(String language) {
    cases.booked();
    var visitor = Visitor.at(port, people.with(Role.AUDITOR)).speaking(language);

    assertThat(
            List.of(
                visitor.get("/accounting"),
                visitor.get("/accounting/export"),
                visitor.get("/accounting/days"),
                visitor.get("/accounting/days/" + today)))
        .allSatisfy(
            page ->
                assertThat(page.html())
                    .contains("lang=\"" + language + "\"")
                    .doesNotContainPattern("\\?\\?[\\w.]+_" + language + "\\?\\?"));
  }

  @ParameterizedTest
  @EnumSource
  void eachDifferenceIsToldWithWhatToDoNext(DifferenceKind kind) {
    for (var language : Language.values()) {
      for (var key : List.of("accounting.kind." + kind, "accounting.kind." + kind + ".next")) {
        assertThat(messages.getMessage(key, null, language.locale())).isNotBlank();
      }
    }
  }

  private static boolean pdf(Visitor.Page page) {
    return page.status() == 200
        && new String(page.body(), 0, 5, StandardCharsets.US_ASCII).equals("%PDF-");
  }
}
