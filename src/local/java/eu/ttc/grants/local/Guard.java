package eu.ttc.grants.local;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Main class of every Java process that the platform starts: runs the program named first and ends
 * it when the platform says so or is no more, which shows at the end of standard input. Ctrl-C and
 * the end of a terminal are left to the platform, which stops its parts in order.
 *
 * <p>Lies alone in a jar on the class path of those processes, so it may use the JDK only.
 */
final class Guard {

  private static final long SECONDS_TO_END = 20;
  private static final int KILLED = 137;

  private Guard() {}

  public static void main(String[] args) throws Throwable {
    Signal.handle(new Signal("INT"), SignalHandler.SIG_IGN);
    Signal.handle(new Signal("HUP"), SignalHandler.SIG_IGN);
    Thread.ofPlatform().daemon().name("guard").start(Guard::endWithPlatform);
    var program = Class.forName(args[0]).getDeclaredMethod("main", String[].class);
    program.setAccessible(true);
    try {
      program.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static void endWithPlatform() {
    try {
      while (System.in.read() != -1) {
        // only the end of the input counts
      }
    } catch (IOException e) {
      // a broken pipe is an end as well
    }
    Thread.ofPlatform().daemon().name("guard-limit").start(Guard::endHardAfterLimit);
    System.exit(0);
  }

  private static void endHardAfterLimit() {
    try {
      Thread.sleep(SECONDS_TO_END * 1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(KILLED);
  }
}
