package eu.ttc.grants.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ServedTest
@DisplayName("An Idempotency-Key")
class IdempotencyKeysTest {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final Http nobody;
  private final String person;
  private final Http client;

  IdempotencyKeysTest(
      People people,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      @LocalServerPort int port) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.nobody = Http.at(port);
    this.person = people.applicant();
    this.client = nobody.as(person);
  }

  @Test
  @DisplayName("whose first request is still worked on gets 409, and works afterwards")
  void isBusy() {
    var told = Told.complete();

    transaction.executeWithoutResult(
        first -> {
          jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:caller || ' busy', 20))")
              .param("caller", person)
              .query((row, number) -> number)
              .single();

          var second = client.withKey("busy").post("/api/applications", told);

          assertThat(second.status()).as(second.text()).isEqualTo(409);
          assertThat(second.header("Content-Type")).startsWith("application/problem+json");
          assertThat(second.text()).contains("still worked on");
        });
    assertThat(client.withKey("busy").post("/api/applications", told).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "201"})
  @DisplayName("has 1 to 200 characters")
  void hasALength(String key) {
    var told = key.isBlank() ? key : "k".repeat(Integer.parseInt(key));

    var answer = client.withKey(told).post("/api/applications", Told.complete());

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.text()).contains("1 to 200 characters");
  }

  @Test
  @DisplayName("belongs to one address: for another one it is refused")
  void belongsToOneAddress() {
    var path = client.post("/api/applications", Told.complete()).header("Location");
    assertThat(client.withKey("submit").post(path + "/submission").status()).isEqualTo(202);

    var other = client.withKey("submit").post("/api/applications", Told.complete());

    assertThat(other.status()).isEqualTo(422);
  }

  @Test
  @DisplayName("submits once, and the second answer says that it is the first one's")
  void submitsOnce() {
    var path = client.post("/api/applications", Told.complete()).header("Location");

    var first = client.withKey("once").post(path + "/submission");
    var second = client.withKey("once").post(path + "/submission");

    assertThat(first.header("Idempotency-Replayed")).isEmpty();
    assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(client.get(path + "/history").json().size()).isEqualTo(2);
  }

  @Test
  @DisplayName("registers an applicant once")
  void registersOnce() {
    var body =
        """
        {"username": "%s-again", "displayName": "A", "email": "a@b.eu", "password": "long enough",
         "language": "fr"}
        """
            .formatted(person);

    var first = nobody.withKey(person).post("/api/applicants", body);
    var second = nobody.withKey(person).post("/api/applicants", body);

    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(second.text()).isEqualTo(first.text());
  }

  @Test
  @DisplayName("with more than a request may hold is refused, naming the limit")
  void refusesHugeBodies() {
    var huge = Told.complete().with("/project/summary", "\"" + "x".repeat(5_000_000) + "\"");

    var answer = client.withKey("huge").post("/api/applications", huge);

    assertThat(answer.status()).as(answer.text()).isEqualTo(413);
    assertThat(answer.text()).contains("4 MB");
  }
}
