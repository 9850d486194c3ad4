package eu.ttc.grants.local;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what can only be asked about. */
final class Waiting {

  private static final long BETWEEN_QUESTIONS_MILLIS = 100;

  private Waiting() {}

  /** Returns as soon as the answer is yes; whoever sets a limit interrupts the thread. */
  static void until(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(BETWEEN_QUESTIONS_MILLIS);
    }
  }
}
