package eu.ttc.grants.portal.pages;

import static eu.ttc.grants.testing.AProject.ofF1;
import static eu.ttc.grants.testing.AgreementDesk.ofAAndB;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.agreement.SigningTimes;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.portal.Browser;
import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.People;
import eu.ttc.grants.portal.ServedTest;
import eu.ttc.grants.testing.AgreementDesk;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("The pages on which an agreement of the fund is signed")
class SigningPagesTest {

  private final People people;
  private final AgreementDesk cases;
  private final SigningTimes times;
  private final int port;
  private final String anna;
  private ApplicationRef ref = ApplicationRef.of("F-2026-000000");

  SigningPagesTest(
      People people, AgreementDesk cases, SigningTimes times, @LocalServerPort int port) {
    this.people = people;
    this.cases = cases;
    this.times = times;
    this.port = port;
    this.anna = people.applicant();
  }

  @BeforeEach
  void offered() {
    ref = cases.offered(ofAAndB().by(anna), ofF1());
  }

  @Test
  @DisplayName("take the lead's request for more time, once, and say what became of it")
  void takeARequestForMoreTime() {
    var lead = Browser.of(anna, port);
    assertThat(lead.open("/applications/" + ref).one("#more-time").attr("href"))
        .endsWith("/applications/" + ref + "/agreement/extension");
    assertThat(lead.open(agreement()).html().select("#more-time")).hasSize(1);

    var wrong = lead.open(agreement() + "/extension").form("main form").send();
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.problem("reason")).isNotBlank();
    var asked = wrong.form("main form").type("reason", "The board of B meets in June.").send();

    assertThat(asked.text()).contains("The board of B meets in June.", "Not decided yet");
    assertThat(asked.html().select("main form")).isEmpty();
    var olga = people.with(Role.PROGRAMME_OFFICER);
    var dossier = Browser.of(olga, port).open("/dossiers/%s/signatures".formatted(ref));
    assertThat(dossier.text()).contains("The board of B meets in June.", "decide in Tasklist");
    assertThat(dossier.html().select("#extension")).isEmpty();

    times.decide(ref, true, "Agreed.", olga, passageOf("agreement.record-extension"));

    assertThat(lead.open(agreement() + "/extension").text())
        .contains("granted", "Agreed.", "All partners can sign until");
    for (var language : Language.values()) {
      for (var path : List.of(agreement(), agreement() + "/extension")) {
        assertThat(lead.speaking(language.code()).open(path).text()).doesNotContain("??");
      }
    }
  }

  @Test
  @DisplayName("have the same in the API, for the lead only")
  void haveTheSameInTheApi() {
    var path = "/api/applications/%s/agreement/extension-request".formatted(ref);
    var lead = Http.at(port).as(anna);
    assertThat(lead.get(path).status()).isEqualTo(404);
    assertThat(lead.post(path, "{}").status()).isEqualTo(422);

    var asked = lead.post(path, "{\"reason\": \"The board of B meets in June.\"}");

    assertThat(asked.status()).isEqualTo(202);
    assertThat(asked.text()).contains("The board of B meets in June.", "\"granted\":null");
    assertThat(lead.get(path).text()).isEqualTo(asked.text());
    var stranger = Http.at(port).as(people.applicant());
    assertThat(stranger.post(path, "{\"reason\": \"Mine.\"}").status()).isEqualTo(404);
  }

  private String agreement() {
    return "/applications/%s/agreement".formatted(ref);
  }
}
