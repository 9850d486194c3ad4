package eu.ttc.grants.kernel;

import java.util.List;

/** What a person sent breaks a rule; nothing was changed. Told to them field by field. */
public class InvalidInput extends RuntimeException {

  private final transient List<FieldProblem> problems;

  public InvalidInput(List<FieldProblem> problems) {
    super(String.join("; ", problems.stream().map(p -> p.field() + ": " + p.message()).toList()));
    this.problems = List.copyOf(problems);
  }

  /** An input with one wrong field. */
  public static InvalidInput of(String field, String rule, String message) {
    return new InvalidInput(List.of(new FieldProblem(field, rule, message)));
  }

  /** All that is wrong, never empty. */
  public List<FieldProblem> problems() {
    return problems;
  }
}
