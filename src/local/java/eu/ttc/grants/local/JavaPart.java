package eu.ttc.grants.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A part that is a Java program under its {@link Guard}. */
final class JavaPart implements Part {

  private final JavaProgram program;
  private final PlatformSettings settings;
  private final RunFile runFile;
  private final BooleanSupplier ready;
  private final Path guardJar;
  private final StartCache cache;
  private volatile @Nullable Process process;
  private boolean recording;

  JavaPart(JavaProgram program, PlatformSettings settings, RunFile runFile, BooleanSupplier ready) {
    this.program = program;
    this.settings = settings;
    this.runFile = runFile;
    this.ready = ready;
    this.guardJar = GuardJar.in(settings.caches());
    this.cache = new StartCache(program, guardJar, settings.caches());
  }

  @Override
  public String name() {
    return program.name();
  }

  @Override
  public Path log() {
    return settings.logs().resolve(program.key() + ".log");
  }

  /** Whether its starts could be faster. */
  boolean lacksCache() {
    return !cache.exists();
  }

  /** Lets its next run record what faster starts need. */
  void recordNext() {
    recording = true;
  }

  @Override
  public void start() throws IOException {
    Files.createDirectories(program.workingDirectory());
    Files.createDirectories(settings.generated());
    Files.createDirectories(settings.logs());
    Files.createDirectories(settings.caches());
    if (Files.exists(log())) {
      Files.move(
          log(),
          settings.logs().resolve(program.key() + ".previous.log"),
          StandardCopyOption.REPLACE_EXISTING);
    }
    var arguments = settings.generated().resolve(program.key() + ".args");
    Files.write(arguments, program.argumentFile(guardJar, cache.options(recording)));
    var started =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + arguments)
            .directory(program.workingDirectory().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
    runFile.add(RunFile.Entry.of(program.name(), started.toHandle()));
    process = started;
  }

  @Override
  public boolean isReady() {
    return ready.getAsBoolean();
  }

  @Override
  public CompletableFuture<?> ended() {
    var running = process;
    return running == null ? CompletableFuture.completedFuture(null) : running.onExit();
  }

  /** Makes the cache for faster starts from what this run recorded. */
  boolean makeCache() throws InterruptedException {
    var running = process;
    return running != null && cache.make(running.pid(), settings.logs().resolve("caches.log"));
  }

  @Override
  public void askToStop() {
    var running = process;
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
    var running = process;
    if (running != null && !running.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      running.destroyForcibly().waitFor();
    }
  }
}
