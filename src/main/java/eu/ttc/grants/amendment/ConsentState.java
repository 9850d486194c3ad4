package eu.ttc.grants.amendment;

/** What a partner says to a change that touches its part of the grant. */
public enum ConsentState {
  OPEN,
  GIVEN,
  REFUSED
}
