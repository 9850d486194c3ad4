package eu.ttc.grants.award;

/** What was decided on an application. */
public enum Decision {
  AWARD,
  REJECT
}
