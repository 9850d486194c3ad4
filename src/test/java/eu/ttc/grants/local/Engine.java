package eu.ttc.grants.local;

import java.net.URI;
import java.util.Map;

/** What Operate knows, as its API tells the administrator. */
final class Engine {

  private static final String INSTANCES = "/v1/process-instances/search";
  private static final String VOUCHER = "voucher";
  private static final String ACTIVE = "ACTIVE";

  private final CamundaSession operate;

  private Engine(CamundaSession operate) {
    this.operate = operate;
  }

  static Engine at(URI operate) {
    return new Engine(CamundaSession.of("ada", operate));
  }

  /** How many vouchers are under way. */
  long activeVouchers() {
    return total(INSTANCES, Map.of("bpmnProcessId", VOUCHER, "state", ACTIVE));
  }

  /** How many lifecycles of vouchers there ever were. */
  long vouchers() {
    return total(INSTANCES, Map.of("bpmnProcessId", VOUCHER));
  }

  /** How many processes of any kind are under way, called ones included. */
  long activeProcesses() {
    return total(INSTANCES, Map.of("state", ACTIVE));
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

  /** How many steps an operator had to look at, ever. */
  long incidentsEver() {
    return total("/v1/incidents/search", Map.of());
  }

  private long total(String path, Map<String, String> filter) {
    return operate.ask("POST", path, Map.of("filter", filter)).path("total").asLong();
  }
}
