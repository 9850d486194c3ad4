package eu.ttc.grants.application;

/** What eligible costs of a fund project are for; each partner's costs are kept apart by it. */
public enum AidCategory {
  /** Regulation (EU) 651/2014, Art. 2(85). */
  INDUSTRIAL_RESEARCH,
  /** Art. 2(86). */
  EXPERIMENTAL_DEVELOPMENT,
  /** Art. 2(87). */
  FEASIBILITY_STUDY,
  /** Obtaining, validating and defending patents (Art. 28(2)(a)). */
  PATENTS,
  /** Secondment of highly qualified staff (Art. 28(2)(b)). */
  SECONDMENT,
  /** Innovation advisory and support services (Art. 28(2)(c)). */
  INNOVATION_ADVICE;

  /** Whether the costs are those of a research and development project, which partners share. */
  public boolean isResearch() {
    return switch (this) {
      case INDUSTRIAL_RESEARCH, EXPERIMENTAL_DEVELOPMENT, FEASIBILITY_STUDY -> true;
      case PATENTS, SECONDMENT, INNOVATION_ADVICE -> false;
    };
  }
}
