package eu.ttc.grants.portal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/**
 * A person's browser without script: has a session and cookies, follows redirects and sends forms
 * with what stands in them.
 */
public final class Browser {

  private static final String BOUNDARY = "----part-of-a-form";

  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(Redirect.ALWAYS)
          .build();
  private final URI home;

  private Browser(int port) {
    this.home = URI.create("http://localhost:" + port);
  }

  /** A browser in which this person signed in, with pages in English. */
  public static Browser of(String username, int port) {
    var browser = new Browser(port);
    var form = browser.open("/sign-in").form("main form");
    form.type("username", username).type("password", People.PASSWORD).send();
    return browser.speaking("en");
  }

  /** A browser in which nobody signed in. */
  public static Browser ofSomebody(int port) {
    return new Browser(port);
  }

  /** The same, showing pages in this language from now on. */
  public Browser speaking(String language) {
    post("/language", Map.of("to", language));
    return this;
  }

  /** Goes to an address. */
  public Page open(String path) {
    var page = get(path);
    if (PagesToLookAt.wanted() && page.isHtml()) {
      var shown = page.html().select("html").attr("lang");
      for (var language : List.of("nl", "de", shown)) {
        speaking(language);
        PagesToLookAt.keep(path, language, get(path).html().outerHtml());
      }
    }
    return page;
  }

  private Page get(String path) {
    return send(HttpRequest.newBuilder(home.resolve(path)).GET());
  }

  /** Posts fields without having seen a form, as an old tab would; the token is right. */
  public Page post(String path, Map<String, String> fields) {
    var all = new LinkedHashMap<>(fields);
    all.put("_csrf", get("/sign-in").html().select("input[name=_csrf]").attr("value"));
    return send(urlEncoded(home.resolve(path), all));
  }

  /** Opens a stream of events. */
  public HttpResponse<InputStream> stream(String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(home.resolve(path)).GET().build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A page as it came, after redirects. */
  public final class Page {

    private final HttpResponse<byte[]> answer;
    private final Document html;

    private Page(HttpResponse<byte[]> answer) {
      this.answer = answer;
      this.html = Jsoup.parse(new String(answer.body(), StandardCharsets.UTF_8), home.toString());
    }

    public int status() {
      return answer.statusCode();
    }

    private boolean isHtml() {
      return status() == 200
          && answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
    }

    /** Path of the page, where redirects ended. */
    public String path() {
      return answer.uri().getPath();
    }

    public byte[] content() {
      return answer.body();
    }

    public Document html() {
      return html;
    }

    /** What can be read in the main part. */
    public String text() {
      return html.select("main").text();
    }

    /** What stands in a field, or is chosen in it. */
    public String value(String field) {
      var element = element(field);
      return element.is("select") ? element.select("option[selected]").val() : element.val();
    }

    /** What is said to be wrong, beside the field; empty when nothing is. */
    public String problem(String field) {
      return html.getElementsByAttributeValue("id", field + "-problem").text();
    }

    /** Addresses of the links in the list of problems above the form. */
    public List<String> problemLinks() {
      return html.select("#problems a").eachAttr("href");
    }

    /** The only element for this selector. */
    public Element one(String selector) {
      var found = html.select(selector);
      if (found.size() != 1) {
        throw new AssertionError(found.size() + " elements for " + selector + " in\n" + html);
      }
      return Objects.requireNonNull(found.first());
    }

    private Element element(String id) {
      var found = html.getElementById(id);
      if (found == null) {
        throw new AssertionError("no field " + id + " in\n" + html);
      }
      return found;
    }

    /** A form of the page with what stands in it. */
    public Form form(String selector) {
      return new Form((FormElement) one(selector));
    }
  }

  /** A form that is being filled in. */
  public final class Form {

    private final FormElement form;
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private Form(FormElement form) {
      this.form = form;
      form.formData().forEach(field -> fields.put(field.key(), field.value()));
    }

    /** Types into a field, or ticks a box. */
    public Form type(String field, String value) {
      fields.put(field, value);
      return this;
    }

    /** Chooses a file. */
    public Form choose(String field, byte[] content) {
      files.put(field, content);
      return this;
    }

    /** Sends the form with its only or default button. */
    public Page send() {
      var target = URI.create(form.absUrl("action"));
      fields.keySet().removeAll(form.select("input[type=file]").eachAttr("name"));
      return Browser.this.send(
          form.attr("enctype").startsWith("multipart")
              ? multipart(target, fields, files)
              : urlEncoded(target, fields));
    }

    /** Sends the form with this value of the button {@code do}. */
    public Page press(String button) {
      return type("do", button).send();
    }
  }

  private Page send(HttpRequest.Builder request) {
    try {
      return new Page(client.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest.Builder urlEncoded(URI target, Map<String, String> fields) {
    var body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return HttpRequest.newBuilder(target)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder multipart(
      URI target, Map<String, String> fields, Map<String, byte[]> files) {
    var body = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) ->
            write(
                body,
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                    .formatted(BOUNDARY, name, value)));
    files.forEach(
        (name, content) -> {
          write(
              body,
              ("--%s\r\n"
                   + "Content-Disposition: form-data; name=\"%s\"; filename=\"file of %s.pdf\"\r\n"
                   + "Content-Type: application/pdf\r\n\r\n")
                  .formatted(BOUNDARY, name, name));
          body.writeBytes(content);
          write(body, "\r\n");
        });
    write(body, "--%s--\r\n".formatted(BOUNDARY));
    return HttpRequest.newBuilder(target)
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(BodyPublishers.ofByteArray(body.toByteArray()));
  }

  private static void write(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
