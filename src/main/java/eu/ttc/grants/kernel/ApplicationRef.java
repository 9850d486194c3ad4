package eu.ttc.grants.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Public reference of an application, such as {@code V-2026-000123}: scheme letter, year of the
 * first draft, running number. Also the key under which the engine knows the lifecycle.
 */
public record ApplicationRef(@JsonValue String value) {

  private static final Pattern FORM = Pattern.compile("[VF]-\\d{4}-\\d{6}");

  public ApplicationRef {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no application reference; one looks like V-2026-000123".formatted(value));
    }
  }

  /**
   * Reads a reference.
   *
   * @throws IllegalArgumentException if the text has not the form of a reference
   */
  @JsonCreator
  public static ApplicationRef of(String value) {
    return new ApplicationRef(value);
  }

  /** Reads what a person typed or a link holds; empty when it cannot be a reference. */
  public static Optional<ApplicationRef> parse(String text) {
    return FORM.matcher(text).matches() ? Optional.of(new ApplicationRef(text)) : Optional.empty();
  }

  /** Builds the reference for the given running number of a scheme and year. */
  public static ApplicationRef of(Scheme scheme, int year, long number) {
    return new ApplicationRef("%s-%04d-%06d".formatted(scheme.letter(), year, number));
  }

  /** The instrument this application asks for. */
  public Scheme scheme() {
    return value.charAt(0) == Scheme.VOUCHER.letter() ? Scheme.VOUCHER : Scheme.INNOVATION_FUND;
  }

  @Override
  public String toString() {
    return value;
  }
}
