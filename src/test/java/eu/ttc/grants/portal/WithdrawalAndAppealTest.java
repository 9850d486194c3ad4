package eu.ttc.grants.portal;

import static eu.ttc.grants.testing.AnApplication.anApplication;
import static eu.ttc.grants.testing.ApplicationDesk.passageOf;
import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.appeal.Appeals;
import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.identity.Role;
import eu.ttc.grants.kernel.ApplicationRef;
import eu.ttc.grants.kernel.ReasonCode;
import eu.ttc.grants.testing.ApplicationDesk;
import eu.ttc.grants.testing.CaseDesk;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@ServedTest
@DisplayName("Applicants withdraw and object, through API and pages")
class WithdrawalAndAppealTest {

  private static final byte[] PDF = "%PDF-1.4 small".getBytes(StandardCharsets.UTF_8);

  private final People people;
  private final Applications applications;
  private final Appeals appeals;
  private final ApplicationDesk desk;
  private final CaseDesk cases;
  private final String applicant;
  private final Http api;
  private final int port;

  WithdrawalAndAppealTest(
      People people,
      Applications applications,
      Appeals appeals,
      ApplicationDesk desk,
      CaseDesk cases,
      @LocalServerPort int port) {
    this.people = people;
    this.applications = applications;
    this.appeals = appeals;
    this.desk = desk;
    this.cases = cases;
    this.port = port;
    this.applicant = people.applicant();
    this.api = Http.at(port).as(applicant);
  }

  @Test
  void withdrawsThroughTheApiWithOrWithoutAReason() {
    var ref = submitted();
    var path = path(ref) + "/withdrawal";

    assertThat(api.as(people.applicant()).post(path).status()).isEqualTo(404);
    assertThat(api.as(people.with(Role.PROGRAMME_OFFICER)).post(path).status()).isEqualTo(403);
    var tooLong = api.post(path, "{\"reason\": \"" + "x".repeat(4001) + "\"}");
    assertThat(tooLong.status()).isEqualTo(422);
    assertThat(tooLong.errors()).containsExactly("reason size");
    var withdrawn = api.post(path);
    assertThat(withdrawn.status()).isEqualTo(200);
    assertThat(withdrawn.json().path("status").asString()).isEqualTo("WITHDRAWN");
    assertThat(api.post(path, "{\"reason\": \"Again.\"}").json()).isEqualTo(withdrawn.json());
  }

  @Test
  void whatWasRejectedIsNotWithdrawn() {
    var ref = rejected();

    assertThat(api.post(path(ref) + "/withdrawal").status()).isEqualTo(409);
  }

  @Test
  void aManagerTerminatesThroughTheApi() {
    var told = anApplication().by(applicant);
    var ref = cases.contracted(told);
    var path = path(ref) + "/termination";
    var manager = api.as(people.with(Role.PROGRAMME_MANAGER));

    assertThat(api.post(path, "{}").status()).isEqualTo(403);
    assertThat(manager.post(path, "{}").errors())
        .containsExactlyInAnyOrder("reason required", "hearing required");
    var input = "{\"reason\": \"Moved away.\", \"hearing\": \"Agrees.\"}";
    assertThat(manager.post(path, input).status()).isEqualTo(200);
    assertThat(manager.post(path, input).status()).isEqualTo(200);
    assertThat(status(ref)).isEqualTo(ApplicationStatus.TERMINATED);
  }

