package eu.ttc.grants.testruntime.adapter;

import static java.util.Collections.disjoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * Stands in for the purge of newer engines: after it nothing of the test before runs, waits, is
 * deployed or is found.
 */
final class CleanUp {

  private static final Duration AT_MOST = Duration.ofSeconds(60);

  /** The broker looks for expired messages every two seconds of its clock. */
  private static final Duration EXPIRY_CHECK = Duration.ofSeconds(3);

  private static final int EXPIRY_CHECKS = 40;

  private final Broker broker;
  private final Inventory inventory;
  private final Projection projection;
  private final ForwardClock clock;
  private final AtomicLong runs = new AtomicLong();
  private Set<Long> kept = Set.of();

  CleanUp(Broker broker, Inventory inventory, Projection projection, ForwardClock clock) {
    this.broker = broker;
    this.inventory = inventory;
    this.projection = projection;
    this.clock = clock;
  }

  /** Number of clean-ups done; CPT takes it for the change of the cluster it waits for. */
  long runs() {
    return runs.get();
  }

  /**
   * Cleans up and returns the number of this run.
   *
   * @throws IllegalStateException when something of the test before cannot be removed
   */
  synchronized long run() {
    do {
      var instances = inventory.rootInstances();
      broker.cancel(instances);
      // a waiting start message may have started another one by then: that is for the next round
      await(it -> disjoint(it.rootInstances(), instances), "cancelled instances did not end");
      inventory.lastMessageDeadline().ifPresent(this::expireMessages);
      catchUp();
    } while (!inventory.isQuiet());
    deleteModels();
    projection.forget(catchUp(), kept);
    return runs.incrementAndGet();
  }

  /**
   * Lets what is deployed now outlive the next clean-ups: tests of one class deploy the same, and
   * that would be most of their work.
   */
  synchronized void keepModels() {
    catchUp();
    kept = Set.copyOf(inventory.resources());
  }

  /** Deletes what was kept. */
  synchronized void dropModels() {
    kept = Set.of();
    deleteModels();
  }

  private void deleteModels() {
    broker.delete(inventory.resources().stream().filter(key -> !kept.contains(key)).toList());
    await(it -> kept.containsAll(it.resources()), "deployed models were not deleted");
  }

  private void expireMessages(Instant deadline) {
    clock.advanceTo(deadline);
    for (int i = 0; i < EXPIRY_CHECKS; i++) {
      clock.add(EXPIRY_CHECK);
      if (inventory.await(it -> it.lastMessageDeadline().isEmpty(), Duration.ofMillis(100))) {
        return;
      }
    }
    throw new IllegalStateException("messages of the test before did not expire");
  }

  /** Waits until all records so far have been seen; returns a key higher than all of theirs. */
  private long catchUp() {
    long marker = broker.publishMarker();
    await(it -> it.hasExpired(marker), "the exporter does not keep up");
    return marker;
  }

  private void await(Predicate<Inventory> condition, String otherwise) {
    if (!inventory.await(condition, AT_MOST)) {
      throw new IllegalStateException(otherwise + " within " + AT_MOST);
    }
  }
}
