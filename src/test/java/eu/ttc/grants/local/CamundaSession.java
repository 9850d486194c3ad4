package eu.ttc.grants.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who is signed in to Tasklist and Operate; on the local platform both are one server. */
final class CamundaSession {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What an engine says that has more to do than it can; somebody at a screen tries again. */
  private static final String BUSY = "RESOURCE_EXHAUSTED";

  private static final RetryTemplate UNTIL_TAKEN =
      new RetryTemplate(
          RetryPolicy.builder()
              .includes(Busy.class)
              .maxRetries(200)
              .delay(Duration.ofMillis(300))
              .multiplier(1.5)
              .maxDelay(Duration.ofSeconds(5))
              .build());

  private final URI server;
  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final String token;

  private CamundaSession(String person, URI server) {
    this.server = server;
    var signedIn =
        send(
            request("/api/login?username=%1$s&password=%1$s".formatted(person))
                .POST(BodyPublishers.noBody()));
    if (signedIn.statusCode() != 204) {
      throw new IllegalStateException(
          "%s cannot sign in: %d %s".formatted(person, signedIn.statusCode(), signedIn.body()));
    }
    this.token = signedIn.headers().firstValue("X-CSRF-TOKEN").orElse("");
  }

  /** Signs in; on the local platform the password is the name. */
  static CamundaSession of(String person, URI server) {
    return new CamundaSession(person, server);
  }

  /**
   * Sends JSON and reads what comes back, again while the engine is too busy to take it.
   *
   * @throws IllegalStateException with the answer when it is not 200
   */
  JsonNode ask(String method, String path, Object body) {
    return UNTIL_TAKEN.invoke(() -> askOnce(method, path, body));
  }

  private JsonNode askOnce(String method, String path, Object body) {
    var answer =
        send(
            request(path)
                .header("Content-Type", "application/json")
                .header("X-CSRF-TOKEN", token)
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body))));
    if (answer.body().contains(BUSY)) {
      throw new Busy("%s %s: %s".formatted(method, path, answer.body()));
    }
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(
          "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
    }
    return JSON.readTree(answer.body());
  }

  private static final class Busy extends RuntimeException {
    Busy(String answer) {
      super(answer);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
