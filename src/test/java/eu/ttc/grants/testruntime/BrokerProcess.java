package eu.ttc.grants.testruntime;

import eu.ttc.grants.testing.FreePorts;
import eu.ttc.grants.testruntime.adapter.BrokerMain;
import eu.ttc.grants.testruntime.adapter.CptExporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker of the Camunda distribution as a child process, with the exporter of these test
 * sources, on free ports of the loopback address and fresh data in {@code target}.
 */
final class BrokerProcess {

  private static final Logger log = LoggerFactory.getLogger(BrokerProcess.class);

  private static final Duration START_AT_MOST = Duration.ofMinutes(5);

  /** A port that was free may be taken when the broker comes to it. */
  private static final int ATTEMPTS = 3;

  private final Process process;
  private final Path folder;
  private final URI api;
  private final URI grpc;

  private BrokerProcess(Process process, Path folder, URI api, URI grpc) {
    this.process = process;
    this.folder = folder;
    this.api = api;
    this.grpc = grpc;
  }

  /** Answers REST and monitoring. */
  URI api() {
    return api;
  }

  URI grpc() {
    return grpc;
  }

  /**
   * Starts a broker and returns when it accepts commands. One that does not start is started again.
   *
   * @param distribution the unpacked Camunda distribution
   * @param folder where its data and log go, in a folder for each attempt
   * @throws IllegalStateException when it does not start; the message shows the end of its log
   */
  static BrokerProcess start(Path distribution, Path folder) {
    if (!Files.isDirectory(distribution.resolve("lib"))) {
      throw new IllegalStateException(
          "There is no Camunda distribution in %s. Run the tests with Maven, which unpacks it there"
                  .formatted(distribution)
              + " (mvn generate-test-resources does only that).");
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return attempt(distribution, folder.resolve("attempt-" + attempt));
      } catch (IllegalStateException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        log.warn("The broker did not start; once more", e);
      }
    }
  }

  private static BrokerProcess attempt(Path distribution, Path folder) {
    try {
      delete(folder);
      Files.createDirectories(folder);
      var ports = FreePorts.next(6);
      var jar = adapterJar(folder.resolve("cpt-adapter.jar"));
      Files.writeString(folder.resolve("application.yaml"), configuration(folder, ports));
      var process = launch(distribution, folder, jar);
      var broker =
          new BrokerProcess(
              process,
              folder,
              URI.create("http://127.0.0.1:" + ports.get(5)),
              URI.create("http://127.0.0.1:" + ports.get(2)));
      broker.awaitReady();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the broker in " + folder, e);
    }
  }

  /** Lets what is deployed now outlive the clean-ups after each test. */
  void keepModels() {
    tellAdapter("PUT", "/kept-models");
  }

  /** Deletes what was kept. */
  void dropModels() {
    tellAdapter("DELETE", "/kept-models");
  }

  /** Returns when it finds itself healthy, which after a jump of its clock takes a moment. */
  void settleClock() {
    tellAdapter("PUT", "/settled-clock");
  }

  private void tellAdapter(String method, String path) {
    var request =
        HttpRequest.newBuilder(api.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("the adapter answers: " + answer.body());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the adapter does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Ends the broker at once; its data is of no more use. */
  void stop() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Process launch(Path distribution, Path folder, Path jar) throws IOException {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx384m",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-Dlog4j2.configurationFile=" + distribution.resolve("config/log4j2.xml"),
            "-Dsun.net.httpserver.nodelay=true",
            "-cp",
            jar + System.getProperty("path.separator") + distribution.resolve("lib") + "/*",
            BrokerMain.class.getName());
    var builder = new ProcessBuilder(command).directory(distribution.toFile());
    builder.environment().put("SPRING_PROFILES_ACTIVE", "broker");
    builder.environment().put("SPRING_CONFIG_ADDITIONALLOCATION", "file:" + folder + "/");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("broker.log").toFile())
        .start();
  }

  private static String configuration(Path folder, List<Integer> ports) {
    return """
    server: {port: %1$d, address: 127.0.0.1}
    management:
      server: {port: %2$d, address: 127.0.0.1}
      endpoints.web.exposure.include: "*"
    zeebe.clock.controlled: true
    zeebe.broker:
      network:
        host: 127.0.0.1
        commandApi.port: %4$d
        internalApi.port: %5$d
      gateway:
        enable: true
        network: {host: 127.0.0.1, port: %3$d}
        cluster:
          initialContactPoints: []
          requestTimeout: 36500d # on the controlled clock: a jump must not end what is under way
      data: {directory: '%7$s', logSegmentSize: 16MB}
      cluster: {partitionsCount: 1, replicationFactor: 1}
      threads: {cpuThreadCount: 2, ioThreadCount: 2}
      backpressure.enabled: false # a slow machine is no reason to refuse a test's commands
      experimental.engine.messages.ttlCheckerInterval: 2s
      exporters.cpt:
        className: %8$s
        args: {port: %6$d, rest: "http://127.0.0.1:%1$d", monitoring: "http://127.0.0.1:%2$d"}
    """
        .formatted(
            ports.get(0),
            ports.get(1),
            ports.get(2),
            ports.get(3),
            ports.get(4),
            ports.get(5),
            folder.resolve("data"),
            CptExporter.class.getName());
  }

  private void awaitReady() {
    try (var http = HttpClient.newHttpClient()) {
      var topology = HttpRequest.newBuilder(api.resolve("/v2/topology")).build();
      Awaitility.await("the broker")
          .atMost(START_AT_MOST)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptionsMatching(IOException.class::isInstance)
          .failFast("the broker ended", () -> !process.isAlive())
          .until(
              () ->
                  http.send(topology, HttpResponse.BodyHandlers.ofString())
                      .body()
                      .contains("\"healthy\""));
    } catch (ConditionTimeoutException | org.awaitility.core.TerminalFailureException e) {
      stop();
      throw new IllegalStateException(
          "The broker for process tests did not start. The end of %s:%n%s"
              .formatted(folder.resolve("broker.log"), endOfLog()),
          e);
    }
  }

  private String endOfLog() {
    try {
      var lines = Files.readAllLines(folder.resolve("broker.log"));
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException e) {
      return "unreadable: " + e.getMessage();
    }
  }

  /** Only the adapter's classes: the broker must not see the rest of the test class path. */
  private static Path adapterJar(Path jar) throws IOException {
    var adapter = CptExporter.class.getPackageName().replace('.', '/');
    Path classes;
    try {
      classes =
          Path.of(CptExporter.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the test classes are in no folder", e);
    }
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.list(classes.resolve(adapter))) {
      for (Path file : files.sorted().toList()) {
        out.putNextEntry(new JarEntry(adapter + "/" + file.getFileName()));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
