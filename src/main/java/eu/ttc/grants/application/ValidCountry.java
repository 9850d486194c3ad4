package eu.ttc.grants.application;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The code of a country, two capital letters (ISO 3166). */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ValidCountry.Check.class)
public @interface ValidCountry {

  /** Message or its key. */
  String message() default "{country}";

  /** Validation groups. */
  Class<?>[] groups() default {};

  /** Payload of Bean Validation. */
  Class<? extends Payload>[] payload() default {};

  /** The check itself; a missing value is another constraint's matter. */
  class Check implements ConstraintValidator<ValidCountry, String> {

    private static final Set<String> CODES = Set.of(Locale.getISOCountries());

    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
      return value == null || CODES.contains(value);
    }
  }
}
