package eu.ttc.grants.portal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A person at the pages, signed in with a session as in a browser. */
public final class Visitor {

  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
  private static final String BOUNDARY = "----part-of-a-test";

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(Redirect.NORMAL)
          .build();
  private final int port;
  private String token = "";

  private Visitor(int port) {
    this.port = port;
  }

  /** Signs in as this person, at the application on this port. */
  public static Visitor at(int port, String person) {
    var visitor = new Visitor(port);
    visitor.get("/sign-in");
    visitor.post("/sign-in", Map.of("username", person, "password", People.PASSWORD));
    visitor.get("/budget");
    return visitor;
  }

  /**
   * A page as it came in the end, after redirects.
   *
   * @param path where the visitor is now
   */
  public record Page(int status, String path, byte[] body) {

    public String html() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** What a person reads: without tags, with single spaces. */
    public String text() {
      return html()
          .replaceAll("(?s)<(script|style|title)[^>]*>.*?</\\1>", " ")
          .replaceAll("<[^>]*>", " ")
          .replace("&amp;", "&")
          .replace("&lt;", "<")
          .replaceAll("\\s+", " ");
    }
  }

  public Page get(String path) {
    return send(request(path).GET());
  }

  public Page post(String path, Map<String, String> form) {
    var fields = new TreeMap<>(form);
    fields.put("_csrf", token);
    var body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)));
  }

  /** Sends a file in the field {@code file}. */
  public Page upload(String path, String fileName, byte[] content) {
    var body = new ByteArrayOutputStream();
    var head =
        """
        --%1$s\r
        Content-Disposition: form-data; name="_csrf"\r
        \r
        %2$s\r
        --%1$s\r
        Content-Disposition: form-data; name="file"; filename="%3$s"\r
        Content-Type: application/xml\r
        \r
        """;
    body.writeBytes(head.formatted(BOUNDARY, token, fileName).getBytes(StandardCharsets.UTF_8));
    body.writeBytes(content);
    body.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        request(path)
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArray(body.toByteArray())));
  }

  /** Picks the language of the pages. */
  public Visitor speaking(String language) {
    post("/language", Map.of("to", language, "back", "/budget"));
    return this;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private Page send(HttpRequest.Builder request) {
    try {
      var answer = client.send(request.build(), BodyHandlers.ofByteArray());
      var page = new Page(answer.statusCode(), answer.uri().getPath(), answer.body());
      var found = TOKEN.matcher(page.html());
      if (found.find()) {
        token = found.group(1);
      }
      return page;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
