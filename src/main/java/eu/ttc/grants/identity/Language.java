package eu.ttc.grants.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Languages in which the programme speaks to people. */
public enum Language {
  NL,
  DE,
  FR,
  EN;

  /** The four languages as locales, in the order in which they are offered. */
  public static List<Locale> locales() {
    return Arrays.stream(values()).map(Language::locale).toList();
  }

  /** The language with this two-letter code, in either case. */
  public static Optional<Language> parse(String code) {
    return Arrays.stream(values()).filter(known -> known.code().equalsIgnoreCase(code)).findFirst();
  }

  /** The language of a reader's locale; English when it is none of the four. */
  public static Language nearest(Locale reader) {
    return parse(reader.getLanguage()).orElse(EN);
  }

  /**
   * Reads a two-letter code, in either case.
   *
   * @throws IllegalArgumentException naming the known codes
   */
  @JsonCreator
  public static Language of(String code) {
    return parse(code)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is none of the languages nl, de, fr, en".formatted(code)));
  }

  /** Two letters, ISO 639. */
  @JsonValue
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Locale locale() {
    return Locale.of(code());
  }

  /**
   * How dates, numbers and amounts are written: as in the region, not as in the language's largest
   * country.
   */
  public Locale regional() {
    return switch (this) {
      case NL -> Locale.of("nl", "BE");
      case DE -> Locale.GERMANY;
      case FR -> Locale.of("fr", "BE");
      case EN -> Locale.of("en", "IE");
    };
  }
}
