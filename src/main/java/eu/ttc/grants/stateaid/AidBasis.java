package eu.ttc.grants.stateaid;

/** On which legal basis costs may be supported; the results of decision {@code aid-basis}. */
public enum AidBasis {
  /** No State aid, because there is no economic activity. */
  NO_AID,
  DE_MINIMIS,
  /** Regulation (EU) 651/2014, Art. 20a. */
  GBER_20A,
  GBER_25,
  GBER_28,
  /** None; the reason is told with it. */
  REFUSED
}
