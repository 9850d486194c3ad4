package eu.ttc.grants.application;

import fr.marcwrobel.jbanking.bic.Bic;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A BIC of 8 or 11 characters (ISO 9362). */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ValidBic.Check.class)
public @interface ValidBic {

  /** Message or its key. */
  String message() default "{bic}";

  /** Validation groups. */
  Class<?>[] groups() default {};

  /** Payload of Bean Validation. */
  Class<? extends Payload>[] payload() default {};

  /** The check itself; a missing value is another constraint's matter. */
  class Check implements ConstraintValidator<ValidBic, String> {
    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
      return value == null || value.isBlank() || Bic.isValid(value);
    }
  }
}
