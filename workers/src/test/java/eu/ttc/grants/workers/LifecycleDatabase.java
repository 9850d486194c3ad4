package eu.ttc.grants.workers;

import eu.ttc.grants.testing.DatabaseOfItsOwn;

/** The outbox of the shared database is full of messages that module tests left. */
final class LifecycleDatabase extends DatabaseOfItsOwn {

  LifecycleDatabase() {
    super("lifecycle");
  }
}
