package eu.ttc.grants.testruntime;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * The engine that process tests run against.
 *
 * <p>By default that is one Camunda 8.6 broker for the whole test run, started when the first test
 * needs it, with an adapter that answers what Camunda Process Test asks of Camunda 8.8. It ends
 * with the test run, also when that is killed.
 *
 * <p>Where a Camunda 8.8 or newer runtime is at hand, {@code -Dcpt.runtime} says so and neither
 * broker nor adapter is used:
 *
 * <ul>
 *   <li>{@code -Dcpt.runtime=managed}: Camunda Process Test starts Camunda with Docker
 *   <li>{@code -Dcpt.runtime=remote}: a Camunda that runs already, with its gRPC API on port 26500,
 *       REST on 8080 and monitoring on 9600 of this machine; elsewhere with the properties of
 *       Camunda Process Test ({@code -Dcamunda.process-test.remote.client.grpc-address=…}, {@code
 *       …remote.client.rest-address}, {@code …remote.camunda-monitoring-api-address}). Its clock
 *       must be controlled ({@code zeebe.clock.controlled}) and its data is purged after each test.
 * </ul>
 */
public final class ProcessTestRuntime {

  /** How long tests await what happens: a machine with other work is slow, not wrong. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String CHOICE = "cpt.runtime";
  private static final String ADAPTER = "adapter";

  private ProcessTestRuntime() {}

  /** The properties that lead Camunda Process Test to the engine; starts the broker if need be. */
  static Map<String, String> properties() {
    return switch (choice()) {
      case ADAPTER -> propertiesOfAdapter();
      case "managed" -> Map.of("camunda.process-test.runtime-mode", "managed");
      case "remote" -> Map.of("camunda.process-test.runtime-mode", "remote");
      case String other ->
          throw new IllegalArgumentException(
              "-D%s=%s is none of adapter, managed, remote".formatted(CHOICE, other));
    };
  }

  /** Where the shared broker takes gRPC calls; starts it if need be. */
  public static URI grpcAddress() {
    return Shared.BROKER.grpc();
  }

  /** Where the adapter of the shared broker answers REST and monitoring calls. */
  public static URI restAddress() {
    return Shared.BROKER.api();
  }

  /**
   * Lets what is deployed now outlive the tests to come, until {@link #dropModels}.
   *
   * @return whether it does: an engine that is not ours is purged after each test
   */
  public static boolean keepModels() {
    if (!choice().equals(ADAPTER)) {
      return false;
    }
    Shared.BROKER.keepModels();
    return true;
  }

  /** Deletes what was kept. */
  public static void dropModels() {
    Shared.BROKER.dropModels();
  }

  /** Lets the engine find itself healthy after jumps of its clock. */
  static void settle() {
    if (choice().equals(ADAPTER)) {
      Shared.BROKER.settleClock();
    }
  }

  private static String choice() {
    return System.getProperty(CHOICE, ADAPTER);
  }

  private static Map<String, String> propertiesOfAdapter() {
    var broker = Shared.BROKER;
    return Map.ofEntries(
        Map.entry("camunda.process-test.runtime-mode", "remote"),
        Map.entry(
            "camunda.process-test.remote.camunda-monitoring-api-address", broker.api().toString()),
        Map.entry("camunda.process-test.remote.client.rest-address", broker.api().toString()),
        Map.entry("camunda.process-test.remote.client.grpc-address", broker.grpc().toString()),
        Map.entry("camunda.process-test.remote.client.prefer-rest-over-grpc", "false"),
        Map.entry("camunda.process-test.remote.client.request-timeout", seconds(PATIENCE)),
        Map.entry("camunda.process-test.remote.client.worker.defaults.stream-enabled", "true"),
        Map.entry("camunda.process-test.assertion.interval", "20ms"),
        Map.entry("camunda.process-test.assertion.timeout", seconds(PATIENCE)),
        Map.entry("camunda.client.prefer-rest-over-grpc", "false"),
        Map.entry("camunda.client.request-timeout", seconds(PATIENCE)),
        Map.entry("camunda.client.worker.defaults.stream-enabled", "true"));
  }

  private static String seconds(Duration duration) {
    return duration.toSeconds() + "s";
  }

  private static final class Shared {
    static final BrokerProcess BROKER = start();

    private static BrokerProcess start() {
      Awaitility.setDefaultTimeout(PATIENCE);
      // of Camunda Process Test: our clean-up is done when it answers, so the first look finds it
      io.camunda.shaded.awaitility.Awaitility.setDefaultPollDelay(Duration.ZERO);
      var distribution =
          Optional.ofNullable(System.getProperty("camunda.distribution"))
              .map(Path::of)
              .orElse(Path.of(".local", "camunda-zeebe-8.6.0"));
      var folder = Path.of("target", "process-test-broker");
      var broker = BrokerProcess.start(distribution.toAbsolutePath(), folder.toAbsolutePath());
      Runtime.getRuntime().addShutdownHook(new Thread(broker::stop, "stop-broker"));
      return broker;
    }
  }
}
