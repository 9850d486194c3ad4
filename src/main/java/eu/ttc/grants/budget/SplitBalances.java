package eu.ttc.grants.budget;

/** Balances of a budget line with the ERDF's part of them. */
record SplitBalances(Balances all, Balances erdf, ErdfShare share) {

  Balances of(Source source) {
    return switch (source) {
      case ERDF -> erdf;
      case NATIONAL -> all.minus(erdf);
    };
  }
}
