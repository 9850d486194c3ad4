package eu.ttc.grants.application;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Regions of the programme with the Member State they lie in; OTHER is everywhere else. */
public enum Region {
  AACHEN("DE"),
  HASSELT("BE"),
  LIEGE("BE"),
  LEUVEN("BE"),
  OSTBELGIEN("BE"),
  MAASTRICHT("NL"),
  EINDHOVEN("NL"),
  OTHER(null);

  private final @Nullable String country;

  Region(@Nullable String country) {
    this.country = country;
  }

  /** ISO 3166 code of the Member State, empty for {@link #OTHER}. */
  public Optional<String> country() {
    return Optional.ofNullable(country);
  }
}
