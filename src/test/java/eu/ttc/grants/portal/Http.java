package eu.ttc.grants.portal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A small API client of one person. */
public final class Http {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String BOUNDARY = "----part-of-a-test";

  private final int port;
  private final @Nullable String username;
  private final String password;
  private final @Nullable String key;

  private Http(int port, @Nullable String username, String password, @Nullable String key) {
    this.port = port;
    this.username = username;
    this.password = password;
    this.key = key;
  }

  /** A client of the application on this port that is not signed in. */
  public static Http at(int port) {
    return new Http(port, null, "", null);
  }

  /** The same, signed in as this person. */
  public Http as(String person) {
    return new Http(port, person, People.PASSWORD, key);
  }

  /** The same, signed in with a password that the test knows. */
  public Http as(String person, String itsPassword) {
    return new Http(port, person, itsPassword, key);
  }

  /** The same, sending this Idempotency-Key. */
  public Http withKey(String idempotencyKey) {
    return new Http(port, username, password, idempotencyKey);
  }

  /** An answer with its body read as JSON when it is. */
  public record Answer(int status, HttpResponse<byte[]> raw) {

    public String text() {
      return new String(raw.body(), StandardCharsets.UTF_8);
    }

    public JsonNode json() {
      return JSON.readTree(raw.body());
    }

    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    /** All wrong fields with their rules, such as {@code enterprise.name required}. */
    public List<String> errors() {
      return json()
          .path("errors")
          .valueStream()
          .map(error -> error.path("field").stringValue() + " " + error.path("rule").stringValue())
          .toList();
    }
  }

  public Answer get(String path) {
    return send(request(path).GET());
  }

  public Answer get(String path, String header, String value) {
    return send(request(path).header(header, value).GET());
  }

  public Answer post(String path) {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  public Answer post(String path, Object body) {
    return send(json(path).POST(BodyPublishers.ofString(body.toString())));
  }

  public Answer put(String path, Object body) {
    return send(json(path).PUT(BodyPublishers.ofString(body.toString())));
  }

  public Answer send(String method, String path, String contentType, String body) {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .method(method, BodyPublishers.ofString(body)));
  }

  /** Sends a file as multipart form. */
  public Answer upload(String path, @Nullable String kind, String fileName, byte[] content) {
    var body = new ByteArrayOutputStream();
    if (kind != null) {
      write(body, "--%s\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n%s\r\n", kind);
    }
    write(
        body,
        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
            + "Content-Type: application/pdf\r\n\r\n",
        fileName);
    body.writeBytes(content);
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  private static void write(ByteArrayOutputStream body, String format, String value) {
    body.writeBytes(format.formatted(BOUNDARY, value).getBytes(StandardCharsets.UTF_8));
  }

  /** A request to be finished by the caller. */
  public HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
    if (username != null) {
      var credentials = username + ":" + password;
      request.header(
          "Authorization",
          "Basic "
              + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return request;
  }

  private HttpRequest.Builder json(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      var response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
