package eu.ttc.grants.local;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What Operate knows, as its API tells the administrator. */
final class Engine {

  private static final String INSTANCES = "/v1/process-instances/search";
  private static final String ACTIVE = "ACTIVE";

  /** Of a message that carries a whole stack. */
  private static final int READABLE = 600;

  private final CamundaSession operate;

  private Engine(CamundaSession operate) {
    this.operate = operate;
  }

  static Engine at(URI operate) {
    return new Engine(CamundaSession.of("ada", operate));
  }

  /** How many of this process are under way. */
  long active(String process) {
    return total(INSTANCES, Map.of("bpmnProcessId", process, "state", ACTIVE));
  }

  /** How many of this process there ever were. */
  long ever(String process) {
    return total(INSTANCES, Map.of("bpmnProcessId", process));
  }

  /** How many processes of any kind are under way, called ones included. */
  long activeProcesses() {
    return total(INSTANCES, Map.of("state", ACTIVE));
  }

  /** Where each process stands that is under way: steps by the key of its lifecycle. */
  Map<Long, List<String>> whereabouts() {
    var parents = new HashMap<Long, Long>();
    for (var process : all(INSTANCES, Map.of("state", ACTIVE))) {
      parents.put(process.path("key").asLong(), process.path("parentKey").asLong(0));
    }
    var steps = new HashMap<Long, List<String>>();
    for (var step : all("/v1/flownode-instances/search", Map.of("state", ACTIVE))) {
      long lifecycle = step.path("processInstanceKey").asLong();
      while (parents.getOrDefault(lifecycle, 0L) > 0) {
        lifecycle = parents.get(lifecycle);
      }
      steps
          .computeIfAbsent(lifecycle, key -> new ArrayList<>())
          .add(step.path("flowNodeId").asString());
    }
    return steps;
  }

  /** How many steps were done by workers. */
  long jobs() {
    return total(
        "/v1/flownode-instances/search", Map.of("type", "SERVICE_TASK", "state", "COMPLETED"));
  }

  /** How many steps an operator has to look at. */
  long incidents() {
    return total("/v1/incidents/search", Map.of("state", ACTIVE));
  }

  /** What went wrong with the steps that an operator has to look at. */
  List<String> troubles() {
    return all("/v1/incidents/search", Map.of("state", ACTIVE)).stream()
        .map(incident -> incident.path("message").asString(incident.toString()))
        .map(message -> message.length() > READABLE ? message.substring(0, READABLE) : message)
        .toList();
  }

  /** How many steps an operator had to look at, ever. */
  long incidentsEver() {
    return total("/v1/incidents/search", Map.of());
  }

  private List<JsonNode> all(String path, Map<String, String> filter) {
    return operate
        .ask("POST", path, Map.of("filter", filter, "size", 1000))
        .path("items")
        .valueStream()
        .toList();
  }

  private long total(String path, Map<String, String> filter) {
    return operate.ask("POST", path, Map.of("filter", filter)).path("total").asLong();
  }
}
