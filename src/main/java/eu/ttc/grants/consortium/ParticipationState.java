package eu.ttc.grants.consortium;

/** What a partner answered. */
public enum ParticipationState {
  OPEN,
  CONFIRMED,
  DECLINED
}
