package eu.ttc.grants.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at something again and again, once for everybody who waits for something to be seen there.
 * A look that fails is repeated; whoever has waited in vain is told of the last failure.
 */
final class Seen<T> implements AutoCloseable {

  private final Supplier<T> look;
  private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
  private T last;
  private @Nullable RuntimeException problem;

  Seen(Supplier<T> look, Duration pause) {
    this.look = look;
    this.last = look.get();
    looking.scheduleWithFixedDelay(
        this::lookAgain, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  synchronized T last() {
    return last;
  }

  /** What was found, as soon as it is there; {@code what} says so when it never is. */
  synchronized <R> R await(String what, Duration patience, Function<T, Optional<R>> found)
      throws InterruptedException, TimeoutException {
    var end = Instant.now().plus(patience);
    while (true) {
      var result = found.apply(last);
      if (result.isPresent()) {
        return result.get();
      }
      long left = Duration.between(Instant.now(), end).toMillis();
      if (left <= 0) {
        var timeout = new TimeoutException("waited %s for %s".formatted(patience, what));
        timeout.initCause(problem);
        throw timeout;
      }
      wait(left);
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }

  private void lookAgain() {
    try {
      var now = look.get();
      synchronized (this) {
        last = now;
        problem = null;
        notifyAll();
      }
    } catch (RuntimeException failed) {
      synchronized (this) {
        problem = failed;
      }
    }
  }
}
