package eu.ttc.grants.local;

import java.util.concurrent.CountDownLatch;

/**
 * Runs one embedded OpenSearch node. The runner's own main class accepts no port above 9299; it is
 * reached by reflection because OpenSearch is kept off this application's class path.
 */
final class OpenSearchNode {

  private OpenSearchNode() {}

  public static void main(String[] args) throws Exception {
    var type = Class.forName("org.codelibs.opensearch.runner.OpenSearchRunner");
    var runner = (AutoCloseable) type.getConstructor().newInstance();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(runner), "close-opensearch"));
    type.getMethod("setMaxHttpPort", int.class).invoke(runner, -1);
    type.getMethod("build", String[].class).invoke(runner, (Object) args);
    new CountDownLatch(1).await();
  }

  private static void close(AutoCloseable runner) {
    try {
      runner.close();
    } catch (Exception e) {
      throw new IllegalStateException("OpenSearch did not close in good order", e);
    }
  }
}
