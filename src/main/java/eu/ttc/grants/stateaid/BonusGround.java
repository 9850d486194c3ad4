package eu.ttc.grants.stateaid;

/**
 * What may raise an intensity beyond the size of the enterprise (Regulation (EU) 651/2014, Art.
 * 25(6)(b) to (d)). How much, and which excludes which, is said by decision table {@code
 * aid-bonus}.
 */
public enum BonusGround {
  /** Effective collaboration; found by computation, never declared. */
  COLLABORATION,
  WIDE_DISSEMINATION,
  LICENSING,
  ASSISTED_A_AREA,
  ASSISTED_C_AREA,
  /** Designed by three Member States or more. */
  THREE_MEMBER_STATES
}
