package eu.ttc.grants.application;

import fr.marcwrobel.jbanking.iban.Iban;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** An IBAN with right length, national structure and check digits (ISO 13616); spaces allowed. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ValidIban.Check.class)
public @interface ValidIban {

  /** Message or its key. */
  String message() default "{iban}";

  /** Validation groups. */
  Class<?>[] groups() default {};

  /** Payload of Bean Validation. */
  Class<? extends Payload>[] payload() default {};

  /** The check itself; a missing value is another constraint's matter. */
  class Check implements ConstraintValidator<ValidIban, String> {
    @Override
    public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
      return value == null || value.isBlank() || Iban.isValid(value.replaceAll("\\s", ""));
    }
  }
}
