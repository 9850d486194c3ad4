package eu.ttc.grants.payment;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes names and addresses in the Latin character set that every bank of the SEPA accepts (EPC
 * SCT customer-to-PSP guidelines, § 1.4): letters, digits and {@code / - ? : ( ) . , ' +} and
 * space.
 */
final class SepaText {

  private static final Map<Integer, String> SPELT_OUT =
      Map.ofEntries(
          Map.entry((int) 'ä', "ae"),
          Map.entry((int) 'ö', "oe"),
          Map.entry((int) 'ü', "ue"),
          Map.entry((int) 'ß', "ss"),
          Map.entry((int) 'Ä', "Ae"),
          Map.entry((int) 'Ö', "Oe"),
          Map.entry((int) 'Ü', "Ue"),
          Map.entry((int) 'ẞ', "SS"),
          Map.entry((int) 'æ', "ae"),
          Map.entry((int) 'Æ', "Ae"),
          Map.entry((int) 'œ', "oe"),
          Map.entry((int) 'Œ', "Oe"),
          Map.entry((int) 'ø', "oe"),
          Map.entry((int) 'Ø', "Oe"),
          Map.entry((int) 'å', "aa"),
          Map.entry((int) 'Å', "Aa"),
          Map.entry((int) 'ĳ', "ij"),
          Map.entry((int) 'Ĳ', "IJ"),
          Map.entry((int) 'ł', "l"),
          Map.entry((int) 'Ł', "L"),
          Map.entry((int) 'đ', "d"),
          Map.entry((int) 'Đ', "D"),
          Map.entry((int) 'ð', "d"),
          Map.entry((int) 'Ð', "D"),
          Map.entry((int) 'þ', "th"),
          Map.entry((int) 'Þ', "Th"),
          Map.entry((int) 'ı', "i"),
          Map.entry((int) '&', "+"),
          Map.entry((int) '’', "'"),
          Map.entry((int) '‘', "'"),
          Map.entry((int) '–', "-"),
          Map.entry((int) '—', "-"),
          Map.entry((int) '_', "-"));

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern NOT_ALLOWED = Pattern.compile("[^A-Za-z0-9/?:().,'+ -]");
  private static final Pattern SPACES = Pattern.compile(" {2,}");
  private static final Pattern SLASHES = Pattern.compile("/{2,}");
  private static final Pattern OUTER_SLASHES = Pattern.compile("^[/ ]+|[/ ]+$");

  private SepaText() {}

  /**
   * Spells {@code text} in the SEPA character set, at most {@code maxLength} characters long; never
   * starts or ends with a slash nor holds two in a row, which banks refuse. Empty when nothing of
   * the text can be written in Latin letters.
   */
  static String of(String text, int maxLength) {
    var spelt = new StringBuilder();
    Normalizer.normalize(text, Normalizer.Form.NFC)
        .codePoints()
        .forEach(
            c -> {
              var known = SPELT_OUT.get(c);
              if (known == null) {
                spelt.appendCodePoint(c);
              } else {
                spelt.append(known);
              }
            });
    var plain = MARKS.matcher(Normalizer.normalize(spelt, Normalizer.Form.NFKD)).replaceAll("");
    var latin = NOT_ALLOWED.matcher(plain).replaceAll(" ");
    var tidy = trimmed(SLASHES.matcher(SPACES.matcher(latin).replaceAll(" ")).replaceAll("/"));
    return tidy.length() <= maxLength ? tidy : trimmed(tidy.substring(0, maxLength));
  }

  private static String trimmed(String text) {
    return OUTER_SLASHES.matcher(text).replaceAll("");
  }
}
