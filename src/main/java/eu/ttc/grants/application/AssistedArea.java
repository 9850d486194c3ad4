package eu.ttc.grants.application;

/** Whether a place lies in an assisted area (Art. 107(3)(a) or (c) TFEU). */
public enum AssistedArea {
  NONE,
  A,
  C
}
