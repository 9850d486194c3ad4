package eu.ttc.grants.cofunding;

/** What became of a request for evidence. */
public enum RequestState {
  OPEN,
  ANSWERED,
  LAPSED
}
