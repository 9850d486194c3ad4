package eu.ttc.grants.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The ahead-of-time cache (JEP 483, 514) with which a Java program starts in half the time. Its
 * name contains everything it depends on, so one that does not fit is never even tried. An early
 * run records what it loads; the cache is made from that in the background.
 */
final class StartCache {

  private static final long MINUTES_TO_MAKE = 5;

  private final JavaProgram program;
  private final Path guardJar;
  private final Path cache;
  private final Path recording;

  StartCache(JavaProgram program, Path guardJar, Path folder) {
    this.program = program;
    this.guardJar = guardJar;
    var name = program.key() + "-" + fingerprint(program, guardJar);
    this.cache = folder.resolve(name + ".aot");
    this.recording = folder.resolve(name + "-" + ProcessHandle.current().pid() + ".recording");
  }

  /** Where it lies or will lie. */
  Path file() {
    return cache;
  }

  boolean exists() {
    return Files.exists(cache);
  }

  /** The options that use the cache, or else record for it, or neither. */
  List<String> options(boolean record) {
    if (exists()) {
      return List.of("-XX:AOTCache=" + cache);
    }
    return record ? List.of("-XX:AOTMode=record", "-XX:AOTConfiguration=" + recording) : List.of();
  }

  /**
   * Makes the cache from the recording of a process that runs and goes on running. What goes wrong
   * is written to the log and costs nothing but a slower next start.
   *
   * @return whether the cache is there now
   */
  boolean make(long pid, Path log) throws InterruptedException {
    var draft = cache.resolveSibling(cache.getFileName() + "." + pid + ".new");
    try {
      return run(log, jdkTool("jcmd"), String.valueOf(pid), "AOT.end_recording")
          && Files.exists(recording)
          && run(log, jdkTool("java"), "@" + makingArguments(draft))
          && put(draft);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the cache " + cache, e);
    } finally {
      delete(draft);
      delete(recording);
    }
  }

  private Path makingArguments(Path draft) throws IOException {
    var file = draft.resolveSibling(draft.getFileName() + ".args");
    var options =
        List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + recording, "-XX:AOTCache=" + draft);
    Files.write(file, program.argumentFile(guardJar, options));
    file.toFile().deleteOnExit();
    return file;
  }

  private boolean put(Path draft) throws IOException {
    if (!Files.exists(draft)) {
      return false;
    }
    try (var files = Files.list(cache.getParent())) {
      for (var old :
          files.filter(f -> f.getFileName().toString().startsWith(program.key() + "-")).toList()) {
        if (old.toString().endsWith(".aot")) {
          delete(old);
        }
      }
    }
    Files.move(draft, cache, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  private static boolean run(Path log, String... command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      return process.waitFor(MINUTES_TO_MAKE, TimeUnit.MINUTES) && process.exitValue() == 0;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String jdkTool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + file, e);
    }
  }

  private static String fingerprint(JavaProgram program, Path guardJar) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      update(digest, System.getProperty("java.vm.version") + System.getProperty("java.home"));
      program.stableOptions().forEach(option -> update(digest, option));
      for (var jar : program.guardedClassPath(guardJar)) {
        update(digest, jar.toString() + Files.size(jar) + Files.getLastModifiedTime(jar));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK knows SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the class path of " + program.name(), e);
    }
  }

  private static void update(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
