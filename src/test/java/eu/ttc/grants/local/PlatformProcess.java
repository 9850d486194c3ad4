package eu.ttc.grants.local;

import eu.ttc.grants.testing.FreePorts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * The complete local platform as a process of its own, as {@code mvn -Plocal spring-boot:run}
 * starts it: on free ports, with its data in a folder under {@code target}.
 */
final class PlatformProcess {

  /** A busy machine needs minutes for what takes a quiet one half a minute. */
  private static final Duration TO_START = Duration.ofMinutes(10);

  private static final Duration TO_STOP = Duration.ofMinutes(2);
  private static final Predicate<String> NEEDED_BY_PLATFORM =
      jar ->
          Stream.of(
                  "/io/zonky/",
                  "/commons-compress/",
                  "/commons-io/",
                  "/commons-lang3/",
                  "/xz/",
                  "/subethasmtp/",
                  "/guava-mini/")
              .anyMatch(jar::contains);

  private final Path folder;
  private final Map<LocalPort, Integer> ports = freePorts();
  private @Nullable Process process;

  private PlatformProcess(Path folder) {
    this.folder = folder.toAbsolutePath();
  }

  /** A platform with no data that does not run yet. */
  static PlatformProcess with(Path folder) throws IOException {
    Trees.delete(folder);
    Files.createDirectories(folder);
    return new PlatformProcess(folder);
  }

  /** Starts it and returns when its table says that everything is ready. */
  void start() throws IOException {
    var log = folder.resolve("platform.log");
    Files.deleteIfExists(log);
    var started =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process = started;
    Awaitility.await("the platform, see " + log)
        .atMost(TO_START)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> !started.isAlive() || said(log).contains("Everything is ready"));
    if (!started.isAlive()) {
      throw new IllegalStateException("The platform ended: " + said(log));
    }
  }

  /** As a power cut: every process at once, none of them asked. */
  void killHard() {
    var all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    Awaitility.await("the end of " + all)
        .atMost(TO_STOP)
        .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }

  /** As {@code kill} or Ctrl-C, and returns when it has stopped by itself. */
  void stop() {
    var running = process;
    if (running != null) {
      running.destroy();
      Awaitility.await("the platform's own end").atMost(TO_STOP).until(() -> !running.isAlive());
    }
  }

  /** Every process that has to do with its folder. */
  List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(one -> one.pid() != ProcessHandle.current().pid())
        .filter(one -> one.info().commandLine().orElse("").contains(folder.toString()))
        .toList();
  }

  URI url(LocalPort port) {
    return URI.create("http://localhost:" + ports.get(port));
  }

  int port(LocalPort port) {
    return ports.get(port);
  }

  /** Lets more people sign in to Tasklist and Operate. */
  void putAccounts(List<LocalAccount> accounts) throws InterruptedException {
    Camunda86.putAccounts(accounts, url(LocalPort.OPENSEARCH).toString(), new Http());
  }

  Connection database() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://localhost:%d/%s"
            .formatted(ports.get(LocalPort.DATABASE), Postgres.DATABASE),
        Postgres.USER,
        Postgres.PASSWORD);
  }

  private List<String> command() throws IOException {
    var shared = Path.of(System.getProperty("local.platform.folder")).toAbsolutePath();
    var chosen =
        ports.entrySet().stream()
            .map(port -> port.getKey().key() + ":" + port.getValue())
            .collect(Collectors.joining(","));
    return List.of(
        "nice", // lets the tests beside it go first
        "-n",
        "10",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-Dports=" + chosen,
        "-Dgrants.local.stop-with-parent=true",
        "-Dgrants.local.shared=" + shared,
        "-Dgrants.local.folder=" + folder,
        "-Dgrants.local.camunda=" + System.getProperty("camunda.distribution"),
        "-Dgrants.local.training=false",
        "-classpath",
        classPath(),
        LocalPlatform.class.getName());
  }

  /**
   * What the profile {@code local} runs: the application with its dependencies, the local platform
   * and what it needs to unpack PostgreSQL and to receive mail. Nothing else of the tests.
   */
  private String classPath() throws IOException {
    var classes = folder.resolve("classes");
    copy(Path.of("target/test-classes"), "eu/ttc/grants/local", classes);
    var jars = new ArrayList<String>();
    jars.add(Path.of("target/classes").toAbsolutePath().toString());
    jars.add(classes.toString());
    jars.add(Files.readString(Path.of("target/runtime.classpath")).strip());
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(NEEDED_BY_PLATFORM)
        .forEach(jars::add);
    return String.join(File.pathSeparator, jars);
  }

  private static void copy(Path from, String part, Path to) throws IOException {
    try (var files = Files.walk(from.resolve(part))) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var target = to.resolve(from.relativize(file).toString());
        if (!Files.exists(target)) {
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }

  private static String said(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<LocalPort, Integer> freePorts() {
    var numbers = FreePorts.next(LocalPort.values().length).iterator();
    var ports = new EnumMap<LocalPort, Integer>(LocalPort.class);
    for (var port : LocalPort.values()) {
      ports.put(port, numbers.next());
    }
    return ports;
  }
}
