package eu.ttc.grants.portal;

import static org.assertj.core.api.Assertions.assertThat;

import eu.ttc.grants.identity.Role;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServedTest
@DisplayName("Applicants apply through the API")
class ApplicationsApiTest {

  private static final byte[] PDF = "%PDF-1.4 small".getBytes(StandardCharsets.UTF_8);

  private final People people;
  private final JdbcClient jdbc;
  private final Http nobody;
  private final Http anna;

  ApplicationsApiTest(People people, JdbcClient jdbc, @LocalServerPort int port) {
    this.people = people;
    this.jdbc = jdbc;
    this.nobody = Http.at(port);
    this.anna = nobody.as(people.applicant());
  }

  @Test
  void appliesFromDraftToSubmission() {
    var drafted = anna.post("/api/applications", Told.complete());
    var path = drafted.header("Location");

    assertThat(drafted.status()).isEqualTo(201);
    assertThat(path).isEqualTo("/api/applications/" + drafted.json().path("reference").asString());
    assertThat(drafted.json().path("missing").size()).isEqualTo(2);

    var changed = anna.put(path, Told.complete().with("/project/title", "\"New title\""));
    assertThat(changed.status()).isEqualTo(200);
    assertThat(anna.get(path).json().at("/project/title").asString()).isEqualTo("New title");

    var plan = anna.upload(path + "/documents", "PROJECT_PLAN", "plan é.pdf", PDF);
    assertThat(plan.status()).isEqualTo(201);
    assertThat(anna.upload(path + "/documents", "ANNUAL_ACCOUNTS", "accounts.pdf", PDF).status())
        .isEqualTo(201);
    assertThat(anna.get(plan.header("Location")).raw().body()).isEqualTo(PDF);

    var submitted = anna.post(path + "/submission");
    assertThat(submitted.status()).isEqualTo(202);
    assertThat(submitted.json().path("missing").size()).isZero();
    assertThat(anna.get(path).json().path("status").asString()).isEqualTo("SUBMITTED");
    assertThat(anna.get(path + "/history").text()).contains("DRAFTED", "SUBMITTED");

    var late = anna.put(path, Told.complete());
    assertThat(late.status()).isEqualTo(409);
  }

