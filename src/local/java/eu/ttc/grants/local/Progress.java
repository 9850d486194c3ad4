package eu.ttc.grants.local;

import java.io.PrintStream;
import java.time.Duration;

/** Tells people on the console what happens, each line with the seconds since the start. */
final class Progress {

  private final PrintStream out;
  private final long startedAt;

  /**
   * @param startedAt reading of {@link System#nanoTime} that counts as zero
   */
  Progress(PrintStream out, long startedAt) {
    this.out = out;
    this.startedAt = startedAt;
  }

  void say(String message, Object... values) {
    out.printf("[%6.1f s] %s%n", elapsed().toMillis() / 1_000.0, message.formatted(values));
    out.flush();
  }

  void print(String text) {
    out.println(text);
    out.flush();
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startedAt);
  }
}
