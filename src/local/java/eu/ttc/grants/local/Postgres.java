package eu.ttc.grants.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL with its data kept and every commit on disk. Beside it runs a small shell that waits
 * for the end of its input, that is of this process, and then stops the server; so it stops in good
 * order however the platform ends.
 */
final class Postgres implements Part {

  static final String DATABASE = "grants";
  static final String USER = "grants";
  static final String PASSWORD = "grants";

  private static final String SUPERUSER = "postgres";

  private static final int ATTEMPTS = 3;
  private static final String KEEPER =
      "trap '' INT HUP TERM; while read -r line; do :; done; exec \"$@\" >/dev/null 2>&1";

  private final PlatformSettings settings;
  private final Path data;
  private volatile @Nullable Path programs;
  private volatile @Nullable Process keeper;
  private volatile @Nullable ProcessHandle server;

  Postgres(PlatformSettings settings) {
    this.settings = settings;
    this.data = settings.data().resolve("postgresql");
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public Path log() {
    return settings.logs().resolve("postgresql.log");
  }

  String jdbcUrl() {
    return jdbcUrl(DATABASE);
  }

  /**
   * Deals with what an earlier run left behind when it was stopped hard: stops a server that still
   * runs on our data, removes a lock whose process is gone or was never a server.
   *
   * @return what was found and done, for people
   */
  Optional<String> recover() throws IOException, InterruptedException {
    var lock = data.resolve("postmaster.pid");
    if (!Files.exists(lock)) {
      return Optional.empty();
    }
    var owner = lockOwner(lock).filter(this::isServerOnOurData);
    if (owner.isPresent()) {
      programs = PostgresBinaries.in(settings.shared().resolve("postgresql"));
      run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-t", "60", "-w");
      return Optional.of(
          "PostgreSQL (process %d) of an earlier run was still there: stopped"
              .formatted(owner.get().pid()));
    }
    Files.delete(lock);
    return Optional.of("PostgreSQL was stopped hard last time: removed its lock, it will recover");
  }

  @Override
  public void start() throws IOException, InterruptedException {
    Files.createDirectories(settings.logs());
    programs = PostgresBinaries.in(settings.shared().resolve("postgresql"));
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialise();
    }
    startServer();
    server = lockOwner(data.resolve("postmaster.pid")).orElseThrow();
    startKeeper();
    createDatabase();
  }

  @Override
  public boolean isReady() {
    var address =
        new InetSocketAddress(
            InetAddress.getLoopbackAddress(), settings.ports().of(LocalPort.DATABASE));
    try (var socket = new Socket()) {
      socket.connect(address, 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public CompletableFuture<?> ended() {
    var running = server;
    return running == null ? CompletableFuture.completedFuture(null) : running.onExit();
  }

  @Override
  public void askToStop() {
    var running = keeper;
    if (running != null) {
      try {
        running.getOutputStream().close();
      } catch (IOException e) {
        // its end of the pipe is closed already: it has ended
      }
    }
  }

  @Override
  public void awaitStop(Duration limit) throws InterruptedException {
    var running = keeper;
    if (running != null) {
      running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void initialise() throws IOException, InterruptedException {
    Files.createDirectories(data.getParent());
    var password = Files.createTempFile(data.getParent(), "password", "");
    try {
      Files.writeString(password, PASSWORD);
      // made beside its place and moved there, so that a half-made one is never taken for data
      var draft = data.resolveSibling("postgresql.new");
      Trees.delete(draft);
      run(
          "initdb",
          "-D",
          draft.toString(),
          "-U",
          SUPERUSER,
          "--pwfile=" + password,
          "-A",
          "scram-sha-256",
          "-E",
          "UTF-8",
          "--locale=C",
          "--locale-provider=builtin",
          "--builtin-locale=C.UTF-8");
      Files.move(draft, data);
    } finally {
      Files.delete(password);
    }
  }

  private void createDatabase() throws IOException {
    try (var connection = DriverManager.getConnection(jdbcUrl(SUPERUSER), SUPERUSER, PASSWORD);
        var statement = connection.createStatement()) {
      if (isMissing(statement, "select 1 from pg_roles where rolname = '%s'".formatted(USER))) {
        statement.execute("create role %s login password '%s'".formatted(USER, PASSWORD));
      }
      if (isMissing(
          statement, "select 1 from pg_database where datname = '%s'".formatted(DATABASE))) {
        statement.execute("create database %s owner %s".formatted(DATABASE, USER));
      }
    } catch (SQLException e) {
      throw new IOException("Cannot create the database %s, see %s".formatted(DATABASE, log()), e);
    }
  }

  private static boolean isMissing(Statement statement, String query) throws SQLException {
    try (var rows = statement.executeQuery(query)) {
      return !rows.next();
    }
  }

  private String jdbcUrl(String database) {
    return "jdbc:postgresql://localhost:%d/%s"
        .formatted(settings.ports().of(LocalPort.DATABASE), database);
  }

  private void startServer() throws IOException, InterruptedException {
    var options =
        Stream.of(
                "port=" + settings.ports().of(LocalPort.DATABASE),
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "timezone=UTC",
                "shared_buffers=64MB",
                "max_connections=100")
            .map(option -> "-c " + option)
            .toList();
    for (int attempt = 1; ; attempt++) {
      try {
        run(
            "pg_ctl",
            "start",
            "-D",
            data.toString(),
            "-l",
            log().toString(),
            "-w",
            "-t",
            "60",
            "-o",
            String.join(" ", options));
        return;
      } catch (IOException e) {
        // right after a hard stop its old processes may hold the shared memory for a moment
        if (attempt == ATTEMPTS) {
          throw e;
        }
        TimeUnit.SECONDS.sleep(1);
        recover();
      }
    }
  }

  private void startKeeper() throws IOException {
    var known = keeper;
    if (known != null && known.isAlive()) {
      return;
    }
    var command = new ArrayList<>(List.of("sh", "-c", KEEPER, "grants-postgresql-keeper"));
    command.addAll(
        command("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-t", "60", "-w"));
    keeper =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  private void run(String program, String... arguments) throws IOException, InterruptedException {
    Files.createDirectories(settings.logs());
    var output = settings.logs().resolve(program + ".log");
    var process =
        new ProcessBuilder(command(program, arguments))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(
          "%s of PostgreSQL failed (see %s and %s): %s"
              .formatted(program, output, log(), Files.readString(output).strip()));
    }
  }

  /** PostgreSQL refuses to run as root; in a user namespace of its own it does not see root. */
  private List<String> command(String program, String... arguments) {
    var command = new ArrayList<String>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(programs.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  private static Optional<ProcessHandle> lockOwner(Path lock) throws IOException {
    if (!Files.exists(lock)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(lock)) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(line -> line.matches("\\d+"))
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
          .filter(ProcessHandle::isAlive);
    }
  }

  private boolean isServerOnOurData(ProcessHandle process) {
    var command = process.info().commandLine().or(process.info()::command).orElse("");
    return command.contains("postgres") && command.contains(data.toString());
  }
}
