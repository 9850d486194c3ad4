package eu.ttc.grants.testruntime.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import eu.ttc.grants.testruntime.adapter.Broker.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one address Camunda Process Test talks to for REST and monitoring. Answers from the store
 * what Camunda 8.6 cannot, and passes everything else on to the broker.
 */
final class Api implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Api.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Answer NONE =
      problem(404, "Not found", "not known to the test runtime, or not yet");

  private static final Answer DONE = json(200, JsonNodeFactory.instance.objectNode());

  private final Store store;
  private final Broker broker;
  private final ForwardClock clock;
  private final CleanUp cleanUp;
  private final HttpServer server;

  Api(int port, Store store, Broker broker, ForwardClock clock, CleanUp cleanUp)
      throws IOException {
    this.store = store;
    this.broker = broker;
    this.clock = clock;
    this.cleanUp = cleanUp;
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var answer = answer(exchange);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      int length = answer.body().length;
      exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    var uri = exchange.getRequestURI();
    try {
      return route(exchange.getRequestMethod(), uri.getPath(), uri.toString(), body);
    } catch (IllegalArgumentException refused) {
      return problem(400, "Not answered by the test runtime", refused.getMessage());
    } catch (RuntimeException failed) {
      log.error("{} {} failed", exchange.getRequestMethod(), uri, failed);
      return problem(503, "The test runtime failed", failed.toString());
    }
  }

  private Answer route(String method, String path, String pathAndQuery, byte[] body)
      throws IOException {
    return switch (method + " " + path) {
      case "POST /actuator/clock/add" -> {
        clock.add(Duration.ofMillis(JSON.readTree(body).path("offsetMilli").asLong()));
        yield now();
      }
      case "DELETE /actuator/clock" -> now();
      case "POST /actuator/cluster/purge" ->
          json(200, JsonNodeFactory.instance.objectNode().put("changeId", cleanUp.run()));
      case "PUT /kept-models" -> {
        cleanUp.keepModels();
        yield DONE;
      }
      case "DELETE /kept-models" -> {
        cleanUp.dropModels();
        yield DONE;
      }
      case "PUT /settled-clock" -> {
        clock.settle();
        yield DONE;
      }
      case "GET /v2/topology" -> topology();
      default ->
          fromStore(method, path, body).orElseGet(() -> broker.pass(method, pathAndQuery, body));
    };
  }

  private Answer now() {
    return json(200, JsonNodeFactory.instance.objectNode().put("instant", broker.now().toString()));
  }

  /**
   * What Camunda Process Test asks for until a purge is done: it waits for health too, which comes
   * back once per class only (see {@link ForwardClock}).
   */
  private Answer topology() {
    var topology = (ObjectNode) broker.topology();
    topology.findParents("health").forEach(one -> ((ObjectNode) one).put("health", "healthy"));
    return json(200, topology.put("lastCompletedChangeId", Long.toString(cleanUp.runs())));
  }

  /** An answer to a question about documents, nothing for commands and what is no document. */
  private Optional<Answer> fromStore(String method, String path, byte[] body) throws IOException {
    var parts = path.split("/");
    if (parts.length < 4 || !parts[1].equals("v2")) {
      return Optional.empty();
    }
    var kind = Kind.ofPath(parts[2]);
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    var key = parts[3];
    var part = parts.length > 4 ? parts[4] : "";
    return switch (method + " " + part) {
      case "POST " ->
          key.equals("search") ? Optional.of(search(kind.get(), body)) : Optional.empty();
      case "GET " -> Optional.of(store.get(kind.get(), key).map(it -> json(200, it)).orElse(NONE));
      case "GET xml" -> Optional.of(store.model(key).map(Api::xml).orElse(NONE));
      case "GET sequence-flows" -> Optional.of(sequenceFlows(key));
      default -> Optional.empty();
    };
  }

  private Answer search(Kind kind, byte[] body) throws IOException {
    var request = body.length == 0 ? JsonNodeFactory.instance.objectNode() : JSON.readTree(body);
    return json(200, Search.page(store.all(kind, Search.asked(request)), request));
  }

  private Answer sequenceFlows(String processInstance) {
    var flows =
        store.all(
            Kind.SEQUENCE_FLOW,
            flow -> flow.path("processInstanceKey").asText().equals(processInstance));
    return json(200, JsonNodeFactory.instance.objectNode().set("items", Search.array(flows)));
  }

  private static Answer xml(String model) {
    return new Answer(200, "text/xml", model.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer json(int status, JsonNode content) {
    return new Answer(
        status, "application/json", content.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Answer problem(int status, String title, @Nullable String detail) {
    var problem =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "about:blank")
            .put("title", title)
            .put("status", status)
            .put("detail", detail);
    return new Answer(
        status, "application/problem+json", problem.toString().getBytes(StandardCharsets.UTF_8));
  }
}
