package eu.ttc.grants.testruntime.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;

/** The broker's own REST and monitoring addresses, as the clean-up and the clock use them. */
class Broker {

  private static final Duration AT_MOST = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI rest;
  private final URI monitoring;
  private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();

  Broker(URI rest, URI monitoring) {
    this.rest = rest;
    this.monitoring = monitoring;
  }

  /** The broker's answer, whatever it is. */
  record Answer(int status, String contentType, byte[] body) {
    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** Passes a request on; paths of the actuator go to the monitoring address. */
  Answer pass(String method, String pathAndQuery, byte[] body) {
    var base = pathAndQuery.startsWith("/actuator") ? monitoring : rest;
    var request =
        HttpRequest.newBuilder(base.resolve(pathAndQuery))
            .timeout(AT_MOST)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/xml, */*")
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse("application/json"),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("no answer to " + method + " " + request.uri(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at " + method + " " + request.uri(), e);
    }
  }

  Instant now() {
    return Instant.parse(
        read(pass("GET", "/actuator/clock", new byte[0])).path("instant").asText());
  }

  void addToClock(Duration offset) {
    read(post("/actuator/clock/add", "{\"offsetMilli\":%d}".formatted(offset.toMillis())));
  }

  JsonNode topology() {
    return read(pass("GET", "/v2/topology", new byte[0]));
  }

  boolean isHealthy() {
    var answer = pass("GET", "/v2/topology", new byte[0]);
    if (answer.status() != 200) {
      return false;
    }
    var partitions = read(answer).findValues("health");
    return !partitions.isEmpty()
        && partitions.stream().allMatch(health -> health.asText().equals("healthy"));
  }

  /** Cancels instances; one that has ended meanwhile is as good. */
  void cancel(List<Long> instances) {
    all(instances, key -> done(post("/v2/process-instances/" + key + "/cancellation", "{}")));
  }

  /** Deletes deployed resources; one that is gone meanwhile is as good. */
  void delete(List<Long> resources) {
    all(resources, key -> done(post("/v2/resources/" + key + "/deletion", "{}")));
  }

  /** Publishes a message nobody waits for and returns its key, higher than any before. */
  long publishMarker() {
    var message = "{\"name\":\"clean-up\",\"correlationKey\":\"clean-up\",\"timeToLive\":0}";
    return read(post("/v2/messages/publication", message)).path("messageKey").asLong();
  }

  private Answer post(String path, String body) {
    return pass("POST", path, body.getBytes(StandardCharsets.UTF_8));
  }

  private void all(List<Long> keys, LongConsumer command) {
    CompletableFuture.allOf(
            keys.stream()
                .map(key -> CompletableFuture.runAsync(() -> command.accept(key), threads))
                .toArray(CompletableFuture[]::new))
        .join();
  }

  private static void done(Answer answer) {
    if (answer.status() != 404) {
      success(answer);
    }
  }

  private static JsonNode read(Answer answer) {
    try {
      return JSON.readTree(success(answer).body());
    } catch (IOException e) {
      throw new UncheckedIOException("the broker's answer is no JSON: " + answer.text(), e);
    }
  }

  private static Answer success(Answer answer) {
    if (answer.status() >= 300) {
      throw new IllegalStateException(
          "the broker answers %d: %s".formatted(answer.status(), answer.text()));
    }
    return answer;
  }
}
