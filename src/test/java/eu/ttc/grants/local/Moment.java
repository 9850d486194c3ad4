package eu.ttc.grants.local;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that happens once in a run, and for which people wait. */
final class Moment {

  private final String what;
  private final CountDownLatch latch = new CountDownLatch(1);

  Moment(String what) {
    this.what = what;
  }

  void comes() {
    latch.countDown();
  }

  /** Returns when it has come; {@code who} is told when it never does. */
  void await(Object who) throws InterruptedException, TimeoutException {
    if (!latch.await(Histories.PATIENCE.toMinutes(), TimeUnit.MINUTES)) {
      throw new TimeoutException("%s waited in vain until %s".formatted(who, what));
    }
  }
}
