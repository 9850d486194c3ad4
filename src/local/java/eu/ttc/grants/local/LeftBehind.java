package eu.ttc.grants.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends processes of an earlier run that was stopped so hard that its parts still live. */
final class LeftBehind {

  private static final Duration TO_END_BY_THEMSELVES = Duration.ofSeconds(25);
  private static final Duration AFTER_BEING_ASKED = Duration.ofSeconds(10);

  private final Progress progress;

  LeftBehind(Progress progress) {
    this.progress = progress;
  }

  /** Returns when none of the processes in the run file lives. */
  void end(Path runFile) throws InterruptedException {
    for (var entry : RunFile.read(runFile)) {
      var found = entry.stillRunning();
      if (found.isPresent()) {
        progress.say(
            "%s (process %d) of an earlier run is still there: waiting for its end",
            entry.name(), entry.pid());
        end(entry, found.get());
      }
    }
  }

  private void end(RunFile.Entry entry, ProcessHandle process) throws InterruptedException {
    if (endsWithin(process, TO_END_BY_THEMSELVES)) {
      return;
    }
    progress.say("%s (process %d) goes on: stopping it", entry.name(), entry.pid());
    process.destroy();
    if (!endsWithin(process, AFTER_BEING_ASKED)) {
      process.destroyForcibly();
      endsWithin(process, AFTER_BEING_ASKED);
    }
  }

  private static boolean endsWithin(ProcessHandle process, Duration limit)
      throws InterruptedException {
    try {
      process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return !process.isAlive();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot wait for process " + process.pid(), e);
    }
  }
}
