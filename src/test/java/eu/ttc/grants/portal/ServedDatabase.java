package eu.ttc.grants.portal;

import eu.ttc.grants.testing.DatabaseOfItsOwn;

/** Lets tests that speak HTTP run beside those of the modules. */
final class ServedDatabase extends DatabaseOfItsOwn {

  ServedDatabase() {
    super("served");
  }
}
