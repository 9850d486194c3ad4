package eu.ttc.grants.application;

/** Top-technology sectors of the programme; OTHER is everything else. */
public enum Sector {
  LIFE_SCIENCES,
  ICT,
  ENERGY,
  HIGH_TECH_MATERIALS,
  OTHER
}
