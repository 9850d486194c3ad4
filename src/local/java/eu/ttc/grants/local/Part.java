package eu.ttc.grants.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A part of the platform that runs outside this process. */
interface Part {

  String name();

  /** Where it writes what it does. */
  Path log();

  /** Starts it and returns without waiting until it is ready. */
  void start() throws IOException, InterruptedException;

  /** Whether it can do its work. */
  boolean isReady();

  /** Completes when its process ends, for whatever reason. */
  CompletableFuture<?> ended();

  /** Asks it to end in good order; safe to call at any time, also twice. */
  void askToStop();

  /** Waits for its end and ends it hard after the limit. */
  void awaitStop(Duration limit) throws InterruptedException;
}
