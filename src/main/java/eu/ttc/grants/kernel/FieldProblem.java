package eu.ttc.grants.kernel;

/**
 * One thing wrong with one field of what a person sent.
 *
 * @param field path of the field, such as {@code enterprise.name} or {@code partners[0].country}
 * @param rule short name of the broken rule, such as {@code required}, {@code tooLong}, {@code
 *     iban}
 * @param message the rule as an English sentence; pages translate by {@code rule}
 */
public record FieldProblem(String field, String rule, String message) {}
