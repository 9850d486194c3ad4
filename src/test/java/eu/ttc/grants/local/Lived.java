package eu.ttc.grants.local;

import eu.ttc.grants.local.Histories.History;

/** One of the many cases of a run. Its text says which one it is. */
interface Lived {

  /** Its application, empty before there is one. */
  String reference();

  History history();
}