  @Test
  void thePageSaysWhatAWithdrawalMeansAndThenThatItIsDone() {
    var ref = cases.contracted(anApplication().by(applicant));
    var page = Browser.of(applicant, port).open("/applications/" + ref + "/withdrawal");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("€5,000", "cannot be undone", "Nothing is paid");
    var wrong = page.form("#withdrawal").type("reason", "x".repeat(4001)).send();
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.value("reason")).hasSize(4001);
    var done = page.form("#withdrawal").type("reason", "No time.").send();
    assertThat(done.text()).contains("The grant agreement is terminated");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.TERMINATED);
  }

  @Test
  void thePageOfATerminationIsForManagersAndKeepsWhatWasTyped() {
    var ref = cases.contracted(anApplication().by(applicant));
    var address = "/dossiers/" + ref + "/termination";

    assertThat(Browser.of(people.with(Role.PROGRAMME_OFFICER), port).open(address).status())
        .isEqualTo(403);
    var manager = Browser.of(people.with(Role.PROGRAMME_MANAGER), port);
    var dossier = manager.open("/dossiers/" + ref).one("#to-termination");
    assertThat(dossier.text()).isEqualTo("Terminate the grant agreement");
    var page = manager.open(dossier.attr("href"));
    var wrong = page.form("#termination").type("reason", "Moved away.").send();
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.value("reason")).isEqualTo("Moved away.");
    assertThat(wrong.problem("hearing")).isNotBlank();
    var done = wrong.form("#termination").type("hearing", "Agrees.").send();
    assertThat(done.text()).contains("The agreement is terminated", "Moved away.", "Agrees.");
    assertThat(manager.open("/dossiers/" + ref).one("#to-termination").text())
        .isEqualTo("The agreement is terminated");
  }

  @Test
  void objectsThroughTheApi() {
    var ref = rejected();
    var path = path(ref) + "/appeal";

    assertThat(api.get(path).status()).isEqualTo(404);
    assertThat(api.post(path, "{\"grounds\": \"Wrong.\"}").status()).isEqualTo(409);
    open(ref);
    assertThat(api.get(path).json().path("state").asString()).isEqualTo("OPEN");
    assertThat(api.as(people.applicant()).post(path, "{\"grounds\": \"W\"}").status())
        .isEqualTo(404);
    assertThat(api.post(path, "{}").errors()).containsExactly("grounds required");
    assertThat(
            api.post(
                    path,
                    "{\"grounds\": \"W\", \"documentIds\":"
                        + " [\"00000000-0000-0000-0000-000000000000\"]}")
                .errors())
        .containsExactly("documentIds unknown");
    var proof = api.upload(path(ref) + "/documents", "APPEAL", "proof.pdf", PDF);
    assertThat(proof.status()).isEqualTo(201);
    var lodged =
        api.post(
            path,
            "{\"grounds\": \"Wrong.\", \"documentIds\": [\""
                + proof.json().path("id").asString()
                + "\"]}");
    assertThat(lodged.status()).isEqualTo(202);
    assertThat(lodged.json().path("state").asString()).isEqualTo("LODGED");
    assertThat(api.post(path, "{\"grounds\": \"Again.\"}").json()).isEqualTo(lodged.json());
  }

  @Test
  void thePageShowsTheRejectionAndTakesGroundsAndFiles() {
    var ref = rejected();
    open(ref);
    var page = Browser.of(applicant, port).open("/applications/" + ref + "/appeal");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("You can object until", "not a small or medium-sized");
    var wrong = page.form("#appeal").choose("appealDocuments", PDF).send();
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.problem("grounds")).isNotBlank();
    assertThat(wrong.text()).contains("file of appealDocuments.pdf");
    var lodged = wrong.form("#appeal").type("grounds", "The parent sold its shares.").send();
    assertThat(lodged.text()).contains("Your objection has arrived", "sold its shares");
    assertThat(status(ref)).isEqualTo(ApplicationStatus.UNDER_APPEAL);
    assertThat(
            Browser.of(people.with(Role.PROGRAMME_MANAGER), port)
                .open("/dossiers/" + ref + "/appeal")
                .text())
        .contains("sold its shares", "To be decided on");
  }

  @Test
  void whatIsNotRejectedHasNothingToObjectTo() {
    var ref = submitted();

    assertThat(Browser.of(applicant, port).open("/applications/" + ref + "/appeal").status())
        .isEqualTo(409);
  }

  private ApplicationRef submitted() {
    return desk.submit(anApplication().by(applicant));
  }

  private ApplicationRef rejected() {
    var ref = submitted();
    cases.reject(ref, ReasonCode.NOT_SME);
    return ref;
  }

  private void open(ApplicationRef ref) {
    appeals.openWindow(ref, cases.inDays(42), passageOf("appeal.open-window"));
  }

  private ApplicationStatus status(ApplicationRef ref) {
    return applications.get(ref).status();
  }

  private static String path(ApplicationRef ref) {
    return "/api/applications/" + ref;
  }
}
