package eu.ttc.grants.local;

import java.io.IOException;
import java.util.List;

/**
 * The engine with its web applications as one machine can run it. A newer line of Camunda takes the
 * place of {@link Camunda86} here and nowhere else.
 */
interface CamundaDistribution {

  /** The parts to start, all at the same time; each waits by itself for what it needs. */
  List<JavaPart> parts() throws IOException;

  /** Makes sure that the accounts can sign in to the web applications; repeats harmlessly. */
  void putAccounts(List<LocalAccount> accounts) throws InterruptedException;
}
