package eu.ttc.grants.kernel;

/** How an account number is written for those who may not read it: only its ends are shown. */
public final class MaskedIban {

  private static final int AT_START = 4;
  private static final int AT_END = 2;
  private static final String HIDDEN = "•";

  private MaskedIban() {}

  /**
   * The first four and the last two characters, without spaces; nothing of what is too short to
   * have anything in between.
   *
   * @param iban as typed: it need not be a valid one
   */
  public static String of(String iban) {
    var plain = iban.replaceAll("\\s", "");
    int hidden = plain.length() - AT_START - AT_END;
    if (hidden <= 0) {
      return HIDDEN.repeat(plain.length());
    }
    return plain.substring(0, AT_START)
        + HIDDEN.repeat(hidden)
        + plain.substring(plain.length() - AT_END);
  }
}
