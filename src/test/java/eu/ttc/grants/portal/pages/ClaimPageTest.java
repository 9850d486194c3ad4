package eu.ttc.grants.portal.pages;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.claim.ClaimState;
import eu.ttc.grants.claim.Claims;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.Journey;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.testing.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("Applicants report and claim")
class ClaimPageTest {

  private static final byte[] PDF = "%PDF-1.4 invoice".getBytes(StandardCharsets.UTF_8);

  private final Journey journey;
  private final Claims claims;
  private final TestClock clock;
  private final String anna;
  private final Browser browser;

  ClaimPageTest(
      Journey journey, Claims claims, People people, TestClock clock, @LocalServerPort int port) {
    this.journey = journey;
    this.claims = claims;
    this.clock = clock;
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

    claims.lapse(ref, 1, eu.ttc.grants.testing.ApplicationDesk.passageOf("claim.lapse"));
    var ended = page.form("#claim").type("report", "x").choose("documentIds", PDF).press("keep");
    assertThat(ended.status()).isEqualTo(409);
    assertThat(ended.text()).contains("Terminated");
    assertThat(browser.open(path(ref)).html().select("#claim")).isEmpty();
  }

  @Test
  void thereIsNoneBeforeItIsInvited() {
    var ref = journey.offered(anApplication().by(anna));

    assertThat(browser.open(path(ref)).status()).isEqualTo(404);
    assertThat(browser.post(path(ref), Map.of("report", "x")).status()).isEqualTo(409);
  }

  private static String path(ApplicationRef ref) {
    return "/applications/" + ref + "/claim";
  }
}
