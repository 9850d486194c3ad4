package eu.ttc.grants.local.samples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API of a running portal. */
final class Portal {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String BOUNDARY = "----sample-dossier";

  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Portal(URI address) {
    this.address = address;
  }

  /** Fails unless a portal runs there. */
  void requireRunning() throws PortalDown {
    try {
      send(request(null, "/actuator/health/liveness").GET());
    } catch (Refused | JacksonException other) {
      throw new PortalDown(address, other);
    }
  }

  JsonNode get(Person person, String path) throws Refused, PortalDown {
    return send(request(person, path).GET());
  }

  /** Sends JSON; repeating it with the same key has one effect. */
  JsonNode post(@Nullable Person person, String path, String key, @Nullable JsonNode body)
      throws Refused, PortalDown {
    return send(
        request(person, path)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  JsonNode upload(Person person, String path, String kind, String fileName, byte[] content)
      throws Refused, PortalDown {
    var body = new ByteArrayOutputStream();
    write(
        body,
        """
        --%1$s\r
        Content-Disposition: form-data; name="kind"\r
        \r
        %2$s\r
        --%1$s\r
        Content-Disposition: form-data; name="file"; filename="%3$s"\r
        Content-Type: application/pdf\r
        \r
        """
            .formatted(BOUNDARY, kind, fileName));
    body.writeBytes(content);
    write(body, "\r\n--%s--\r\n".formatted(BOUNDARY));
    return send(
        request(person, path)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private static void write(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private HttpRequest.Builder request(@Nullable Person person, String path) {
    var request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
    if (person != null) {
      var credentials = person.username() + ":" + person.password();
      request.header(
          "Authorization",
          "Basic "
              + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }
    return request;
  }

  private JsonNode send(HttpRequest.Builder request) throws Refused, PortalDown {
    HttpResponse<String> answer;
    try {
      answer = client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new PortalDown(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PortalDown(address, e);
    }
    if (answer.statusCode() / 100 != 2) {
      throw new Refused(answer.statusCode(), explanation(answer));
    }
    return JSON.readTree(answer.body());
  }

  private static String explanation(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body()).path("detail").asString();
    } catch (JacksonException noProblemDetails) {
      return "HTTP status %d".formatted(answer.statusCode());
    }
  }
}
