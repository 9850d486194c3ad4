package eu.ttc.grants.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Runs the whole programme on this machine, on loopback only: PostgreSQL, OpenSearch, the Zeebe
 * broker, Tasklist and Operate as processes beside it, the application inside. Ends with a table of
 * what runs where. However it ends, by Ctrl-C, {@code kill}, {@code kill -9} or a power cut, its
 * parts end with it and no data is lost.
 */
public final class LocalPlatform {

  private static final int FAILED = 1;

  private final PlatformSettings settings;
  private final Progress progress;
  private final Supervisor supervisor;
  private final PortalApplication application;
  private @Nullable RunFile runFile;
  private @Nullable Thread training;

  private LocalPlatform(PlatformSettings settings, Progress progress) {
    this.settings = settings;
    this.progress = progress;
    this.supervisor = new Supervisor(progress, LocalPlatform::exitFailed);
    this.application = new PortalApplication(settings);
  }

  public static void main(String[] args) throws Exception {
    var sinceStart = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    var progress =
        new Progress(
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            System.nanoTime() - sinceStart.toNanos());
    try {
      new LocalPlatform(PlatformSettings.from(System.getProperties()), progress).run();
    } catch (IllegalArgumentException | UncheckedIOException unusable) {
      progress.say("%s", unusable.getMessage());
      System.exit(FAILED);
    }
  }

  private void run() throws IOException, InterruptedException {
    var lock = FolderLock.take(settings.folder());
    if (lock.isEmpty()) {
      sayAlreadyRunning();
      System.exit(FAILED);
    }
    stopWithParent();
    new LeftBehind(progress).end(runFilePath());
    var postgres = new Postgres(settings);
    postgres.recover().ifPresent(found -> progress.say("%s", found));
    if (settings.fresh()) {
      Trees.delete(settings.data());
      progress.say("Starting afresh: deleted %s", settings.data());
    }
    refuseTakenPorts();
    deleteUnfinishedCaches();
    runFile = RunFile.begin(runFilePath());
    runFile.add(RunFile.Entry.of("Platform", ProcessHandle.current()));
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop-platform"));
    start(postgres);
    new CountDownLatch(1).await();
  }

  private void start(Postgres postgres) throws IOException {
    var http = new Http();
    var camunda = new Camunda86(settings, runFile, http);
    var javaParts = new ArrayList<JavaPart>();
    javaParts.add(OpenSearch.part(settings, runFile, http));
    javaParts.addAll(camunda.parts());
    var recorded = toRecord(javaParts);
    recorded.ifPresent(
        part -> {
          part.recordNext();
          progress.say("This start also records what makes later ones of %s faster", part.name());
        });

    var work = new ArrayList<CompletableFuture<Void>>();
    work.add(
        inBackground(
            () -> {
              supervisor.startAndAwait(postgres);
              progress.say("Application is starting");
              application.start(postgres.jdbcUrl());
              progress.say("Application is ready: %s", settings.ports().url(LocalPort.PORTAL));
            }));
    javaParts.forEach(part -> work.add(inBackground(() -> supervisor.startAndAwait(part))));
    work.add(inBackground(() -> camunda.putAccounts(LocalAccount.all())));
    try {
      allOrFirstFailure(work).join();
    } catch (CompletionException failed) {
      progress.say("Cannot start: %s. Logs: %s", rootCause(failed).getMessage(), settings.logs());
      System.exit(FAILED);
    }
    progress.print(new Overview(settings).text(progress.elapsed().toSeconds()));
    recorded.ifPresent(
        part -> training = Thread.ofPlatform().daemon().name("training").start(() -> train(part)));
  }

  /**
   * One program for each start, the slowest first: recording slows a start down, and people wait.
   */
  private Optional<JavaPart> toRecord(List<JavaPart> parts) {
    return settings.training()
        ? parts.reversed().stream().filter(JavaPart::lacksCache).findFirst()
        : Optional.empty();
  }

  private void train(JavaPart part) {
    progress.say("Preparing faster starts of %s in the background", part.name());
    try {
      if (part.makeCache()) {
        progress.say("Later starts will be faster");
      } else {
        progress.say(
            "No faster start for %s; see %s", part.name(), settings.logs().resolve("caches.log"));
      }
    } catch (InterruptedException e) {
      // the platform stops; the next start records again
      Thread.currentThread().interrupt();
    }
  }

  /** Runs as the shutdown hook: the application first, then all it used, together. */
  private void stop() {
    progress.say("Stopping");
    try {
      if (training != null) {
        training.interrupt();
      }
      application.stop();
      supervisor.stop();
      runFile.delete();
      progress.say("Stopped; everything is kept in %s", settings.data());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stopWithParent() {
    if (settings.stopWithParent()) {
      ProcessHandle.current()
          .parent()
          .ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
    }
  }

  private void sayAlreadyRunning() {
    var owner =
        RunFile.read(runFilePath()).stream()
            .filter(entry -> entry.name().equals("Platform"))
            .filter(entry -> entry.stillRunning().isPresent())
            .findFirst();
    progress.say(
        "The platform already runs in %s%s. Nothing was changed.",
        settings.folder(),
        owner
            .map(entry -> ", as process %d; stop it with kill %1$d".formatted(entry.pid()))
            .orElse(""));
  }

  private void refuseTakenPorts() {
    var taken =
        Arrays.stream(LocalPort.values())
            .filter(port -> !PortHolder.isFree(settings.ports().of(port)))
            .toList();
    for (var port : taken) {
      int number = settings.ports().of(port);
      var holder =
          PortHolder.of(number)
              .map(found -> "process %d (%s)".formatted(found.pid(), found.command()))
              .orElse("a process that this user may not see");
      progress.say(
          "Port %d, for %s, is taken by %s. Stop that, or choose another port with -Dports=%s:%d",
          number, port.purpose(), holder, port.key(), number + 1);
    }
    if (!taken.isEmpty()) {
      progress.say("Nothing was started. -Dports=+100 moves all ports by 100.");
      System.exit(FAILED);
    }
  }

  private void deleteUnfinishedCaches() throws IOException {
    if (!settings.training() || !Files.exists(settings.caches())) {
      return;
    }
    try (var files = Files.list(settings.caches())) {
      for (var file : files.toList()) {
        if (!file.toString().endsWith(".aot") && !file.toString().endsWith(".jar")) {
          Files.delete(file);
        }
      }
    }
  }

  private Path runFilePath() {
    return settings.folder().resolve("run");
  }

  private static void exitFailed() {
    System.exit(FAILED);
  }

  private static CompletableFuture<Void> allOrFirstFailure(List<CompletableFuture<Void>> work) {
    var all = CompletableFuture.allOf(work.toArray(CompletableFuture[]::new));
    work.forEach(
        each ->
            each.exceptionally(
                failure -> {
                  all.completeExceptionally(failure);
                  return null;
                }));
    return all;
  }

  private static Throwable rootCause(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private interface Work {
    void run() throws IOException, InterruptedException;
  }

  private static CompletableFuture<Void> inBackground(Work work) {
    var done = new CompletableFuture<Void>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                work.run();
                done.complete(null);
              } catch (InterruptedException | IOException | RuntimeException e) {
                done.completeExceptionally(e);
              }
            });
    return done;
  }
}
