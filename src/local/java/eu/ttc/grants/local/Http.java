package eu.ttc.grants.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Short questions to parts of the platform that may not listen yet. */
final class Http {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /** The answer, or empty if there is none yet. */
  Optional<HttpResponse<String>> get(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).GET());
  }

  /** The answer, or empty if there is none yet. */
  Optional<HttpResponse<String>> post(String url) {
    return send(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.noBody()));
  }

  /** The answer to a JSON document put there, or empty if there is none yet. */
  Optional<HttpResponse<String>> put(String url, String json) {
    return send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(json)));
  }

  boolean succeeds(Optional<HttpResponse<String>> answer) {
    return answer.filter(response -> response.statusCode() / 100 == 2).isPresent();
  }

  private Optional<HttpResponse<String>> send(HttpRequest.Builder request) {
    try {
      return Optional.of(client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
