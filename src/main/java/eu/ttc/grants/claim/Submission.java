package eu.ttc.grants.claim;

import eu.ttc.grants.kernel.FieldProblem;
import java.util.List;

/** What became of a submitted claim. */
public sealed interface Submission {

  /** Received; repeated submission of a received claim answers the same. */
  record Submitted(int number) implements Submission {}

  /** No claim can be submitted now; {@code explanation} says why. */
  record NotOpen(String explanation) implements Submission {}

  /** Something is missing or wrong; nothing was changed. */
  record Incomplete(List<FieldProblem> problems) implements Submission {}
}
