package eu.ttc.grants.evaluation;

/** Why an expert can be drawn for an application of the fund, or cannot. */
public enum DrawVerdict {
  INDEPENDENT("can be drawn"),
  HAD_IT_BEFORE("had to do with it before"),
  APPLIES("applies for it"),
  ACTED("acted on it in another role"),
  ADVISES("advises one of its enterprises"),
  EMPLOYED("works for a party of it"),
  FORMERLY_EMPLOYED("worked for a party of it in the last years"),
  COMPETES("takes part in another application of the same call, or the employer does"),
  NO_COUNTRY("has no country told"),
  STATE_HAS_ENOUGH("would make a majority of one Member State"),
  DOES_NOT_READ("reads no language of the call");

  private final String words;

  DrawVerdict(String words) {
    this.words = words;
  }

  /** In English, for operators. */
  public String words() {
    return words;
  }
}
