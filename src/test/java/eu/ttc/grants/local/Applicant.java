package eu.ttc.grants.local;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.portal.Http;
import eu.ttc.grants.portal.Http.Answer;
import eu.ttc.grants.portal.Told;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What an applicant does, through the API. The portal's pages can take its place: whoever drives
 * them in a browser gives these methods another body.
 */
final class Applicant {

  private static final byte[] PDF = "%PDF-1.4 a page".getBytes(StandardCharsets.UTF_8);

  private final Http api;

  private Applicant(Http api) {
    this.api = api;
  }

  /** Somebody with an account, whose password is the name. */
  static Applicant named(String username, Http portal) {
    return new Applicant(portal.as(username, username));
  }

  /** Somebody who registers now. */
  static Applicant registering(String username, Http portal) {
    var answer = portal.post("/api/applicants", account(username, "nl"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return named(username, portal);
  }

  /** What somebody tells who registers; the password is the name. */
  static String account(String username, String language) {
    return """
    {"username": "%1$s", "displayName": "%1$s", "email": "%1$s@example.org",
     "password": "%1$s", "language": "%2$s"}
    """
        .formatted(username, language);
  }

  /** The reference of a complete application that is submitted now. */
  String apply() {
    var drafted = must(201, api.post("/api/applications", Told.complete()));
    var path = drafted.header("Location");
    must(201, api.upload(path + "/documents", "PROJECT_PLAN", "plan.pdf", PDF));
    must(201, api.upload(path + "/documents", "ANNUAL_ACCOUNTS", "accounts.pdf", PDF));
    must(202, api.post(path + "/submission"));
    return drafted.json().path("reference").stringValue();
  }

  /** The one application of somebody who has one. */
  String reference() {
    var all = api.get("/api/applications").json();
    assertThat(all.size()).isEqualTo(1);
    return all.get(0).path("reference").stringValue();
  }

  void acceptAgreement(String reference) {
    must(
        200,
        api.post(
            "/api/applications/" + reference + "/agreement/acceptance",
            "{\"statement\": \"I accept the agreement and its conditions.\"}"));
  }

  void claim(String reference) {
    var path = "/api/applications/" + reference;
    var evidence = must(201, api.upload(path + "/documents", "EVIDENCE", "report.pdf", PDF));
    must(
        202,
        api.post(
            path + "/claims",
            "{\"report\": \"Built, tested, reported.\", \"documentIds\": [\"%s\"]}"
                .formatted(evidence.json().path("id").stringValue())));
  }

  void reportResults(String reference) {
    must(
        200,
        api.post(
            "/api/applications/" + reference + "/results",
            """
            {"jobsCreated": 0.5, "followOnInvestmentCents": 1200000, "productLaunched": false,
             "comment": "A second washer is being built."}
            """));
  }

  String status(String reference) {
    return api.get("/api/applications/" + reference).json().path("status").asString();
  }

  /** What happened, oldest first. */
  List<String> events(String reference) {
    return api.get("/api/applications/" + reference + "/history")
        .json()
        .valueStream()
        .map(entry -> entry.path("event").asString())
        .toList();
  }

  static Answer must(int status, Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer;
  }
}
