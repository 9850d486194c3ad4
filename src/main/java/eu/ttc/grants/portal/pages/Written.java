package eu.ttc.grants.portal.pages;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Texts, amounts, numbers and days as people write them. What they mean does not depend on the
 * language of the page: groups have three digits, decimals one or two, and days come before months.
 */
final class Written {

  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<sign>[-−]?)(?<whole>\\d+|[1-9]\\d{0,2}(?:(?<group>[.,"
              + " '’])\\d{3})(?:\\k<group>\\d{3})*)"
              + "(?:(?<mark>[.,])(?<decimals>\\d{1,2}|[-–]{1,2}))?");

  private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u2009\\u202f]+");
  private static final Pattern EURO = Pattern.compile("(?i)€|\\beur(os?)?\\b");
  private static final DateTimeFormatter DAY_FIRST =
      DateTimeFormatter.ofPattern("d-M-uuuu").withResolverStyle(ResolverStyle.STRICT);
  private static final int MOST_DIGITS = 16;

  private Written() {}

  /**
   * Cents of an amount in euros, such as 1.234,56 or 1,234.56 or 1 234,5; empty when it is none.
   */
  static Optional<Long> cents(String text) {
    return decimal(EURO.matcher(text).replaceAll(" "))
        .map(euros -> euros.movePointRight(2).longValueExact());
  }

  /** A whole number, grouped or not, a percentage too; empty when it is none. */
  static Optional<Integer> whole(String text) {
    return decimal(text.replace("%", ""))
        .filter(number -> number.scale() == 0)
        .filter(number -> number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0)
        .map(BigDecimal::intValueExact);
  }

  /** A day, as a date field sends it or as 24-12-2026, 24.12.2026, 24/12/2026; empty when none. */
  static Optional<LocalDate> day(String text) {
    var plain = text.strip();
    try {
      return Optional.of(
          plain.matches("\\d{4}-\\d{2}-\\d{2}")
              ? LocalDate.parse(plain)
              : LocalDate.parse(plain.replaceAll("[./]", "-"), DAY_FIRST));
    } catch (DateTimeException notOne) {
      return Optional.empty();
    }
  }

  /** An amount of cents in euros, to be changed by a person who writes numbers like this. */
  static String euros(long cents, Locale locale) {
    var format = NumberFormat.getInstance(locale);
    var decimals = cents % 100 == 0 ? 0 : 2;
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return SPACES.matcher(format.format(BigDecimal.valueOf(cents, 2))).replaceAll(" ");
  }

  /** A text without the sign that no database keeps, its lines ended in one way. */
  static String plain(String text) {
    return text.replace("\0", "").replace("\r\n", "\n");
  }

  /** A number with at most two decimals; empty when it is none. */
  static Optional<BigDecimal> decimal(String text) {
    var number = NUMBER.matcher(SPACES.matcher(text).replaceAll(" ").strip());
    if (!number.matches()
        || number.group("mark") != null && number.group("mark").equals(number.group("group"))) {
      return Optional.empty();
    }
    var digits = number.group("whole").replaceAll("\\D", "");
    if (digits.length() > MOST_DIGITS) {
      return Optional.empty();
    }
    var decimals = number.group("decimals");
    var plain =
        decimals == null || !Character.isDigit(decimals.charAt(0))
            ? digits
            : digits + "." + decimals;
    var value = new BigDecimal(plain);
    return Optional.of(number.group("sign").isEmpty() ? value : value.negate());
  }
}
