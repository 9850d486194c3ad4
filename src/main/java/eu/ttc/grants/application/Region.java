package eu.ttc.grants.application;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Regions of the programme with the Member State they lie in and the language spoken there; OTHER
 * is everywhere else.
 */
public enum Region {
  AACHEN("DE", "de"),
  HASSELT("BE", "nl"),
  LIEGE("BE", "fr"),
  LEUVEN("BE", "nl"),
  OSTBELGIEN("BE", "de"),
  MAASTRICHT("NL", "nl"),
  EINDHOVEN("NL", "nl"),
  OTHER(null, null);

  private final @Nullable String country;
  private final @Nullable String language;

  Region(@Nullable String country, @Nullable String language) {
    this.country = country;
    this.language = language;
  }

  /** ISO 3166 code of the Member State, empty for {@link #OTHER}. */
  public Optional<String> country() {
    return Optional.ofNullable(country);
  }

  /** ISO 639 code of the official language, empty for {@link #OTHER}. */
  public Optional<String> language() {
    return Optional.ofNullable(language);
  }
}
