package eu.ttc.grants.portal.pages;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.agreement.AgreementState;
import eu.ttc.grants.agreement.Agreements;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.Journey;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.testing.TestClock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("Applicants read and accept their agreement")
class AgreementPageTest {

  private final Journey journey;
  private final Agreements agreements;
  private final TestClock clock;
  private final String anna;
  private final Browser browser;

  AgreementPageTest(
      Journey journey,
      Agreements agreements,
      People people,
      TestClock clock,
      @LocalServerPort int port) {
    this.journey = journey;
    this.agreements = agreements;
    this.clock = clock;
    this.anna = people.applicant();
    this.browser = Browser.of(anna, port);
  }

  @Test
  void isAcceptedWithTheStatementThatWasRead() {
    var ref = journey.offered(anApplication().by(anna));
    var page = browser.open(path(ref));
    assertThat(page.text()).contains("€5,000", "What you do for it", "Regulation (EU) 2023/2831");

    var unconfirmed = page.form("#accept").send();
    assertThat(unconfirmed.status()).isEqualTo(422);
    assertThat(unconfirmed.problem("confirmed")).isNotBlank();
    assertThat(agreements.of(ref).orElseThrow().state()).isEqualTo(AgreementState.OPEN);

    var statement = page.one("#accept label").text();
    var accepted = page.form("#accept").type("confirmed", "true").send();
    var again = page.form("#accept").type("confirmed", "true").send();

    assertThat(accepted.text()).contains("The agreement is accepted", statement, anna);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.html().select("#accept")).isEmpty();
    assertThat(agreements.of(ref).orElseThrow().statement()).isEqualTo(statement);
  }

  @Test
  void statementIsKeptInTheLanguageInWhichItWasRead() {
    var ref = journey.offered(anApplication().by(anna));
    browser.speaking("de");
    var page = browser.open(path(ref));
    browser.speaking("fr");

    page.form("#accept").type("confirmed", "true").send();

    assertThat(agreements.of(ref).orElseThrow().statement().replace('\u00a0', ' '))
        .startsWith("Ich habe den Zuwendungsvertrag")
        .contains(ref.value(), "5.000 €")
        .isEqualTo(page.one("#accept label").text());
  }

  @Test
  void lapsedAgreementSaysSoAndCannotBeAccepted() {
    var ref = journey.offered(anApplication().by(anna));
    var open = browser.open(path(ref));
    clock.advance(Duration.ofDays(15));
    assertThat(browser.open(path(ref)).text()).contains("The offer has lapsed");
    assertThat(open.form("#accept").type("confirmed", "true").send().status()).isEqualTo(409);

    journey.lapse(ref);
    var late = open.form("#accept").type("confirmed", "true").send();

    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("now has the status", "Lapsed");
    assertThat(browser.open(path(ref)).html().select("#accept")).isEmpty();
    assertThat(agreements.of(ref).orElseThrow().state()).isEqualTo(AgreementState.LAPSED);
  }

  @Test
  void thereIsNoneBeforeItIsOffered() {
    var ref = journey.awarded(anApplication().by(anna));

    assertThat(browser.open(path(ref)).status()).isEqualTo(404);
    assertThat(browser.post(path(ref), Map.of("confirmed", "true")).status()).isEqualTo(409);
  }

  private static String path(ApplicationRef ref) {
    return "/applications/" + ref + "/agreement";
  }
}
