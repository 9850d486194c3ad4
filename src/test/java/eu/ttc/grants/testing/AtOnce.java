package eu.ttc.grants.testing;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Does several things at the same instant, each in a thread of its own. */
public final class AtOnce {

  private AtOnce() {}

  /** What became of one of them. */
  public sealed interface Outcome {}

  /** It returned this. */
  public record Done(Object result) implements Outcome {}

  /** It was refused. */
  public record Refused(Throwable why) implements Outcome {}

  /** Starts them together and waits for all; the outcomes come in the given order. */
  @SafeVarargs
  public static List<Outcome> happen(Callable<?>... things) throws InterruptedException {
    var go = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running =
          Stream.of(things)
              .map(
                  thing ->
                      threads.submit(
                          () -> {
                            go.await();
                            return thing.call();
                          }))
              .toList();
      go.countDown();
      return running.stream()
          .map(
              future -> {
                try {
                  return (Outcome) new Done(future.get());
                } catch (ExecutionException e) {
                  return (Outcome) new Refused(e.getCause());
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              })
          .toList();
    }
  }
}
