package eu.ttc.grants.portal.pages;

import eu.ttc.grants.application.ApplicationStatus;
import eu.ttc.grants.application.Applications;
import eu.ttc.grants.identity.Language;
import eu.ttc.grants.kernel.Cents;
import java.math.BigDecimal;
import java.text.Collator;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Shows amounts and times the way the person looking writes them. For templates: {@code @show}. */
@Component("show")
public class Show {

  private static final Currency EURO = Currency.getInstance("EUR");
  private static final List<String> REGION = List.of("NL", "BE", "DE", "LU");
  private static final List<String> EUROPE =
      List.of(
          "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR",
          "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE",
          "SI", "SK");

  /** A day and time in the programme's time zone. */
  public String moment(@Nullable Instant at) {
    return at == null
        ? ""
        : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
            .withLocale(country(locale()))
            .format(at.atZone(Applications.PROGRAMME_ZONE));
  }

  /** A day and time to the second in the programme's time zone. */
  public String second(@Nullable Instant at) {
    return at == null
        ? ""
        : DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.MEDIUM)
            .withLocale(country(locale()))
            .format(at.atZone(Applications.PROGRAMME_ZONE));
  }

  /** The time of day in the programme's time zone. */
  public String time(@Nullable Instant at) {
    return at == null
        ? ""
        : DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
            .withLocale(country(locale()))
            .format(at.atZone(Applications.PROGRAMME_ZONE));
  }

  /** A day in the programme's time zone. */
  public String day(@Nullable Instant at) {
    return at == null ? "" : day(at.atZone(Applications.PROGRAMME_ZONE).toLocalDate());
  }

  public String day(@Nullable LocalDate day) {
    return day == null
        ? ""
        : DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
            .withLocale(country(locale()))
            .format(day);
  }

  /** An amount of cents in euros; whole euros without decimals. */
  public String euros(@Nullable Long cents) {
    return cents == null ? "" : euros(cents, locale());
  }

  public String euros(@Nullable Cents amount) {
    return amount == null ? "" : euros(amount.value());
  }

  /** The amount as people who speak this language write it. */
  public String euros(Cents amount, Locale language) {
    return euros(amount.value(), language);
  }

  public String number(@Nullable Number number) {
    return number == null ? "" : NumberFormat.getInstance(country(locale())).format(number);
  }

  /** Name of a country. */
  public String country(@Nullable String code) {
    return code == null ? "" : Locale.of("", code).getDisplayCountry(locale());
  }

  /** Countries to choose from: those of the region, then the others of Europe by name. */
  public List<String> countries() {
    var byName = Collator.getInstance(locale());
    return Stream.concat(
            REGION.stream(),
            EUROPE.stream()
                .filter(code -> !REGION.contains(code))
                .sorted((one, other) -> byName.compare(country(one), country(other))))
        .toList();
  }

  /** A size in bytes, readable. */
  public String size(long bytes) {
    return bytes < 1024 * 1024
        ? "%d kB".formatted(Math.max(1, bytes / 1024))
        : "%s MB".formatted(number(BigDecimal.valueOf(bytes * 10 / 1024 / 1024, 1)));
  }

  /** An amount as a bank wrote it: in euros, or in another currency. */
  public String amount(BigDecimal amount, String currency) {
    return currency.equals(EURO.getCurrencyCode()) && amount.stripTrailingZeros().scale() <= 2
        ? euros(amount.movePointRight(2).longValueExact())
        : "%s %s".formatted(number(amount), currency);
  }

  /** An account number in groups of four. */
  public String iban(String iban) {
    return iban.replaceAll("\\s", "").replaceAll("(.{4})(?=.)", "$1 ");
  }

  /** Class of a status badge: good, bad, wait or plain. */
  public String tone(ApplicationStatus status) {
    return switch (status) {
      case CLOSED -> "good";
      case REJECTED, LAPSED, TERMINATED -> "bad";
      case APPROVED, RUNNING, INFO_REQUESTED, UNDER_APPEAL -> "wait";
      case DRAFT, WITHDRAWN -> "plain";
      case SUBMITTED, COMPLETE, ELIGIBLE, EVALUATED, RESERVE, CONTRACTED, FINAL_REPORTED -> "";
    };
  }

  private static String euros(long cents, Locale language) {
    var format = NumberFormat.getCurrencyInstance(country(language));
    format.setCurrency(EURO);
    var decimals = cents % 100 == 0 ? 0 : 2;
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return format.format(BigDecimal.valueOf(cents, 2));
  }

  private static Locale locale() {
    return LocaleContextHolder.getLocale();
  }

  /** Numbers and days are written as in the region, not as in the language's largest country. */
  static Locale country(Locale language) {
    return Language.nearest(language).regional();
  }
}
