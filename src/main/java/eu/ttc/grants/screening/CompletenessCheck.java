package eu.ttc.grants.screening;

import eu.ttc.grants.kernel.FieldProblem;
import java.util.List;

/** Whether an application holds what it must, and what it lacks. */
public record CompletenessCheck(boolean complete, List<FieldProblem> missing) {}
