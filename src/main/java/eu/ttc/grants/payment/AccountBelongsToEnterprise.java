package eu.ttc.grants.payment;

import java.util.Locale;

/**
 * Money goes only to an account that the beneficiary itself holds ({@code domain.md} § 7). Compared
 * are the names as a bank would: without case, accents, punctuation and the dots of legal forms.
 */
final class AccountBelongsToEnterprise {

  /** Longest name of a party in a SEPA file; what is longer is cut by every bank. */
  static final int LONGEST_NAME = 70;

  private AccountBelongsToEnterprise() {}

  /** Whether the account holder's name is the enterprise's. */
  static boolean holds(String accountHolder, String enterpriseName) {
    var holder = bare(accountHolder);
    return !holder.isEmpty() && holder.equals(bare(enterpriseName));
  }

  private static String bare(String name) {
    return SepaText.of(name, LONGEST_NAME)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[.']", "")
        .replaceAll("[^a-z0-9]+", " ")
        .strip();
  }
}
