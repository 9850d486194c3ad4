package eu.ttc.grants.testruntime.adapter;

import java.io.IOException;

/**
 * Starts the broker, and ends it with the process that started it: standard input ends when that
 * process is gone, however it went.
 */
public final class BrokerMain {

  private BrokerMain() {}

  public static void main(String[] args) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("end-with-parent").start(BrokerMain::endWithParent);
    Class.forName("io.camunda.application.StandaloneBroker")
        .getMethod("main", String[].class)
        .invoke(null, (Object) args);
  }

  private static void endWithParent() {
    try {
      while (System.in.read() >= 0) {
        // nothing is ever said on this line
      }
    } catch (IOException e) {
      System.err.println("lost the process that started the broker: " + e.getMessage());
    }
    Runtime.getRuntime().halt(0);
  }
}
