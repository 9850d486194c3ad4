package eu.ttc.grants.kernel;

import jakarta.validation.ConstraintViolation;

/**
 * One thing wrong with one field of what a person sent.
 *
 * @param field path of the field, such as {@code enterprise.name} or {@code partners[0].country}
 * @param rule short name of the broken rule, such as {@code required}, {@code tooLong}, {@code
 *     iban}
 * @param message the rule as an English sentence; pages translate by {@code rule}
 */
public record FieldProblem(String field, String rule, String message)
    implements Comparable<FieldProblem> {

  /**
   * Tells a broken constraint of Bean Validation: {@code required} for all that demand a value,
   * else the rule is named as the constraint.
   */
  public static FieldProblem of(ConstraintViolation<?> violation) {
    var constraint =
        violation.getConstraintDescriptor().getAnnotation().annotationType().getSimpleName();
    var rule =
        switch (constraint) {
          case "NotNull", "NotBlank", "NotEmpty" -> "required";
          case "ValidIban" -> "iban";
          case "ValidBic" -> "bic";
          case "ValidCountry" -> "country";
          case "BicFitsIban" -> "bicCountry";
          default -> Character.toLowerCase(constraint.charAt(0)) + constraint.substring(1);
        };
    return new FieldProblem(violation.getPropertyPath().toString(), rule, violation.getMessage());
  }

  /** The same about a field that goes by another name where it was typed. */
  public FieldProblem on(String otherField) {
    return new FieldProblem(otherField, rule, message);
  }

  @Override
  public int compareTo(FieldProblem other) {
    return field.compareTo(other.field);
  }
}
