package eu.ttc.grants.budget;

import eu.ttc.grants.kernel.FieldProblem;
import eu.ttc.grants.kernel.InvalidInput;
import eu.ttc.grants.kernel.Scheme;
import java.util.ArrayList;
import java.util.regex.Pattern;

/**
 * The programme gives a budget line money, or takes back what nobody holds.
 *
 * @param line code of the line, which is opened by its first allocation
 * @param scheme which grants the line pays
 * @param cents more than zero to give, less to take back
 * @param decision names the decision of the monitoring committee; one counts once per line
 * @param by username of the administrator
 */
public record AllocateBudget(
    String line, Scheme scheme, long cents, String decision, String reason, String by) {

  private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_-]{1,30}");
  private static final long LARGEST = 100_000_000_00L;
  private static final int LONGEST_DECISION = 100;
  private static final int LONGEST_REASON = 1000;

  public AllocateBudget {
    decision = decision.strip();
    reason = reason.strip();
    var problems = new ArrayList<FieldProblem>();
    if (!CODE.matcher(line).matches()) {
      problems.add(
          new FieldProblem(
              "line", "format", "must be 2 to 31 capital letters, digits, hyphens or underscores"));
    }
    if (cents == 0 || Math.abs(cents) > LARGEST) {
      problems.add(
          new FieldProblem(
              "amountCents", "range", "must not be 0, nor more than " + LARGEST + " either way"));
    }
    if (decision.isEmpty() || decision.length() > LONGEST_DECISION) {
      problems.add(size("decision", LONGEST_DECISION));
    }
    if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
      problems.add(size("reason", LONGEST_REASON));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInput(problems);
    }
  }

  private static FieldProblem size(String field, int longest) {
    return new FieldProblem(field, "size", "must have 1 to %d characters".formatted(longest));
  }
}