  @Test
  void submittingTwiceIsOneSubmission() {
    var path = draft(anna);

    var first = anna.post(path + "/submission");
    var second = anna.post(path + "/submission");

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.json()).isEqualTo(first.json());
    assertThat(messages(path)).isEqualTo(1);
  }

  @Test
  void submittingAtTheSameTimeIsOneSubmission() throws Exception {
    var path = draft(anna);

    var answers = together(8, () -> anna.post(path + "/submission"));

    assertThat(answers).allMatch(answer -> answer.status() == 202);
    assertThat(messages(path)).isEqualTo(1);
  }

  @Test
  void incompleteApplicationIsSubmittedAndToldWhatIsMissing() {
    var path =
        anna.post("/api/applications", Told.complete().with("/project/workPlan", null))
            .header("Location");

    var submitted = anna.post(path + "/submission");

    assertThat(submitted.status()).isEqualTo(202);
    assertThat(submitted.text())
        .contains("project.workPlan", "documents.PROJECT_PLAN", "documents.ANNUAL_ACCOUNTS");
  }

  @Test
  void otherPeoplesApplicationsDoNotExist() {
    var path = draft(anna);
    var plan = anna.upload(path + "/documents", "PROJECT_PLAN", "plan.pdf", PDF);
    anna.post(path + "/submission");
    var bert = nobody.as(people.applicant());

    assertThat(bert.get(path).status()).isEqualTo(404);
    assertThat(bert.get(path + "/history").status()).isEqualTo(404);
    assertThat(bert.get(path + "/events").status()).isEqualTo(404);
    assertThat(bert.get(plan.header("Location")).status()).isEqualTo(404);
    assertThat(bert.put(path, Told.complete()).status()).isEqualTo(404);
    assertThat(bert.post(path + "/submission").status()).isEqualTo(404);
    assertThat(bert.upload(path + "/documents", "OTHER", "x.pdf", PDF).status()).isEqualTo(404);
    assertThat(bert.post(path + "/claims", "{\"report\":\"x\"}").status()).isEqualTo(404);
    assertThat(bert.post(path + "/agreement/acceptance", "{\"statement\":\"x\"}").status())
        .isEqualTo(404);
    assertThat(bert.get("/api/applications").json().size()).isZero();
  }

  @Test
  void staffSeeWhatWasSubmittedAndChangeNothing() {
    var path = draft(anna);
    var olga = nobody.as(people.with(Role.PROGRAMME_OFFICER));
    assertThat(olga.get(path).status()).isEqualTo(404);
    anna.post(path + "/submission");

    var seen = olga.get(path);

    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.json().at("/bankAccount/iban").asString()).isEqualTo("NL91••••••••••••00");
    assertThat(olga.get("/api/applications").text())
        .contains(seen.json().path("reference").asString());
    assertThat(olga.put(path, Told.complete()).status()).isEqualTo(403);
    assertThat(olga.post(path + "/submission").status()).isEqualTo(403);
    assertThat(olga.post("/api/applications", Told.complete()).status()).isEqualTo(403);
    var fiona = nobody.as(people.with(Role.FINANCE_OFFICER));
    assertThat(fiona.get(path).json().at("/bankAccount/iban").asString())
        .isEqualTo("NL91ABNA0417164300");
    var eva = nobody.as(people.with(Role.EVALUATOR));
    assertThat(eva.get(path).status()).isEqualTo(404);
  }

  @Test
  void nobodyGetsInWithoutAnAccount() {
    var refused = nobody.get("/api/applications");

    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    assertThat(nobody.as("nobody-knows").get("/api/budget").status()).isEqualTo(401);
    assertThat(nobody.get("/v3/api-docs").text()).contains("/api/applications/{reference}");
    assertThat(nobody.get("/actuator/health/liveness").status()).isEqualTo(200);
  }

  @Test
  void budgetAddsUp() {
    var line = anna.get("/api/budget").json().get(0);

    assertThat(line.path("allocatedCents").asLong())
        .isEqualTo(
            line.path("availableCents").asLong()
                + line.path("reservedCents").asLong()
                + line.path("committedCents").asLong()
                + line.path("inPaymentCents").asLong()
                + line.path("paidCents").asLong());
  }

  @Test
  void repeatedKeyHasOneEffectAndTheSameAnswer() {
    var told = Told.complete();

    var first = anna.withKey("k1").post("/api/applications", told);
    var second = anna.withKey("k1").post("/api/applications", told);

    assertThat(second.status()).isEqualTo(201);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(anna.get("/api/applications").json().size()).isEqualTo(1);
  }

  @Test
  void repeatedKeyWithAnotherBodyIsRefused() {
    anna.withKey("k2").post("/api/applications", Told.complete());

    var other = anna.withKey("k2").post("/api/applications", Told.complete());

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.header("Content-Type")).startsWith("application/problem+json");
  }

  @Test
  void keysOfDifferentPeopleAreDifferent() {
    var told = Told.complete();
    anna.withKey("same").post("/api/applications", told);

    var other = nobody.as(people.applicant()).withKey("same").post("/api/applications", told);

    assertThat(other.status()).isEqualTo(201);
    assertThat(other.header("Idempotency-Replayed")).isEmpty();
  }

  @Test
  void keyOfRefusedRequestCanBeUsedAgain() {
    var refused =
        anna.withKey("k3").post("/api/applications", Told.complete().with("/project", null));
    var mended = anna.withKey("k3").post("/api/applications", Told.complete());

    assertThat(refused.status()).isEqualTo(422);
    assertThat(mended.status()).isEqualTo(201);
  }

  @Test
  void repeatedUploadIsOneDocument() {
    var path = draft(anna) + "/documents";

    var first = anna.withKey("u1").upload(path, "OTHER", "a.pdf", PDF);
    var second = anna.withKey("u1").upload(path, "OTHER", "a.pdf", PDF);
    var other = anna.withKey("u1").upload(path, "OTHER", "b.pdf", PDF);

    assertThat(first.status()).isEqualTo(201);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(other.status()).isEqualTo(422);
    assertThat(
            anna.withKey("u2")
                .upload(path, "OTHER", "big.pdf", new byte[20 * 1024 * 1024])
                .status())
        .isEqualTo(413);
  }

  @Test
  void sameKeyAtTheSameTimeHasOneEffect() throws Exception {
    var told = Told.complete();

    var answers = together(8, () -> anna.withKey("race").post("/api/applications", told));

    assertThat(answers).allMatch(answer -> answer.status() == 201 || answer.status() == 409);
    assertThat(
            new HashSet<>(
                answers.stream().filter(a -> a.status() == 201).map(Http.Answer::text).toList()))
        .hasSize(1);
    assertThat(anna.get("/api/applications").json().size()).isEqualTo(1);
  }

  @Test
  void statusArrivesLive() throws Exception {
    var path = draft(anna);
    var request = anna.request(path + "/events").GET().build();
    try (var client = HttpClient.newHttpClient()) {
      var stream = client.send(request, BodyHandlers.ofInputStream());
      try (var lines =
          new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
        assertThat(until(lines, "DRAFTED")).contains("id:1");

        anna.post(path + "/submission");

        assertThat(until(lines, "SUBMITTED")).contains("event:status", "id:2");
      }
    }
  }

  private static List<String> until(BufferedReader lines, String word) throws Exception {
    var read = new ArrayList<String>();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      read.add(line);
      if (line.startsWith("data:") && line.contains(word)) {
        return read;
      }
    }
    throw new AssertionError("the stream ended without " + word + ": " + read);
  }

  private static <T> List<T> together(int times, Callable<T> work) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<T>>();
      for (int i = 0; i < times; i++) {
        running.add(threads.submit(work));
      }
      var results = new ArrayList<T>();
      for (var one : running) {
        results.add(one.get());
      }
      return results;
    }
  }

  private static String draft(Http client) {
    return client.post("/api/applications", Told.complete()).header("Location");
  }

  private int messages(String path) {
    return jdbc.sql("select count(*) from outbox_record where record_key = :ref")
        .param("ref", path.substring(path.lastIndexOf('/') + 1))
        .query(Integer.class)
        .single();
  }
}
