package eu.ttc.grants.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts parts, starts them again when they end unasked, and stops them together. */
final class Supervisor {

  private static final int RESTARTS = 5;
  private static final Duration TO_STOP = Duration.ofSeconds(25);

  private final Progress progress;
  private final Runnable giveUp;
  private final List<Part> parts = new ArrayList<>();
  private final Map<Part, Integer> restarts = new HashMap<>();
  private boolean stopping;

  /**
   * @param giveUp what to do when a part does not stay alive
   */
  Supervisor(Progress progress, Runnable giveUp) {
    this.progress = progress;
    this.giveUp = giveUp;
  }

  /** Starts a part and returns when it is ready. */
  void startAndAwait(Part part) throws IOException, InterruptedException {
    var before = progress.elapsed();
    progress.say("%s is starting", part.name());
    synchronized (this) {
      if (stopping) {
        return;
      }
      parts.add(part);
    }
    part.start();
    watch(part);
    Waiting.until(part::isReady);
    progress.say(
        "%s is ready after %.1f s",
        part.name(), progress.elapsed().minus(before).toMillis() / 1_000.0);
  }

  /** Stops all parts together; those that do not end in time are ended hard. */
  void stop() throws InterruptedException {
    List<Part> running;
    synchronized (this) {
      stopping = true;
      running = List.copyOf(parts);
    }
    running.forEach(Part::askToStop);
    for (var part : running) {
      part.awaitStop(TO_STOP);
    }
  }

  private void watch(Part part) {
    part.ended().thenRunAsync(() -> restart(part));
  }

  private void restart(Part part) {
    int count;
    synchronized (this) {
      if (stopping) {
        return;
      }
      count = restarts.merge(part, 1, Integer::sum);
    }
    if (count > RESTARTS) {
      progress.say(
          "%s ended %d times unasked; its log is %s. Stopping everything; the data is kept.",
          part.name(), count, part.log());
      giveUp.run();
      return;
    }
    progress.say("%s ended unasked; its log is %s. Starting it again.", part.name(), part.log());
    try {
      part.start();
      watch(part);
      Waiting.until(part::isReady);
      progress.say("%s is ready again", part.name());
    } catch (IOException e) {
      progress.say("%s cannot be started again: %s", part.name(), e.getMessage());
      giveUp.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
