package eu.ttc.grants.local;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.json.JsonMapper;

/** What Operate knows, as its API tells the administrator. */
final class Engine {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI operate;
  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  private final String token;

  private Engine(URI operate) throws IOException, InterruptedException {
    this.operate = operate;
    var signedIn =
        client.send(
            HttpRequest.newBuilder(operate.resolve("/api/login?username=ada&password=ada"))
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.discarding());
    this.token = signedIn.headers().firstValue("X-CSRF-TOKEN").orElse("");
  }

  static Engine at(URI operate) throws IOException, InterruptedException {
    return new Engine(operate);
  }

  /** How many vouchers are under way. */
  long activeVouchers() throws IOException, InterruptedException {
    return total(
        "/v1/process-instances/search",
        "{\"filter\": {\"bpmnProcessId\": \"voucher\", \"state\": \"ACTIVE\"}}");
  }

  /** How many steps an operator has to look at. */
  long incidents() throws IOException, InterruptedException {
    return total("/v1/incidents/search", "{\"filter\": {\"state\": \"ACTIVE\"}}");
  }

  private long total(String path, String question) throws IOException, InterruptedException {
    var answer =
        client.send(
            HttpRequest.newBuilder(operate.resolve(path))
                .header("Content-Type", "application/json")
                .header("X-CSRF-TOKEN", token)
                .POST(BodyPublishers.ofString(question))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.statusCode() + " " + answer.body());
    }
    return JSON.readTree(answer.body()).path("total").asLong();
  }
}
